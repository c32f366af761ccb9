import type { Statement } from "../policy";
import { arnOf, type Place } from "./place";

export interface TopicGrant {
  /** SNS topic, by name or ARN. */
  readonly topic: string;
  readonly to: "publish";
}

/** The right to publish to one topic. */
export function topicStatements({ topic }: TopicGrant, place: Place): Statement[] {
  const arn = arnOf(
    "topic",
    topic,
    (partition) => `arn:${partition}:sns:${place.region}:${place.account}:${topic}`,
    place,
  );
  return [{ sid: "Publish", actions: ["sns:Publish"], resources: [arn] }];
}
