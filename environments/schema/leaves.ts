import { z } from "zod";
import { formHint, nearestValue, onlyProperty, retyped, valueHint, type Form } from "../hints";
import { suggestion, type Ask, type Hint } from "../problems";
import { ARN_KINDS, isArnOf, partitionProblem, placeProblem, type ArnName } from "../rules/arn";
import { isIpv4Range } from "../rules/cidr";
import { ecrPlaceProblem, isPinnedImage } from "../rules/image-reference";
import { LOG_RETENTION_DAYS } from "../rules/log-retention";
import { isRegion, REGIONS } from "../rules/partition";
import * as text from "../rules/text";

/** A leaf: the predicate, and the sentence that follows the property's name when it does not hold. */
export const leaf = <T>(
  holds: (value: unknown) => value is T,
  must: string | ((value: unknown) => string),
  hint: Hint = () => "",
) => {
  const ofType = retyped(holds);
  return z.custom<T>(holds, {
    error: typeof must === "string" ? must : ({ input }) => must(input),
    params: { hint: (value: unknown) => hint(value) || ofType(value) },
  });
};

/** Asks for something that depends on where the environment is; `schemaProblems` knows that. */
export const asking = <T>(schema: z.ZodType<T>, ask: Ask) =>
  schema.superRefine((_, context) => {
    context.addIssue({ code: "custom", params: { ask } });
  });

/** An ARN of one kind, of a region and account in which the environment can use the resource. */
export const arn = (
  name: ArnName,
  must = `must be the ARN of ${ARN_KINDS[name].what}`,
  hint: Hint = () => "",
) =>
  placed(
    name,
    leaf((value): value is string => isArnOf(name, value), must, hint),
  );

/** A name that `pattern` matches, or such an ARN. */
export const nameOrArn = (name: ArnName, pattern: RegExp, must: string) =>
  placed(
    name,
    leaf(
      (value): value is string => isArnOf(name, value) || (!isArnText(value) && text.matches(pattern)(value)),
      must,
    ),
  );

/** A text that can be an ARN: then of the environment's partition, and of a region in it. */
export const inPartition = (schema: z.ZodType<string>) =>
  asking(schema, (value, place) => (typeof value === "string" ? partitionProblem(value, place) : undefined));

const isArnText = (value: unknown): boolean => typeof value === "string" && value.startsWith("arn:");

const placed = (name: ArnName, schema: z.ZodType<string>) =>
  asking(schema, (value, place) => (isArnOf(name, value) ? placeProblem(name, value, place) : undefined));

export const whole = (from: number, to: number) =>
  leaf(text.isWhole(from, to), `must be a whole number from ${from} to ${to}`);
/** A longer list hides the value that is meant. */
const MAX_LISTED = 12;

export const oneOf = <const T extends string | number>(...values: readonly T[]) =>
  leaf(
    (value): value is T => (values as readonly unknown[]).includes(value),
    (value) =>
      values.length > MAX_LISTED && nearestValue(value, values) !== undefined
        ? `must be one of the ${values.length} known values`
        : `must be one of ${values.map((each) => JSON.stringify(each)).join(", ")}`,
    valueHint(values),
  );
export const flag = leaf((value): value is boolean => typeof value === "boolean", "must be true or false");
export const string = leaf((value): value is string => typeof value === "string", "must be a string");
export const filled = leaf(text.isText, "must be a string with at least one character");
export const name = leaf(
  text.matches(text.NAME, text.NAME_LIMIT),
  `must have lower-case letters, digits and single hyphens, start with a letter, and at most ${text.NAME_LIMIT} characters`,
);
/** Services are looked up by their names, and every JavaScript object has a `constructor`. */
export const serviceName = name.refine(
  (value) => value !== "constructor",
  "must be another word than constructor, which JavaScript has for every object",
);
export const account = leaf(text.matches(text.ACCOUNT), "must be an AWS account of 12 digits in quotes");
export const region = leaf(
  isRegion,
  "must be an AWS region that environments/rules/partition.ts lists, such as eu-west-1",
  (value) => (typeof value === "string" ? suggestion(value, REGIONS) : ""),
);
export const variable = leaf(text.matches(text.VARIABLE), "must be a variable name of letters, digits and _");
export const processVariable = leaf(
  text.matches(text.PROCESS_VARIABLE),
  "must be a variable name of printable ASCII characters without = and blanks",
);
export const subnetId = leaf(text.matches(/^subnet-[0-9a-f]+$/), "must be a subnet id such as subnet-0a1b");
export const securityGroupId = leaf(
  text.matches(/^sg-[0-9a-f]+$/),
  "must be a security group id such as sg-0a1b",
);
export const pinnedImage = asking(
  leaf(isPinnedImage, "must be an image reference with a tag other than latest, or a digest", (value) => {
    const lowered = typeof value === "string" ? inLowerCase(value) : undefined;
    return lowered !== value && isPinnedImage(lowered)
      ? `; the name of a repository has no upper-case letters: ${JSON.stringify(lowered)}`
      : "";
  }),
  (value, place) => (typeof value === "string" ? ecrPlaceProblem(value, place.region) : undefined),
);
/** An image reference in lower case, but for its tag and digest. */
const inLowerCase = (image: string): string => {
  const name = image.replace(/(?::[^:/@]*)?(?:@.*)?$/, "");
  return name.toLowerCase() + image.slice(name.length);
};
export const retention = leaf(
  (value): value is number => LOG_RETENTION_DAYS.includes(value as number),
  `must be one of the days that CloudWatch Logs keeps (${LOG_RETENTION_DAYS.join(", ")})`,
);
export const range = leaf(isIpv4Range, "must be an IPv4 range such as 10.0.0.0/16");
export const relative = leaf(
  (value): value is string =>
    text.isText(value) &&
    !value.startsWith("/") &&
    !/^[a-z]:/i.test(value) &&
    !value.split(/[\\/]/).includes(".."),
  "must be a path inside the project",
);
/** A build context: the project may be one folder of the repository whose Dockerfile it deploys. */
export const contextFolder = leaf(
  (value): value is string =>
    relative.safeParse(typeof value === "string" ? value.replace(/^(\.\.([\\/]|$))+/, "./") : value).success,
  'must be a folder relative to the project, with ".." in front only',
);
export const webAddress = leaf(
  (value): value is string =>
    typeof value === "string" &&
    /^https?:\/\/([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?$/.test(value) &&
    URL.canParse(value),
  "must be a URL without a path such as http://localhost:4566",
);

/**
 * An object that refuses other properties; the message carries the known ones, from which the nearest is proposed.
 *
 * @param form what a value that is no object is proposed to be written as
 */
export const object = <const S extends z.core.$ZodLooseShape>(shape: S, form: Form = onlyProperty(shape)) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? Object.keys(shape).join(" ") : formHint(form, issue.input),
  });

/** Chooses the schema by the value's shape, so that a problem speaks of the variant that was meant. */
export const shaped = <T>(choose: (value: unknown) => z.ZodType<T>) =>
  z.custom<T>().superRefine((value, context) => {
    for (const issue of choose(value).safeParse(value).error?.issues ?? []) {
      context.addIssue(issue as Parameters<typeof context.addIssue>[0]);
    }
  });
export const has = (value: unknown, key: string): boolean =>
  typeof value === "object" && value !== null && key in value;
