/** A column of a table in the terminal. */
export interface Column<T> {
  readonly head: string;
  readonly text: (row: T) => string;
  /** Numbers stand at the right. @default left */
  readonly right?: boolean;
  /** The highest goes first where the terminal is too narrow for all. */
  readonly rank: number;
  /** Colours of a cell; must not change what is read. @default none */
  readonly paint?: (text: string, row: T) => string;
}

const GAP = "  ";

/** Head and rows, with as many columns as fit into the width; the first ranks are never left out. */
export function table<T>(
  columns: readonly Column<T>[],
  rows: readonly T[],
  width: number,
  paintHead: (text: string) => string,
): string[] {
  const sized = columns.map((column) => ({
    ...column,
    width: Math.max(column.head.length, ...rows.map((row) => column.text(row).length)),
  }));
  const shown = fitting(sized, width);
  const line = (cell: (column: (typeof shown)[number]) => string) => shown.map(cell).join(GAP);
  const pad = (text: string, { width: wide, right }: (typeof shown)[number]) =>
    right === true ? text.padStart(wide) : text.padEnd(wide);
  return [
    paintHead(line((column) => pad(column.head, column)).slice(0, width)),
    ...rows.map((row) => {
      const plain = line((column) => pad(column.text(row), column));
      // Cut text has no colours: a colour that is not ended would go on.
      if (plain.length > width) return plain.slice(0, width);
      return line((column) => {
        const padded = pad(column.text(row), column);
        return column.paint ? column.paint(padded, row) : padded;
      }).trimEnd();
    }),
  ];
}

function fitting<C extends { readonly width: number; readonly rank: number }>(
  columns: readonly C[],
  width: number,
): readonly C[] {
  const needed = columns.reduce((sum, column) => sum + column.width, (columns.length - 1) * GAP.length);
  const last = Math.max(...columns.map(({ rank }) => rank));
  return needed <= width || last === 0
    ? columns
    : fitting(
        columns.filter(({ rank }) => rank !== last),
        width,
      );
}
