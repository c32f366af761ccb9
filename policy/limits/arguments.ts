import { shown } from "../../environments/errors";
import { nested, type Block } from "../values";
import { ARGUMENT_LIMITS, type ArgumentLimit } from "./argument-limits";
import type { Finished } from "./finished";
import type { Excess } from "./limit";
import { hasReference } from "./references";

/** Arguments with a value that AWS refuses; one that only the apply knows is measured where it can be. */
export const argumentExcesses = (finished: Finished, limits = ARGUMENT_LIMITS): Excess[] =>
  limits.flatMap((limit) =>
    finished.of(...limit.types).flatMap((resource) =>
      valuesAt(resource.values, limit.argument.split("."))
        .filter((value) => !isRight(limit, value, finished, resource.stack))
        .map((value) => ({
          resource,
          problem: `${limit.argument} must ${mustOf(limit)}, got ${shown(value)}`,
        })),
    ),
  );

/** The values of an argument in all its blocks; a list is all its members. */
function valuesAt(values: Block, [first = "", ...rest]: readonly string[]): unknown[] {
  const value = values[first];
  if (rest.length > 0) return nested(value).flatMap((block) => valuesAt(block, rest));
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((each) => each !== undefined && each !== null);
}

function isRight(limit: ArgumentLimit, value: unknown, finished: Finished, stack: string): boolean {
  if (limit.kind === "number") {
    const number = Number(value);
    return isReference(value) || (Number.isInteger(number) && number >= limit.from && number <= limit.to);
  }
  if (typeof value !== "string") return true;
  // A reference may be shorter than its longest value, and has characters that are not known yet.
  if (isReference(value)) return true;
  const text = finished.text("longest", stack, value);
  return text.length <= limit.max && limit.pattern.test(text);
}

const isReference = (value: unknown): boolean => typeof value === "string" && hasReference(value);

const mustOf = (limit: ArgumentLimit): string =>
  limit.kind === "number"
    ? `be a whole number from ${limit.from} to ${limit.to}`
    : `have at most ${limit.max} characters and be ${limit.like}`;
