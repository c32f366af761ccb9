import { releaseFolder } from "../../environments/rules/release-key";
import { TASK_STREAMS } from "../../environments/rules/task-request";
import type { Statement } from "../identity/policy";
import { managedPolicyArn } from "../identity/trust";
import { global, of, regional, type Own } from "./rights/right";
import { DELETE_OBJECTS } from "./rights/stores";

/** Where the states of an environment are. */
export interface StatePlace {
  readonly bucket: string;
  /** First part of the keys, without a slash at its end. */
  readonly prefix: string;
}

/** Every call that only reads settings, kept by AWS, so that a new provider release does not stop a plan. */
export const readOnlyPolicy = (region: string): string => managedPolicyArn(region, "ReadOnlyAccess");

/**
 * Whose log lines may be read. `migrations`: the streams of migrations alone, to plans too, as who may see a plan of the
 * repository may see the output of its deployments. `services`: all of the environment's services, so that a release
 * that failed can say why.
 */
export type OpenLines = "none" | "migrations" | "services";

/**
 * The states of the stacks with their locks, and the records of releases. What AWS counts as reading is more than a plan
 * reads: the contents of buckets, tables, queues, parameters and logs stay closed, and so does the bootstrap's own state.
 *
 * @param stacks last words of the names of the stacks
 */
export function readStatements(
  own: Own,
  { state, stacks }: { readonly state: StatePlace; readonly stacks: readonly string[] },
  lines: OpenLines,
): Statement[] {
  const bucket = global(own, "s3", state.bucket);
  const states = [
    ...stacks.flatMap((stack) => [stateKey(state, stack), lockKey(state, stack)]),
    `${releaseFolder(state)}*`,
  ].map((key) => `${bucket}/${key}`);
  return [
    { sid: "ReadState", actions: ["s3:GetObject"], resources: states },
    {
      // Whatever else a role may do: it cannot open, change or delete the bucket of the states.
      sid: "StateBucketStays",
      effect: "Deny",
      actions: ["s3:Create*", "s3:Delete*", "s3:Put*", "s3:Update*"],
      resources: [bucket],
    },
    {
      sid: "NoData",
      effect: "Deny",
      actions: [
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
        "kinesis:GetRecords",
        "logs:FilterLogEvents",
        ...(lines === "none" ? ["logs:GetLogEvents"] : []),
        "logs:StartQuery",
        "secretsmanager:BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
        "sqs:ReceiveMessage",
      ],
      resources: ["*"],
    },
    ...(lines === "none"
      ? []
      : [
          {
            sid: "NoOtherLines",
            effect: "Deny" as const,
            actions: ["logs:GetLogEvents"],
            notResources: [
              regional(
                own,
                "logs",
                `log-group:/ecs/${own.prefix}/*:log-stream:${lines === "migrations" ? `${TASK_STREAMS}/` : ""}*`,
              ),
            ],
            resources: [],
          },
        ]),
    {
      // The parameters that AWS publishes, with the images of instances, belong to no account.
      sid: "NoParameters",
      effect: "Deny",
      actions: [
        "ssm:GetParameter",
        "ssm:GetParameterHistory",
        "ssm:GetParameters",
        "ssm:GetParametersByPath",
      ],
      resources: [regional(own, "ssm", "parameter/*")],
    },
    ...noOtherObjects(own, states),
  ];
}

/** Terraform may empty a bucket that it deletes, but not read what is in it. */
function noOtherObjects(own: Own, states: readonly string[]): Statement[] {
  const emptied = (own.emptiedBuckets ?? []).map((name) => global(own, "s3", `${name}/*`));
  const deletion = of("s3", ...DELETE_OBJECTS);
  const others = of("s3", "GetObject", "GetObjectVersion", "PutObject");
  const deny = (sid: string, actions: readonly string[], notResources: readonly string[]): Statement => ({
    sid,
    effect: "Deny",
    actions,
    notResources,
    resources: [],
  });
  return emptied.length === 0
    ? [deny("NoOtherObjects", [...deletion, ...others], states)]
    : [deny("NoOtherObjects", others, states), deny("NoOtherDeletions", deletion, [...states, ...emptied])];
}

/** Key of the state of a stack. */
export const stateKey = ({ prefix }: StatePlace, stack: string): string => `${prefix}/${stack}.tfstate`;

/** Key of its lock, as Terraform writes it (`use_lockfile`). */
export const lockKey = (state: StatePlace, stack: string): string => `${stateKey(state, stack)}.tflock`;
