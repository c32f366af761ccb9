import type { EnvironmentInput } from "./input";

/** Gives an environment its type, so that an editor completes and checks it; changes nothing. */
export const environment = (input: EnvironmentInput): EnvironmentInput => input;

/** Like a type with every property optional, all the way down; lists stay whole. */
export type Overlay<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Overlay<T[K]> }
    : T;

/** `base` with `overlay` laid over it: objects merge by key, everything else (lists too) is replaced. */
export function extend<T extends object>(base: T, overlay: Overlay<T>): T {
  return merge(base, overlay) as T;
}

function merge(base: unknown, overlay: unknown): unknown {
  if (!isPlain(base) || !isPlain(overlay)) return overlay;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(overlay)])];
  return Object.fromEntries(
    keys.map((key) => [
      key,
      key in overlay && overlay[key] !== undefined ? merge(base[key], overlay[key]) : base[key],
    ]),
  );
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
