import { all, resolved, stacksOf } from "../support/language";

const logKey = "arn:aws:kms:eu-west-1:111122223333:key/logs";
const groups = (input: Parameters<typeof resolved>[0]) => {
  const { foundation, services } = stacksOf(
    resolved({
      databases: { orders: { engine: "postgres" } },
      services: { web: { image: { uri: "registry.example.com/web:1" } } },
      ...input,
    }),
  );
  return [...all(foundation, "aws_cloudwatch_log_group"), ...all(services, "aws_cloudwatch_log_group")];
};
const EVERY = [
  "/aws/rds/instance/slipway-dev-orders/postgresql",
  "/aws/rds/instance/slipway-dev-orders/upgrade",
  "/ecs/exec/slipway-dev",
  "/ecs/slipway-dev/web",
  "/vpc/slipway-dev/flow",
];

it("one key encrypts every log group of an environment", () => {
  const made = groups({ observability: { logKey } });
  expect(made.map(({ name }) => name).sort()).toEqual(EVERY);
  expect(new Set(made.map(({ kms_key_id }) => kms_key_id))).toEqual(new Set([logKey]));
});

it("without one, CloudWatch Logs uses its own", () => {
  for (const group of groups({})) expect(group).not.toHaveProperty("kms_key_id");
});

it("what people did in a container is kept as long as what services and databases wrote", () => {
  const days = (made: ReturnType<typeof groups>) =>
    made.filter(({ name }) => name !== "/vpc/slipway-dev/flow").map((group) => group.retention_in_days);
  expect(days(groups({ logs: { retentionDays: 400 } }))).toEqual([400, 400, 400, 400]);
  expect(days(groups({}))).toEqual([30, 30, 30, 30]);
});
