import { LogGroup, type LogGroupProps } from "../../../constructs/observability/log-group";
import { synth } from "../../support/synth";

const made = (props: Partial<LogGroupProps> = {}) =>
  synth((stack) => new LogGroup(stack, "logs", { name: "/ecs/web", retentionDays: 30, ...props })).only(
    "aws_cloudwatch_log_group",
  );

test("with the least it forgets, and CloudWatch Logs has the key", () => {
  expect(made()).toEqual({ name: "/ecs/web", retention_in_days: 30 });
});

test("with everything set", () => {
  const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
  expect(made({ retentionDays: 3653, kmsKeyArn })).toEqual({
    name: "/ecs/web",
    retention_in_days: 3653,
    kms_key_id: kmsKeyArn,
  });
});

test.each([0, 31, 30.5])("refuses %d days, which CloudWatch Logs does not keep", (retentionDays) => {
  expect(() => made({ retentionDays })).toThrow(
    `log group "/ecs/web" is not valid:\n  - retentionDays must be one of the days that CloudWatch Logs keeps (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653), got ${retentionDays}`,
  );
});
