import type { JudgedResource } from "../finding";
import { openingsIn } from "../readings/openings";
import { Subject } from "../subject";
import { nested, texts } from "../values";
import { lengthOf } from "./documents";
import type { Finished } from "./finished";
import type { Excess } from "./limit";

/** A number that AWS raises on request: an account may have more of it than the default. */
export interface Quota {
  /** As Service Quotas names it. */
  readonly name: string;
  /** Code in Service Quotas. */
  readonly code: string;
  readonly max: number;
  readonly source: string;
  /** What counts, by the resource that has it. */
  readonly counts: (finished: Finished) => readonly (readonly [JudgedResource, number])[];
}

const VPC = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

export const QUOTAS: readonly Quota[] = [
  {
    name: "Inbound rules per security group",
    code: "L-0EA8095F",
    max: 60,
    source: VPC,
    counts: (finished) => rulesOf(finished, "in"),
  },
  {
    name: "Outbound rules per security group",
    code: "L-0EA8095F",
    max: 60,
    source: VPC,
    counts: (finished) => rulesOf(finished, "out"),
  },
  {
    name: "Security groups per network interface",
    code: "L-2AFB9258",
    max: 5,
    source: VPC,
    counts: (finished) =>
      finished
        .of("aws_ecs_service")
        .map((service) => [
          service,
          nested(service.values.network_configuration).flatMap((each) => texts(each.security_groups)).length,
        ]),
  },
  {
    name: "Interface VPC endpoints per VPC",
    code: "L-29B6F2EB",
    max: 50,
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html",
    counts: (finished) =>
      grouped(
        finished,
        finished.of("aws_vpc_endpoint").filter(({ values }) => values.vpc_endpoint_type === "Interface"),
        "vpc_id",
      ),
  },
  {
    name: "Role trust policy length",
    code: "L-C07B4B0D",
    max: 2048,
    source: IAM,
    counts: (finished) =>
      finished.of("aws_iam_role").map((role) => {
        const text = role.values.assume_role_policy;
        const longest = typeof text === "string" ? finished.text("longest", role.stack, text) : "";
        return [role, lengthOf(longest, "characters without blanks")];
      }),
  },
  {
    name: "Managed policies attached to an IAM role",
    code: "L-0DA4ABF3",
    max: 10,
    source: IAM,
    counts: (finished) => grouped(finished, finished.of("aws_iam_role_policy_attachment"), "role"),
  },
];

/** What an account can only have after its quota was raised. */
export const quotaExcesses = (finished: Finished): Excess[] =>
  QUOTAS.flatMap(({ name, code, max, counts }) =>
    counts(finished)
      .filter(([, count]) => count > max)
      .map(([resource, count]) => ({
        resource,
        problem: `has ${count} where the default quota of an account is ${max} ("${name}", ${code}); ask AWS to raise it before the deployment`,
      })),
  );

function rulesOf(finished: Finished, direction: "in" | "out"): (readonly [JudgedResource, number])[] {
  const counts = new Map<JudgedResource, number>();
  for (const opening of openingsIn(new Subject(finished.resources, false))) {
    const group = finished.named(opening.resource.stack, opening.group);
    if (group === undefined || opening.direction !== direction) continue;
    // Each range is a rule of its own; a rule for another group has none.
    counts.set(group, (counts.get(group) ?? 0) + Math.max(opening.ranges.length, 1));
  }
  return [...counts];
}

/** How many of the resources name each other resource in an argument. */
function grouped(
  finished: Finished,
  resources: readonly JudgedResource[],
  argument: string,
): (readonly [JudgedResource, number])[] {
  const counts = new Map<JudgedResource, number>();
  for (const { stack, values } of resources) {
    const owner = finished.named(stack, values[argument]);
    if (owner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts];
}
