import type { EnvironmentInput } from "../input";
import { dotted } from "../paths";
import { changeTexts, type Path } from "../texts";

/** Values that `${...}` in a text can name, by the name. */
type Values = Readonly<Record<string, unknown>>;

/** An environment's input with its placeholders filled. */
export interface Filled {
  readonly input: EnvironmentInput;
  /** A problem for each text that has unknown placeholders. */
  readonly problems: readonly string[];
  /** Paths of the texts in which a placeholder is left: an unknown one, or one whose value is missing or no text. */
  readonly unfilled: ReadonlySet<string>;
}

export const DEFAULT_PROJECT = "slipway";

/** The escape, or a placeholder; a name is cut where no known one is as long, which keeps the search linear. */
const PLACEHOLDER = /\$\$\{|\$\{([^}]{0,40})\}?/g;

/** What placeholders are made of can hold none. */
const SOURCES: readonly string[] = ["name", "project", "region", "account"];

/**
 * Fills in the placeholders of every text: `${environment}` becomes the environment's name, and `$${` becomes `${`.
 * Keys, which are names, stay as they are.
 */
export function fillPlaceholders(input: EnvironmentInput): Filled {
  const problems: string[] = [];
  const unfilled = new Set<string>();
  const filled = changeTexts(input, {
    text: (text, path) => {
      if (!text.includes("${") || isSource(path)) return text;
      const values = valuesFor(input, path);
      const unknown = new Set<string>();
      const result = text.replace(PLACEHOLDER, (whole: string, name: string | undefined) => {
        if (name === undefined) return "${";
        const isKnown = whole.endsWith("}") && Object.hasOwn(values, name);
        if (isKnown && typeof values[name] === "string") return values[name];
        unfilled.add(dotted(path));
        // A value that is missing is a problem of its own.
        if (!isKnown) unknown.add(whole);
        return whole;
      });
      if (unknown.size > 0) problems.push(problem(dotted(path), values, unknown));
      return result;
    },
  });
  return { input: filled, problems, unfilled };
}

const isSource = (path: Path): boolean => path.length === 1 && SOURCES.includes(String(path[0]));

function valuesFor(input: EnvironmentInput, [first, second]: Path): Values {
  const { project = DEFAULT_PROJECT, name: environment, region, account } = input;
  return { project, environment, region, account, ...(first === "services" && { service: second }) };
}

/** A text of which {@link fillPlaceholders} makes the given one. */
export const escapePlaceholders = (text: string): string => text.replaceAll("${", () => "$${");

/** As many of one text as a message names. */
const MAX_SHOWN = 3;

function problem(path: string, values: Values, unknown: ReadonlySet<string>): string {
  const [first = "", ...others] = [...unknown].slice(0, MAX_SHOWN);
  const got = [first, ...others].map((each) => JSON.stringify(each)).join(", ");
  return `${path} must use placeholders out of ${Object.keys(values).join(", ")}, got ${got}; write ${JSON.stringify(`$${first}`)} to keep the text`;
}
