import { of, ofAccount, regional, type Own, type Right, type Rights } from "./right";

const topic =
  (...names: readonly string[]) =>
  (own: Own): Right[] => [
    { actions: of("sns", ...names), resources: [regional(own, "sns", `${own.prefix}-*`)] },
  ];

/** Log groups as the constructs name them: by who writes, then the environment. */
const logGroups = (own: Own): string[] =>
  [
    `/ecs/${own.prefix}/*`,
    `/ecs/exec/${own.prefix}`,
    `/ecs/exec/${own.prefix}:*`,
    `/vpc/${own.prefix}/*`,
    `/aws/rds/instance/${own.prefix}-*`,
    `/aws/rds/cluster/${own.prefix}-*`,
  ].map((name) => regional(own, "logs", `log-group:${name}`));

export const watchingRights: Rights = {
  aws_cloudwatch_dashboard: (own) => [
    {
      actions: of("cloudwatch", "DeleteDashboards", "PutDashboard"),
      resources: [ofAccount(own, "cloudwatch", `dashboard/${own.prefix}`)],
    },
  ],
  aws_cloudwatch_log_group: (own) => [
    {
      actions: of(
        "logs",
        "AssociateKmsKey",
        "CreateLogGroup",
        "DeleteLogGroup",
        "DeleteRetentionPolicy",
        "DisassociateKmsKey",
        "PutRetentionPolicy",
        "TagResource",
        "UntagResource",
      ),
      resources: logGroups(own),
    },
  ],
  aws_cloudwatch_metric_alarm: (own) => [
    {
      actions: of("cloudwatch", "DeleteAlarms", "PutMetricAlarm", "TagResource", "UntagResource"),
      resources: [regional(own, "cloudwatch", `alarm:${own.prefix}-*`)],
    },
  ],
  aws_sns_topic: topic("CreateTopic", "DeleteTopic", "SetTopicAttributes", "TagResource", "UntagResource"),
  aws_sns_topic_policy: topic("SetTopicAttributes"),
  aws_sns_topic_subscription: topic("Subscribe", "Unsubscribe"),
};
