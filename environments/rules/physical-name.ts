import { createHash } from "node:crypto";
import { NAME_RULES, type NamedType, type NameRule } from "./name-rules";

/** Between the readable part of a shortened name and its hash: no name of an environment or service has it. */
const MARK = "--";

/** Characters of a hash in base 36. */
const HASH_LENGTH = 10;

const hashOf = (text: string, length: number): string =>
  BigInt(`0x${createHash("sha256").update(text).digest("hex")}`)
    .toString(36)
    .slice(-length);

/** The beginning of a text, without hyphens at its end. */
const beginning = (text: string, length: number): string => text.slice(0, length).replace(/-+$/, "");

/**
 * A name within AWS's limit. One that fits is kept; of a longer one the beginning is kept, followed by a hash of the whole,
 * so that it is readable, stable and the only one.
 *
 * @param type Terraform type of the resource
 */
export function fittingName(type: NamedType, name: string): string {
  const { max, mark = MARK }: NameRule = NAME_RULES[type];
  if (name.length <= max) return name;
  return `${beginning(name, max - mark.length - HASH_LENGTH)}${mark}${hashOf(name, HASH_LENGTH)}`;
}

const MAX_BALANCING = NAME_RULES.aws_lb.max;
/** The part of the hash that all shortened names of an environment share. */
const OWNER_LENGTH = HASH_LENGTH / 2;
/** Characters of the last part that are kept before the first part is. */
const MIN_LAST = 9;

/**
 * Name of a load balancer or target group. Their limit is shorter than a prefix can be: a shortened name has the beginnings
 * of both parts, and a hash that begins with one of the prefix. Its first hyphen is doubled, so that it neither is nor
 * begins like any other name, which IAM's patterns would take it for.
 *
 * @param prefix `<project>-<environment>`
 * @param last what follows it. @default nothing
 */
export function balancingName(prefix: string, last?: string): string {
  const name = last === undefined ? prefix : `${prefix}-${last}`;
  if (name.length <= MAX_BALANCING) return name;
  const tail = `-${hashOf(prefix, OWNER_LENGTH)}${hashOf(name, OWNER_LENGTH)}`;
  const room = MAX_BALANCING - tail.length - 1;
  const end = last === undefined ? "" : `-${beginning(last, Math.max(MIN_LAST, room - prefix.length - 1))}`;
  return `${beginning(prefix, room - end.length)}${end}${tail}`.replace("-", MARK);
}

/** Name of the second target group of a service whose requests are moved between two. */
export const alternateOf = (service: string): string => `${service}-alt`;

/** What a target group cannot change: AWS wants another group, which needs another name while both exist. */
interface TargetGroupKind {
  /** What is registered: addresses of tasks, or ports of instances. */
  readonly targets: "ip" | "instance";
  /** The VPC, where the environment has not created it. @default the environment's own */
  readonly vpc?: string | undefined;
}

/** Characters of a VPC's hash in a name. */
const VPC_LENGTH = 5;

/**
 * Name of a target group: that of its service, with its kind behind it unless it is the usual one. No name of a service has two
 * hyphens together, so that it is the name of no other service's group.
 *
 * @param prefix `<project>-<environment>`
 */
export function targetGroupName(prefix: string, service: string, { targets, vpc }: TargetGroupKind): string {
  const kind = [
    ...(targets === "instance" ? ["ec2"] : []),
    ...(vpc === undefined ? [] : [hashOf(vpc, VPC_LENGTH)]),
  ].join("-");
  return balancingName(prefix, kind === "" ? service : `${service}${MARK}${kind}`);
}

/** What the names of target groups in an environment match, shortened or not, and those of no other environment. */
export const targetGroupPatterns = (prefix: string): readonly string[] => [
  `${prefix}-*`,
  `*${MARK}*-${hashOf(prefix, OWNER_LENGTH)}${"?".repeat(OWNER_LENGTH)}`,
];
