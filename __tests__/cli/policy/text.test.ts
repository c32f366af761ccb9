import { reportOf } from "../../../cli/policy/report";
import { policyText } from "../../../cli/policy/text";
import type { Finding, Suppression } from "../../../policy";

const finding: Finding = {
  rule: "log-retention",
  stack: "dev-services",
  address: "aws_cloudwatch_log_group.g",
  problem: "aws_cloudwatch_log_group.g.retention_in_days must be a number of days, got none",
};
const unused: Suppression = {
  rule: "no-public-task",
  resource: "aws_ecs_service.s",
  reason: "clients have fixed addresses",
};
const text = (judged: Partial<Parameters<typeof reportOf>[1]>, isProtected = false) =>
  policyText(
    reportOf(
      { name: "dev", protected: isProtected },
      { findings: [], suppressed: [], unused: [], ...judged },
    ),
  );
const below = (whole: string) => whole.slice(whole.indexOf("┘") + 1);
const row = (whole: string, rule: string) => whole.split("\n").find((line) => line.includes(` ${rule} `));

test("nothing found", () => {
  expect(below(text({}, true))).toBe("\n\ndev: no finding");
  expect(below(text({}))).toBe('\n\ndev: no finding; rules with "-" are for protected environments');
});

test("the table counts, and says which rules do not hold here", () => {
  const whole = text({ findings: [finding, finding], suppressed: [{ ...finding, reason: "r" }] });
  expect(row(whole, "log-retention")).toMatch(/│ +2 │ +1 │$/);
  expect(row(whole, "no-public-task")).toMatch(/│ +- │ +- │$/);
  expect(row(text({}, true), "no-public-task")).toMatch(/│ +0 │ +0 │$/);
});

test("findings, suppressions and those that nothing needs are told with all that is known", () => {
  const suppressed = [{ ...finding, reason: "the provider keeps it" }];
  expect(below(text({ findings: [finding], suppressed, unused: [unused] }))).toBe(`

Findings
  log-retention, dev-services
    aws_cloudwatch_log_group.g.retention_in_days must be a number of days, got none

Suppressed
  log-retention, dev-services: aws_cloudwatch_log_group.g
    the provider keeps it

Suppressions that no finding needs
  no-public-task: aws_ecs_service.s
    clients have fixed addresses

dev: 1 finding, 1 suppression without one, see docs/policy.md`);
  expect(below(text({ suppressed }, true))).toMatch(/\ndev: no finding, 1 suppressed with a reason$/);
});
