import { resource } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("log-retention");

test.each([{ retention_in_days: 30 }, { retention_in_days: "${var.days}" }, { log_group_class: "DELIVERY" }])(
  "good: %j",
  (values) => {
    expect(problems([resource("aws_cloudwatch_log_group.g", values)])).toEqual([]);
  },
);

test.each([{}, { retention_in_days: 0 }, { retention_in_days: null }])("bad: %j", (values) => {
  expect(problems([resource("aws_cloudwatch_log_group.g", values)])).toEqual([
    "aws_cloudwatch_log_group.g.retention_in_days must be a number of days, got none; " +
      "the lines would stay, and be paid for, for ever",
  ]);
});
