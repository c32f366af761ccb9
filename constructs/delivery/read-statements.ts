import { TASK_STREAMS } from "../../environments/rules/task-request";
import type { Statement } from "../identity/policy";
import { managedPolicyArn } from "../identity/trust";
import { global, regional, type Own } from "./rights/right";

/** Where the states of an environment are. */
export interface StatePlace {
  readonly bucket: string;
  /** First part of the keys, without a slash at its end. */
  readonly prefix: string;
}

/** Every call that only reads settings, kept by AWS, so that a new provider release does not stop a plan. */
export const readOnlyPolicy = (region: string): string => managedPolicyArn(region, "ReadOnlyAccess");

/**
 * The state with the records of releases beside it, and a lock for as long as a plan takes. What AWS counts as reading is more than a plan reads: the contents
 * of buckets, tables, queues, parameters and logs stay closed.
 *
 * @param migrates whether a deployment shows the lines of migrations. Their log streams alone are open then, to plans
 * too: who may see a plan of the repository may see the output of its deployments.
 */
export function readStatements(
  own: Own,
  { bucket, prefix }: StatePlace,
  { migrates }: { readonly migrates: boolean },
): Statement[] {
  const states = global(own, "s3", `${bucket}/${prefix}/*`);
  return [
    {
      sid: "Lock",
      actions: ["s3:DeleteObject", "s3:PutObject"],
      resources: [global(own, "s3", `${bucket}/${prefix}/*.tflock`)],
    },
    { sid: "ReadState", actions: ["s3:GetObject"], resources: [states] },
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
        ...(migrates ? [] : ["logs:GetLogEvents"]),
        "logs:StartQuery",
        "secretsmanager:BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
        "sqs:ReceiveMessage",
      ],
      resources: ["*"],
    },
    ...(migrates
      ? [
          {
            sid: "NoOtherLines",
            effect: "Deny" as const,
            actions: ["logs:GetLogEvents"],
            notResources: [
              regional(own, "logs", `log-group:/ecs/${own.prefix}/*:log-stream:${TASK_STREAMS}/*`),
            ],
            resources: [],
          },
        ]
      : []),
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
    {
      sid: "NoOtherObjects",
      effect: "Deny",
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      notResources: [states],
      resources: [],
    },
  ];
}
