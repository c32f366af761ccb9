/** Days that CloudWatch Logs accepts, https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** @param path the property as its caller named it */
export const retentionProblems = (path: string, days: number): string[] =>
  LOG_RETENTION_DAYS.includes(days)
    ? []
    : [
        `${path} must be one of the days that CloudWatch Logs keeps (${LOG_RETENTION_DAYS.join(", ")}), got ${days}`,
      ];
