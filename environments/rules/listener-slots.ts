import { createHash } from "node:crypto";

/** An ALB listener takes rule priorities from 1 to this; https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html */
export const MAX_PRIORITY = 50_000;

/** Reserves in which rules of equal rank keep the order of their own priorities, as they do on live listeners. */
export const NEAR_RESERVES = 10;

/** As many ranks as rules that overlap one another can have: each may need a reserve of its own. */
const FAR_RESERVES = 30;

/** Times that a rule can move on from its own priority. */
export const RESERVES = NEAR_RESERVES + FAR_RESERVES;

/** `wildcard` as soon as one of several hosts has a wildcard. */
export type HostKind = "exact" | "wildcard" | "any";

/** Classes of rules with a host; as many of rules without follow. Each class has 250 priorities. */
const CLASSES = 100;
const CLASS_SIZE = MAX_PRIORITY / (2 * CLASSES);

/**
 * The priority that a rule has as long as no other is in its way: rules with a host first, longer literal beginnings of
 * the path first, within these by a hash of the rule.
 *
 * @param text hosts and path, one text for one rule
 * @param prefix literal characters at the beginning of the path
 */
export function ownPriority(text: string, kind: HostKind, prefix: number): number {
  const lengthClass = CLASSES - 1 - Math.min(prefix, CLASSES - 1);
  return inClass((kind === "any" ? CLASSES : 0) + lengthClass, text);
}

/**
 * A priority in reserve, from classes whose own rules have long paths. In the near reserves exact hosts move before all
 * other rules with a host, wildcard hosts behind them, rules without a host before all others of their kind. The far
 * reserves of each kind are behind its near ones, and go on in the same direction from one to the next.
 *
 * @param level 1 to {@link RESERVES}
 */
export function reservePriority(text: string, kind: HostKind, level: number): number {
  const isNear = level <= NEAR_RESERVES;
  const classes: Record<HostKind, number> = {
    exact: (isNear ? 0 : RESERVES) + NEAR_RESERVES - level,
    wildcard: CLASSES - 2 + level,
    any: CLASSES + (isNear ? 2 * NEAR_RESERVES : 2 * RESERVES - 1) - level,
  };
  return inClass(classes[kind], `${text}\n${level}`);
}

const inClass = (index: number, hashed: string): number =>
  index * CLASS_SIZE + (createHash("sha256").update(hashed).digest().readUInt32BE(0) % CLASS_SIZE) + 1;
