import { hasControls } from "./control-characters";
import { shown } from "./errors";
import { dotted } from "./paths";

/**
 * Nesting that no environment needs: the deepest property (`services.web.containers.proxy.healthCheck.command[0]`)
 * has seven levels.
 */
const MAX_DEPTH = 32;
/** A text ends in a task definition, which has at most 64 KiB: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MAX_TEXT = 65_536;
/** No name of AWS that an environment writes as a key is longer; a tag's has 128. */
const MAX_KEY = 1024;
/** Values in all: a thousand services with two hundred settings each. Bounds what an object that is used twice at each level unfolds to. */
const MAX_VALUES = 200_000;

type Path = readonly (string | number)[];

export interface PlainData {
  /** A copy of the input; without properties that are `undefined`, and of objects without a prototype. */
  readonly data: unknown;
  readonly problems: readonly string[];
}

/**
 * Reads what an environment file exports once, as plain data: strings, numbers, booleans, `null`, lists and objects.
 * All code behind this may index the copy by any name, and meets no getter, no cycle and no class.
 */
export function plainData(input: unknown): PlainData {
  const problems: string[] = [];
  const above = new Set<object>();
  let values = 0;

  function refused(path: Path, rule: string, got: string): unknown {
    problems.push(`${path.length === 0 ? "the environment" : dotted(path)} must ${rule}, got ${got}`);
    return undefined;
  }

  function copy(value: unknown, path: Path): unknown {
    values += 1;
    if (values === MAX_VALUES + 1) refused([], `have at most ${MAX_VALUES} values`, "more");
    if (values > MAX_VALUES) return undefined;
    switch (typeof value) {
      case "boolean":
      case "undefined":
        return value;
      case "string":
        if (value.length > MAX_TEXT) {
          return refused(path, `have at most ${MAX_TEXT} characters`, String(value.length));
        }
        // No process can have one in its arguments or variables: https://pubs.opengroup.org/onlinepubs/9799919799/functions/exec.html
        if (value.includes("\0")) return refused(path, "have no NUL character", shown(value));
        return value.isWellFormed()
          ? value
          : refused(path, "be Unicode text", "half of a surrogate pair, which has no UTF-8 form");
      case "number":
        return Number.isFinite(value) ? value : refused(path, "be a finite number", String(value));
      case "object":
        return value === null ? null : copyObject(value, path);
      default:
        return refused(path, "be plain data", `a ${typeof value}`);
    }
  }

  function copyObject(value: object, path: Path): unknown {
    if (above.has(value)) return refused(path, "be plain data", "an object that contains itself");
    if (path.length >= MAX_DEPTH) return refused(path, `be nested at most ${MAX_DEPTH} deep`, "more");
    above.add(value);
    try {
      if (Array.isArray(value)) return copyList(value, path);
      const prototype: unknown = Object.getPrototypeOf(value);
      return prototype === null || prototype === Object.prototype || isForeignPlain(prototype)
        ? copyRecord(value, path)
        : refused(path, "be plain data", `an instance of ${className(prototype)}`);
    } catch (error) {
      return refused(path, "be plain data", `an object that throws: ${thrown(error)}`);
    } finally {
      above.delete(value);
    }
  }

  function copyList(list: readonly unknown[], path: Path): unknown {
    if (list.length > MAX_VALUES) {
      return refused(path, `have at most ${MAX_VALUES} entries`, String(list.length));
    }
    return Array.from(list, (entry, index) => copy(entry, [...path, index]));
  }

  function copyRecord(record: object, path: Path): unknown {
    const keys = Object.keys(record);
    const data = Object.create(null) as Record<string, unknown>;
    for (const key of keys) {
      const at = [...path, key];
      const rule = keyRule(key);
      if (rule !== undefined) refused(at, rule, shown(key));
      else {
        const value = copy(read(record, key, at), at);
        if (value !== undefined) data[key] = value;
      }
    }
    return data;
  }

  function read(record: object, key: string, path: Path): unknown {
    try {
      return (record as Record<string, unknown>)[key];
    } catch (error) {
      return refused(path, "be plain data", `a getter that throws: ${thrown(error)}`);
    }
  }

  return { data: copy(input, []), problems };
}

/** What a key must be that no property, name or tag can have. */
function keyRule(key: string): string | undefined {
  if (key === "__proto__") return "have another name, as JavaScript reserves this one";
  if (key.length > MAX_KEY) return `have a name of at most ${MAX_KEY} characters`;
  return hasControls(key) || !key.isWellFormed() ? "have a name without control characters" : undefined;
}

/** `Object.prototype` of another realm, as a file that a test runs in a sandbox has. */
const isForeignPlain = (prototype: unknown): boolean =>
  Object.getPrototypeOf(prototype) === null && className(prototype) === "Object";

function className(prototype: unknown): string {
  const { constructor } = prototype as { readonly constructor?: unknown };
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "a class";
}

function thrown(error: unknown): string {
  const message: unknown =
    error instanceof Error ? Object.getOwnPropertyDescriptor(error, "message")?.value : error;
  return typeof message === "string" ? shown(message) : typeof error;
}
