import { type Effect, loses } from "./effect";
import { ownName, type Resource } from "./resources";
import { byText, type Line, line, listed, words } from "./words";

/** Something that is gone afterwards, or made anew without what it held. */
export interface Loss {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  readonly effect: Extract<Effect, "replace" | "destroy">;
  /** As its owner knows it, for example the name of a load balancer; absent where it has none. */
  readonly name?: string;
  /** What the loss costs: `data` is gone, `traffic` meets nobody for a while. Absent for other resources. */
  readonly holds?: "data" | "traffic";
  /** Attributes that can not be changed in place; empty for what is destroyed. */
  readonly forcedBy: readonly string[];
  /** What else a reviewer must know, for example that there is no last snapshot. Absent when there is nothing. */
  readonly note?: string;
}

const DATA = new Set([
  "aws_cloudwatch_log_group",
  "aws_db_instance",
  "aws_dynamodb_table",
  "aws_ecr_repository",
  "aws_ecrpublic_repository",
  "aws_efs_file_system",
  "aws_kms_key",
  "aws_rds_cluster",
  "aws_rds_cluster_instance",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
]);

const TRAFFIC = new Set([
  "aws_ecs_cluster",
  "aws_ecs_service",
  "aws_lb",
  "aws_lb_listener",
  "aws_lb_listener_rule",
  "aws_lb_target_group",
  "aws_nat_gateway",
  "aws_route53_record",
  "aws_vpc",
]);

/** First what held data, then what served requests; of these, what is destroyed before what is replaced. */
export const lossesOf = (resources: readonly Resource[]): Loss[] =>
  resources
    .flatMap((resource) => (loses(resource.type, resource.effect) ? [lossOf(resource, resource.effect)] : []))
    .sort((one, other) => byText(rank(one), rank(other)));

const rank = ({ holds, effect, stack, address }: Loss): string =>
  [holds === "data" ? 0 : holds === "traffic" ? 1 : 2, effect, stack, address].join(" ");

function lossOf({ stack, address, type, before, change, reason }: Resource, effect: Loss["effect"]): Loss {
  const name = ownName(before);
  const holds = DATA.has(type) ? "data" : TRAFFIC.has(type) ? "traffic" : undefined;
  const forcedBy = [...new Set((change.replace_paths ?? []).map(pathText))].sort(byText);
  const note = noteOf(before, reason);
  return {
    stack,
    address,
    type,
    effect,
    forcedBy,
    ...(name !== undefined && { name }),
    ...(holds && { holds }),
    ...(note !== undefined && { note }),
  };
}

/** `network_configuration[0].subnets`. */
const pathText = (path: readonly (string | number)[]): string =>
  path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");

function noteOf(before: Resource["before"], reason: string | undefined): string | undefined {
  const notes = [
    ...(before?.skip_final_snapshot === true ? ["no last snapshot is made"] : []),
    ...(before?.deletion_protection === true || before?.enable_deletion_protection === true
      ? ["deletion protection will refuse it"]
      : []),
    ...(before?.force_delete === true || before?.force_destroy === true ? ["also with what is in it"] : []),
    ...(reason === "replace_because_tainted" ? ["an earlier apply left it broken"] : []),
  ];
  return notes.length === 0 ? undefined : notes.join("; ");
}

const VERBS = { destroy: "DESTROYED", replace: "REPLACED" } as const;
const COSTS = { data: "its data is lost", traffic: "what it serves is interrupted" } as const;

export const lossLines = (losses: readonly Loss[]): Line[] =>
  losses.map(({ effect, address, name, holds, forcedBy, note }) =>
    line(
      [
        ...words`${[VERBS[effect]]}: ${address}`,
        ...(name === undefined ? [] : words` (${name})`),
        ...(forcedBy.length === 0 ? [] : words`, forced by ${listed(forcedBy)}`),
        ...(holds === undefined ? [] : words`; ${[COSTS[holds]]}`),
        ...(note === undefined ? [] : words`; ${[note]}`),
      ],
      holds !== undefined,
    ),
  );
