import { changeTexts, type Path } from "../../../environments/texts";

/** A text of an environment: a value, or a key. */
export interface Leaf {
  readonly path: Path;
  readonly text: string;
  readonly isKey: boolean;
}

/** Every text in plain data; the path of a key ends with it. */
export function leavesOf(data: unknown, path: Path = []): Leaf[] {
  if (typeof data === "string") return [{ path, text: data, isKey: false }];
  if (typeof data !== "object" || data === null) return [];
  if (Array.isArray(data)) return data.flatMap((each, index) => leavesOf(each, [...path, index]));
  return Object.entries(data).flatMap(([key, value]) => [
    { path: [...path, key], text: key, isKey: true },
    ...leavesOf(value, [...path, key]),
  ]);
}

/** Tells leaves apart. */
export const idOf = ({ path, isKey }: Leaf): string => JSON.stringify([path, isKey]);

/** The data with new texts for some leaves. */
export function withTexts<T>(data: T, texts: ReadonlyMap<Leaf, string>): T {
  const values = new Map(
    [...texts].flatMap(([leaf, text]) => (leaf.isKey ? [] : [[idOf(leaf), text] as const])),
  );
  const changed = changeTexts(data, {
    text: (text, path) => values.get(idOf({ path, text, isKey: false })) ?? text,
  });
  // The deepest first: a renamed key changes the paths below it.
  const keys = [...texts]
    .filter(([{ isKey }]) => isKey)
    .sort(([left], [right]) => right.path.length - left.path.length);
  return keys.reduce((result, [{ path }, key]) => renamed(result, path, key), changed);
}

function renamed<T>(data: T, [first, ...rest]: Path, key: string): T {
  if (Array.isArray(data))
    return data.map((each: unknown, index) => (index === first ? renamed(each, rest, key) : each)) as T;
  const entries = Object.entries(data as object).map(([name, value]: [string, unknown]) => {
    if (name !== first) return [name, value];
    return rest.length === 0 ? [key, value] : [name, renamed(value, rest, key)];
  });
  return Object.fromEntries(entries) as T;
}
