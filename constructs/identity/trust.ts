import { partitionOf } from "../partition";
import { policyJson, type Statement } from "./policy";

/** Lets one service of AWS assume a role; on any account's behalf, unless conditions say whose. */
export const serviceTrust = (service: string, conditions?: Statement["conditions"]): string =>
  policyJson([
    {
      actions: ["sts:AssumeRole"],
      resources: [],
      principals: { Service: service },
      ...(conditions && { conditions }),
    },
  ]);

/** ARN of a policy that AWS itself writes and keeps up to date. */
export const managedPolicyArn = (region: string, policy: string): string =>
  `arn:${partitionOf(region).id}:iam::aws:policy/${policy}`;

/**
 * Lets ECS tasks of this account and region assume a role, and nobody else: without the two conditions another
 * account's tasks could be handed the role (the confused deputy). A single cluster can not be named here.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function ecsTasksTrust(account: string, region: string): string {
  const partition = partitionOf(region);
  return serviceTrust("ecs-tasks.amazonaws.com", {
    ArnLike: { "aws:SourceArn": `arn:${partition.id}:ecs:${region}:${account}:*` },
    StringEquals: { "aws:SourceAccount": account },
  });
}
