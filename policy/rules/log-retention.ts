import type { Rule } from "../rule";
import { isReference } from "../values";

export const logRetention: Rule = {
  id: "log-retention",
  doc: "Every CloudWatch log group says for how many days it keeps a line; AWS keeps it for ever otherwise.",
  scope: "all",
  sources: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention",
  ],
  check: (subject) =>
    subject
      .of("aws_cloudwatch_log_group")
      // The class for delivery keeps two days, whatever is asked for.
      .filter(({ values }) => values.log_group_class !== "DELIVERY")
      .filter(({ values: { retention_in_days: days } }) => !isReference(days) && !(Number(days ?? 0) > 0))
      .map((resource) => ({
        resource,
        problem: `${resource.address}.retention_in_days must be a number of days, got none; the lines would stay, and be paid for, for ever`,
      })),
};
