import type { Statement } from "../policy";
import { arnOf, type Place } from "./place";

export interface QueueGrant {
  /** SQS queue, by name or ARN. */
  readonly queue: string;
  readonly to: "send" | "consume";
}

const ACTIONS = {
  send: ["sqs:GetQueueUrl", "sqs:SendMessage"],
  consume: [
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ReceiveMessage",
  ],
} as const;

/** Rights to the messages of one queue. */
export function queueStatements(grant: QueueGrant, place: Place): Statement[] {
  const queue = arnOf(
    "queue",
    grant.queue,
    (partition) => `arn:${partition}:sqs:${place.region}:${place.account}:${grant.queue}`,
    place,
  );
  const sid = grant.to === "send" ? "SendMessages" : "ConsumeMessages";
  return [{ sid, actions: ACTIONS[grant.to], resources: [queue] }];
}
