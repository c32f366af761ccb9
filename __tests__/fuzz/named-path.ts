import { dotted } from "../../environments/paths";

/** A property of an object that has none of that name, or the entry behind the end of a list. */
const MISSING = /^(?:\.?[^\s.[\]"]+|\[\d+\])$/;

/**
 * Whether a problem begins with the path of a value in `input`, or of one that an existing object or list there lacks,
 * followed by a rule. A text may be short for an object: `sidecars: ["x-ray"]` for `sidecars: [{ kind: "x-ray" }]`.
 */
export function namesPath(problem: string, input: unknown): boolean {
  const [path = "", ...rule] = problem.split(/ (?=(?:as a name )?must )/);
  return path !== "" && rule.length > 0 && leads(path, input, true);
}

function leads(path: string, value: unknown, isRoot: boolean): boolean {
  if (path === "" || (typeof value === "string" && MISSING.test(path))) return true;
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(Object.getOwnPropertyDescriptors(value));
  return (
    MISSING.test(path) ||
    entries.some(([key, { value: inner }]) => {
      const name = segment(Array.isArray(value) ? Number(key) : key, isRoot);
      return path.startsWith(name) && leads(path.slice(name.length), inner, false);
    })
  );
}

/** A key as a path has it, behind others or at its beginning. */
const segment = (key: PropertyKey, isFirst: boolean): string =>
  isFirst ? dotted([key]) : dotted(["x", key]).slice(1);
