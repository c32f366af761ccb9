import { partitionOf } from "../partition";
import { policyJson } from "./policy";

/** IAM's limit on the length of a role name. */
export const ROLE_NAME_LIMIT = 64;

/**
 * Lets ECS tasks of this account and region assume a role, and nobody else: without the two conditions another
 * account's tasks could be handed the role (the confused deputy). A single cluster can not be named here.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function ecsTasksTrust(account: string, region: string): string {
  const partition = partitionOf(region);
  return policyJson([
    {
      actions: ["sts:AssumeRole"],
      resources: [],
      principals: { Service: "ecs-tasks.amazonaws.com" },
      conditions: {
        ArnLike: { "aws:SourceArn": `arn:${partition.id}:ecs:${region}:${account}:*` },
        StringEquals: { "aws:SourceAccount": account },
      },
    },
  ]);
}
