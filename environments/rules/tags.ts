import { shown } from "../errors";

type Tags = Readonly<Record<string, string>>;

/** Tags of one resource, and characters of their keys and values; https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;

/**
 * What every service takes, because some take no more: IAM, ECS, Elastic Load Balancing.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html
 */
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Kept for AWS at the beginning of keys and values, in any case. The same source. */
const RESERVED = /^aws:/i;

/** Set by ECS on what it manages; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html */
const SET_BY_ECS = ["AmazonECSCreated", "AmazonECSManaged"];

/** Beside those of the environment, on one resource: `Name`, and those of ECS. */
const MAX_OWN_TAGS = MAX_TAGS - 1 - SET_BY_ECS.length;

const length = (text: string): number => Array.from(text).length;
const isTagText = (value: unknown, max: number): value is string =>
  typeof value === "string" &&
  length(value) <= max &&
  CHARACTERS.test(value) &&
  value.trim() === value &&
  !RESERVED.test(value);

export const isTagKey = (value: unknown): value is string => isTagText(value, MAX_KEY) && value !== "";
export const isTagValue = (value: unknown): value is string => isTagText(value, MAX_VALUE);

const RULE = "letters, digits, inner spaces and _ . : / = + - @";
export const TAG_KEY = `must have 1 to ${MAX_KEY} ${RULE}, and not begin with aws:`;
export const TAG_VALUE = `must have at most ${MAX_VALUE} ${RULE}, and not begin with aws:`;

/**
 * Whether keys are one for IAM, which ignores their case and refuses a role with both.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
const isSameKey = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** Tags without those whose keys, in any case, other tags have. */
export const tagsBeside = (others: Tags, tags: Tags): Tags =>
  Object.fromEntries(
    Object.entries(tags).filter(([key]) => !Object.keys(others).some((other) => isSameKey(other, key))),
  );

/** The tags of every resource of an environment: the user's keys win. */
export const environmentTags = (given: Tags = {}, own: Tags): Tags => ({
  ...given,
  ...tagsBeside(given, own),
});

/**
 * What is wrong between the tags of an environment.
 *
 * @param given the user's
 * @param all with those that Slipway adds
 */
export function tagProblems(given: Tags, all: Tags): string[] {
  const keys = Object.keys(given);
  return [
    ...keys.flatMap((key, index) => {
      const first = keys.slice(0, index).find((other) => isSameKey(other, key));
      return first === undefined
        ? []
        : [
            `tags must have keys that differ in more than case, got ${shown(first)} and ${shown(key)}; IAM takes them for one`,
          ];
    }),
    ...keys
      .filter((key) => SET_BY_ECS.some((other) => isSameKey(other, key)))
      .map((key) => `tags.${key} must not be set, got ${shown(given[key])}; ECS sets it`),
    ...(Object.keys(all).length > MAX_OWN_TAGS
      ? [
          `tags must have at most ${MAX_OWN_TAGS - (Object.keys(all).length - keys.length)} keys, got ${keys.length}; AWS takes ${MAX_TAGS} on a resource, and Slipway and ECS add their own`,
        ]
      : []),
  ];
}
