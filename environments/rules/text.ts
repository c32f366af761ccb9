/** Predicates over single values; each pairs with the sentence that `environments/schema.ts` gives to it. */

export const isText = (value: unknown): value is string => typeof value === "string" && value.length > 0;

export const isWhole =
  (from: number, to: number) =>
  (value: unknown): value is number =>
    Number.isInteger(value) && (value as number) >= from && (value as number) <= to;

export const matches =
  (pattern: RegExp, limit = Infinity) =>
  (value: unknown): value is string =>
    typeof value === "string" && value.length <= limit && pattern.test(value);

/** Lower-case words joined by single hyphens, starting with a letter: legal in every AWS name that we derive from it. */
export const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const NAME_LIMIT = 20;

export const ACCOUNT = /^\d{12}$/;
/** A name that a shell and a Dockerfile's ARG know. */
export const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/**
 * A name that a process can have in its environment, `spring.datasource.url` as well: POSIX excludes "=" alone, and ECS
 * hands each name to Docker as it is. Blanks and control characters are mistakes.
 */
export const PROCESS_VARIABLE = /^[!-<>-~]+$/;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, without the dots that break TLS. */
export const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
export const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
