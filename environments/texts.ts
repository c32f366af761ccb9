/** Where a value is: the keys that lead to it. */
export type Path = readonly (string | number)[];

export interface TextChange {
  /** The new text of a value. */
  readonly text: (text: string, path: Path) => string;
  /** The new text of a key. @default keys stay */
  readonly key?: (key: string) => string;
}

/** Plain data with its texts changed. What holds no changed text is not copied: it stays the same object. */
export function changeTexts<T>(value: T, change: TextChange): T {
  return new TextChanger(change).changed(value, []) as T;
}

class TextChanger {
  /** The objects around the current value: data that contains itself stays as it is. */
  private readonly around = new Set<object>();

  constructor(private readonly change: TextChange) {}

  changed(value: unknown, path: Path): unknown {
    if (typeof value === "string") return this.change.text(value, path);
    if (typeof value !== "object" || value === null || this.around.has(value)) return value;
    this.around.add(value);
    const copy = Array.isArray(value) ? this.list(value, path) : this.record(value, path);
    this.around.delete(value);
    return copy;
  }

  private list(list: readonly unknown[], path: Path): readonly unknown[] {
    const copy = list.map((each, index) => this.changed(each, [...path, index]));
    return copy.some((each, index) => each !== list[index]) ? copy : list;
  }

  private record(record: object, path: Path): object {
    const { key: changeKey = (key: string) => key } = this.change;
    const before = Object.entries(record) as [string, unknown][];
    const after = before.map(
      ([key, value]) => [changeKey(key), this.changed(value, [...path, key])] as const,
    );
    const isSame = before.every(([key, value], index) => {
      const [newKey, newValue] = after[index] ?? [];
      return key === newKey && value === newValue;
    });
    if (isSame) return record;
    const copy = Object.create(Object.getPrototypeOf(record) as object | null) as Record<string, unknown>;
    for (const [key, value] of after) copy[key] = value;
    return copy;
  }
}
