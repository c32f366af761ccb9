import type { EnvironmentInput, ServiceInput } from "../../../environments/input";
import type { ObservabilityInput } from "../../../environments/topics/observability";
import { all, only, problemsOf, resolved, stacksOf } from "../../support/language";

const routed: Partial<ServiceInput> = { route: { path: "/*", health: "/live" } };
const environment = (
  observability: ObservabilityInput,
  service: Partial<ServiceInput> = routed,
  change: Partial<EnvironmentInput> = {},
) => resolved({ observability, ...change }, service);
const stacks = (...input: Parameters<typeof environment>) => stacksOf(environment(...input));
const TOPIC = "arn:aws:sns:eu-west-1:111122223333:on-call";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

test("an environment that says nothing has no alarm, no topic and no dashboard", () => {
  const made = resolved({}, routed);
  expect(made).not.toHaveProperty("observability");
  expect(made.services[0]).not.toHaveProperty("alarms");
  const types = Object.values(stacksOf(made)).flatMap((stack) => Object.keys(stack));
  expect(types.filter((type) => /aws_(sns|cloudwatch_(metric_alarm|dashboard))/.test(type))).toEqual([]);
});

test("an empty one has them all, with limits that fit most services", () => {
  const made = environment({});
  expect(made.observability).toEqual({
    alarms: { emails: [], balancerErrorsPerMinute: 10 },
    dashboard: true,
  });
  expect(made.services[0]?.alarms).toEqual({
    errorPercent: 5,
    latencyP95Ms: 1000,
    latencyP99Ms: 3000,
    unhealthyTasks: 1,
    cpuPercent: 90,
    memoryPercent: 90,
    missingTasks: 1,
    rollback: true,
  });
});

test("without a route and without Container Insights there is less to measure", () => {
  const made = environment({}, {}, { cluster: { containerInsights: "disabled" } });
  expect(made.services[0]?.alarms).toEqual({ cpuPercent: 90, memoryPercent: 90, rollback: false });
});

test("every alarm is made, and says it to an encrypted topic of the environment", () => {
  const { foundation, services } = stacks({ alarms: { emails: ["on-call@example.com"] } });
  expect(all(services, "aws_cloudwatch_metric_alarm").map(({ alarm_name }) => alarm_name)).toEqual(
    ["cpu", "errors", "latency-p95", "latency-p99", "memory", "missing-tasks", "unhealthy"].map(
      (kind) => `slipway-dev-web-${kind}`,
    ),
  );
  expect(only(foundation, "aws_sns_topic").kms_master_key_id).toMatch(/aws_kms_key\..*\.arn/);
  expect(only(foundation, "aws_sns_topic_subscription")).toMatchObject({
    protocol: "email",
    endpoint: "on-call@example.com",
  });
  expect(only(foundation, "aws_cloudwatch_metric_alarm")).toMatchObject({
    metric_name: "HTTPCode_ELB_5XX_Count",
    threshold: 10,
  });
  expect(only(services, "aws_cloudwatch_dashboard").dashboard_name).toBe("slipway-dev");
});

test("a topic that is there already hears the alarms; none is made", () => {
  const { foundation, services } = stacks({ alarms: { topic: TOPIC } });
  expect(foundation).not.toHaveProperty("aws_sns_topic");
  for (const alarm of all(services, "aws_cloudwatch_metric_alarm")) {
    expect(alarm).toMatchObject({ alarm_actions: [TOPIC], ok_actions: [TOPIC] });
  }
});

test.each([
  ["errorPercent", "errors", 2, 2],
  ["latencyP95Ms", "latency-p95", 250, 0.25],
  ["latencyP99Ms", "latency-p99", 2000, 2],
  ["unhealthyTasks", "unhealthy", 2, 2],
  ["cpuPercent", "cpu", 75, 75],
  ["memoryPercent", "memory", 80, 80],
  ["missingTasks", "missing-tasks", 2, 2],
] as const)(
  "%s sets the alarm %s for all services, for one, or leaves it out",
  (property, kind, value, threshold) => {
    const alarmOf = (observability: ObservabilityInput, alarms?: ServiceInput["alarms"]) =>
      all(
        stacks(observability, { ...routed, ...(alarms !== undefined && { alarms }) }).services,
        "aws_cloudwatch_metric_alarm",
      ).find(({ alarm_name }) => alarm_name === `slipway-dev-web-${kind}`);
    expect(alarmOf({ alarms: { thresholds: { [property]: value } } })?.threshold).toBe(threshold);
    expect(alarmOf({}, { [property]: value })?.threshold).toBe(threshold);
    expect(alarmOf({}, { [property]: false })).toBeUndefined();
  },
);

test("alarms on errors and slow answers roll a deployment back, unless told not to", () => {
  const service = (alarms?: ServiceInput["alarms"]) =>
    only(stacks({}, { ...routed, ...(alarms !== undefined && { alarms }) }).services, "aws_ecs_service");
  expect(service().alarms).toMatchObject({ enable: true, rollback: true });
  expect((service().alarms as { alarm_names: string[] }).alarm_names).toHaveLength(2);
  expect(service({ rollback: false })).not.toHaveProperty("alarms");
});

test("alarms can be off for one service or for all; the dashboard too", () => {
  expect(environment({}, { ...routed, alarms: false }).services[0]).not.toHaveProperty("alarms");
  const { foundation, services } = stacks({ alarms: false, dashboard: false });
  for (const type of ["aws_sns_topic", "aws_cloudwatch_metric_alarm", "aws_cloudwatch_dashboard"]) {
    expect([foundation[type], services[type]]).toEqual([undefined, undefined]);
  }
});

test("the balancer's own errors have an alarm of their own, which can be left out", () => {
  const alarms = (balancerErrorsPerMinute: number | false) =>
    all(stacks({ alarms: { balancerErrorsPerMinute } }).foundation, "aws_cloudwatch_metric_alarm");
  expect(alarms(25)).toEqual([expect.objectContaining({ threshold: 25 })]);
  expect(alarms(false)).toEqual([]);
});

test("a key for the logs", () => {
  const groups = (observability: ObservabilityInput) =>
    all(stacks(observability).services, "aws_cloudwatch_log_group");
  expect(groups({ logKey: KEY })).toEqual([expect.objectContaining({ kms_key_id: KEY })]);
  expect(groups({})[0]).not.toHaveProperty("kms_key_id");
});

const path = "observability.alarms";
test.each<[object, object, string]>([
  [{ alarms: true }, {}, `${path} must be`],
  ...[
    ...["<max@example.com>", "mailto:a@x.com", "a,b@example.com", "a..b@x.com", "a@-x.com", "a@x..com"],
    ...[".a@x.com", "a.@x.com", "a@x_y.com", "Max <max@example.com>", "a@x.com;b@x.com"],
  ].map((email): [object, object, string] => [
    { alarms: { emails: [email] } },
    {},
    `${path}.emails[0] must be an email address, got "${email}"`,
  ]),
  [{ alarms: { emails: ["nobody"] } }, {}, `${path}.emails[0] must be an email address, got "nobody"`],
  [
    { alarms: { emails: ["a@example.com", "a@example.com"] } },
    {},
    `${path}.emails must be different, got "a@example.com" twice`,
  ],
  [
    { alarms: { topic: "on-call" } },
    {},
    `${path}.topic must be the ARN of a standard SNS topic, got "on-call"`,
  ],
  [
    { alarms: { topic: TOPIC.replace("eu-west-1", "us-east-1") } },
    {},
    `${path}.topic must be in the region of the environment (eu-west-1), got "arn:aws:sns:us-east-1:111122223333:on-call"; alarms reach topics of their own region only`,
  ],
  [
    { alarms: { topic: TOPIC, emails: ["a@example.com"] } },
    {},
    `${path}.emails must not be set beside topic, got 1; subscribe them where the topic is made`,
  ],
  [
    { alarms: { balancerErrorsPerMinute: 0 } },
    {},
    `${path}.balancerErrorsPerMinute must be a whole number from 1 to 1000000, or false for no alarm, got 0`,
  ],
  [
    { alarms: { thresholds: { errorPercent: 101 } } },
    {},
    `${path}.thresholds.errorPercent must be a whole number from 1 to 100, or false for no alarm, got 101`,
  ],
  [{ dashboard: "yes" }, {}, 'observability.dashboard must be true or false, got "yes"'],
  [{ logKey: "alias/logs" }, {}, 'observability.logKey must be the ARN of a KMS key, got "alias/logs"'],
  [
    {},
    { alarms: { latencyP95Ms: 0 } },
    "services.web.alarms.latencyP95Ms must be a whole number from 1 to 600000, or false for no alarm, got 0",
  ],
  [
    {},
    { alarms: { latencyP99Ms: 600_001 } },
    "services.web.alarms.latencyP99Ms must be a whole number from 1 to 600000, or false for no alarm, got 600001",
  ],
  [
    {},
    { alarms: { unhealthyTasks: 1001 } },
    "services.web.alarms.unhealthyTasks must be a whole number from 1 to 1000, or false for no alarm, got 1001",
  ],
  [
    {},
    { alarms: { cpuPercent: 0 } },
    "services.web.alarms.cpuPercent must be a whole number from 1 to 100, or false for no alarm, got 0",
  ],
  [
    {},
    { alarms: { memoryPercent: 101 } },
    "services.web.alarms.memoryPercent must be a whole number from 1 to 100, or false for no alarm, got 101",
  ],
  [
    {},
    { alarms: { missingTasks: -1 } },
    "services.web.alarms.missingTasks must be a whole number from 1 to 1000, or false for no alarm, got -1",
  ],
  [{}, { alarms: { rollback: "no" } }, 'services.web.alarms.rollback must be true or false, got "no"'],
])("%j with %j is refused", (observability, service, message) => {
  const found = problemsOf({ observability }, { ...routed, ...service });
  expect(found).toContainEqual(expect.stringContaining(message));
});

test("limits that nothing here can measure are refused by name", () => {
  expect(problemsOf({}, { alarms: { cpuPercent: 50 } })).toEqual([
    "services.web.alarms must not be set without observability.alarms, got limits; add observability to the environment",
  ]);
  expect(problemsOf({ observability: {} }, { alarms: { errorPercent: 1 } })).toEqual([
    "services.web.alarms.errorPercent must not be set without a route, got 1; the load balancer measures it",
  ]);
  const cluster = { containerInsights: "disabled" };
  const thresholds = { missingTasks: 1 };
  expect(problemsOf({ cluster, observability: { alarms: { thresholds } } })).toEqual([
    'observability.alarms.thresholds.missingTasks must not be set when cluster.containerInsights is "disabled", got 1; Container Insights count the tasks',
  ]);
});
