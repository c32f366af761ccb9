import { ServiceAlarms, type ServiceAlarmsProps } from "../../../constructs/observability/service-alarms";
import { synth, type Block } from "../../support/synth";

const route = { loadBalancerFullName: "app/shop-dev/1", targetGroupFullName: "targetgroup/web/2" };
const names = { clusterName: "shop-dev", serviceName: "web" };
const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";
const least: ServiceAlarmsProps = {
  name: "shop-dev-web",
  names: { ...names, route },
  limits: { rollback: false },
  actions: [],
  logGroup: "/ecs/shop-dev/web",
};
type Limits = ServiceAlarmsProps["limits"];
const made = (limits: Partial<Limits> = {}, props: Partial<ServiceAlarmsProps> = {}): Block[] =>
  synth(
    (stack) =>
      new ServiceAlarms(stack, "alarms", { ...least, ...props, limits: { ...least.limits, ...limits } }),
  ).all("aws_cloudwatch_metric_alarm");

test("no limit, no alarm", () => expect(made()).toEqual([]));

const ofTarget = { LoadBalancer: route.loadBalancerFullName, TargetGroup: route.targetGroupFullName };
const ofService = { ClusterName: "shop-dev", ServiceName: "web" };
const point = { comparison_operator: "GreaterThanOrEqualToThreshold", treat_missing_data: "notBreaching" };

test.each<[Partial<Limits>, object]>([
  [
    { latencyP95Ms: 500 },
    {
      alarm_name: "shop-dev-web-latency-p95",
      alarm_description:
        "shop-dev-web takes 500 ms or more for the slowest 5 % of its answers, in 3 of 5 minutes. Look at its CPU and memory, and at what it calls.",
      namespace: "AWS/ApplicationELB",
      metric_name: "TargetResponseTime",
      dimensions: ofTarget,
      extended_statistic: "p95",
      evaluate_low_sample_count_percentiles: "ignore",
      threshold: 0.5,
      datapoints_to_alarm: 3,
      evaluation_periods: 5,
      period: 60,
    },
  ],
  [
    { latencyP99Ms: 2000 },
    {
      alarm_name: "shop-dev-web-latency-p99",
      alarm_description:
        "shop-dev-web takes 2000 ms or more for the slowest 1 % of its answers, in 3 of 5 minutes. Look at its CPU and memory, and at what it calls.",
      extended_statistic: "p99",
      threshold: 2,
    },
  ],
  [
    { unhealthyTasks: 1 },
    {
      alarm_name: "shop-dev-web-unhealthy",
      alarm_description:
        "1 or more tasks of shop-dev-web fail the health check of the load balancer, for 5 minutes. Look at the events of the service and its log group /ecs/shop-dev/web.",
      metric_name: "UnHealthyHostCount",
      dimensions: ofTarget,
      statistic: "Maximum",
      threshold: 1,
      datapoints_to_alarm: 5,
      evaluation_periods: 5,
    },
  ],
  [
    { cpuPercent: 90 },
    {
      alarm_name: "shop-dev-web-cpu",
      alarm_description:
        "shop-dev-web uses 90 % or more of its CPU on average, for 5 minutes. Give it a larger size or more tasks.",
      namespace: "AWS/ECS",
      metric_name: "CPUUtilization",
      dimensions: ofService,
      statistic: "Average",
      threshold: 90,
      datapoints_to_alarm: 5,
      evaluation_periods: 5,
    },
  ],
  [
    { memoryPercent: 80 },
    {
      alarm_name: "shop-dev-web-memory",
      namespace: "AWS/ECS",
      metric_name: "MemoryUtilization",
      threshold: 80,
    },
  ],
])("%j", (limits, expected) =>
  expect(made(limits)).toEqual([expect.objectContaining({ ...point, ...expected })]),
);

const queries = ([alarm]: Block[]) =>
  Object.fromEntries((alarm?.metric_query as { id: string }[]).map(({ id, ...query }) => [id, query]));

test("errors are a share of the requests, and minutes without an error count as none", () => {
  const alarms = made({ errorPercent: 5 });
  expect(alarms).toEqual([
    expect.objectContaining({
      ...point,
      alarm_name: "shop-dev-web-errors",
      threshold: 5,
      datapoints_to_alarm: 3,
    }),
  ]);
  const metric = (metric_name: string) => ({
    return_data: false,
    metric: { namespace: "AWS/ApplicationELB", metric_name, dimensions: ofTarget, stat: "Sum", period: 60 },
  });
  expect(queries(alarms)).toEqual({
    value: {
      expression: "100 * FILL(errors, 0) / requests",
      label: "shop-dev-web-errors",
      return_data: true,
    },
    errors: metric("HTTPCode_Target_5XX_Count"),
    requests: metric("RequestCount"),
  });
});

const both = { ...route, alternateTargetGroupFullName: "targetgroup/web-alt/3" };
const ofAlternate = { ...ofTarget, TargetGroup: both.alternateTargetGroupFullName };

test("with two target groups the worse one counts, and one without requests has no errors", () => {
  const alarms = made({ errorPercent: 5 }, { names: { ...names, route: both } });
  const metric = (metric_name: string, dimensions: object) => ({
    return_data: false,
    metric: { namespace: "AWS/ApplicationELB", metric_name, dimensions, stat: "Sum", period: 60 },
  });
  expect(queries(alarms)).toEqual({
    value: {
      expression:
        "100 * MAX([FILL(errors, 0) / FILL(requests, 1), FILL(otherErrors, 0) / FILL(otherRequests, 1)])",
      label: "shop-dev-web-errors",
      return_data: true,
    },
    errors: metric("HTTPCode_Target_5XX_Count", ofTarget),
    requests: metric("RequestCount", ofTarget),
    otherErrors: metric("HTTPCode_Target_5XX_Count", ofAlternate),
    otherRequests: metric("RequestCount", ofAlternate),
  });
});

test.each<[Partial<Limits>, string, string]>([
  [{ latencyP95Ms: 500 }, "TargetResponseTime", "p95"],
  [{ latencyP99Ms: 500 }, "TargetResponseTime", "p99"],
  [{ unhealthyTasks: 1 }, "UnHealthyHostCount", "Maximum"],
])("%j looks at both groups too", (limits, metric_name, stat) => {
  const metric = (dimensions: object) => ({
    return_data: false,
    metric: { namespace: "AWS/ApplicationELB", metric_name, dimensions, stat, period: 60 },
  });
  expect(queries(made(limits, { names: { ...names, route: both } }))).toMatchObject({
    value: { expression: "MAX([FILL(one, 0), FILL(other, 0)])" },
    one: metric(ofTarget),
    other: metric(ofAlternate),
  });
});

test("missing tasks are what should run without what does, for as long as an instance may take", () => {
  const alarms = made({ missingTasks: 1 });
  expect(alarms).toEqual([
    expect.objectContaining({ ...point, threshold: 1, datapoints_to_alarm: 10, evaluation_periods: 10 }),
  ]);
  expect(queries(alarms)).toMatchObject({
    value: { expression: "desired - running" },
    desired: {
      metric: { namespace: "ECS/ContainerInsights", metric_name: "DesiredTaskCount", dimensions: ofService },
    },
    running: { metric: { metric_name: "RunningTaskCount", dimensions: ofService } },
  });
});

test("topics hear when an alarm goes off and when it is over", () => {
  expect(made({ cpuPercent: 90 }, { actions: [TOPIC] })).toEqual([
    expect.objectContaining({ alarm_actions: [TOPIC], ok_actions: [TOPIC] }),
  ]);
});

test("a worker has alarms on its tasks", () => {
  const alarms = made({ cpuPercent: 90, memoryPercent: 90, missingTasks: 1 }, { names });
  expect(alarms.map(({ alarm_name }) => alarm_name)).toEqual([
    "shop-dev-web-cpu",
    "shop-dev-web-memory",
    "shop-dev-web-missing-tasks",
  ]);
});

test.each<[Limits, number]>([
  [
    {
      errorPercent: 5,
      latencyP95Ms: 500,
      latencyP99Ms: 900,
      unhealthyTasks: 1,
      cpuPercent: 9,
      rollback: true,
    },
    2,
  ],
  [{ latencyP95Ms: 500, rollback: true }, 1],
  [{ cpuPercent: 90, rollback: true }, 0],
  [{ errorPercent: 5, latencyP95Ms: 500, rollback: false }, 0],
])("%j: %i alarms tell a bad release", (limits, count) => {
  synth((stack) => {
    const { alarms, deploymentAlarmNames } = new ServiceAlarms(stack, "alarms", { ...least, limits });
    expect(deploymentAlarmNames).toHaveLength(count);
    expect([...alarms.keys()].slice(0, count)).toEqual(
      ["errors", "latency-p95"].filter((kind) => alarms.has(kind)).slice(0, count),
    );
  });
});

test("refuses what only a balancer measures, all at once", () => {
  const limits = { errorPercent: 5, latencyP95Ms: 1, latencyP99Ms: 2, unhealthyTasks: 3, rollback: true };
  const without = (name: string, got: unknown) =>
    `  - limits.${name} must not be set without a route, got ${String(got)}; `;
  expect(() => made(limits, { names })).toThrow(
    [
      'alarms of "shop-dev-web" is not valid:',
      `${without("errorPercent", 5)}the load balancer measures it`,
      `${without("latencyP95Ms", 1)}the load balancer measures it`,
      `${without("latencyP99Ms", 2)}the load balancer measures it`,
      `${without("unhealthyTasks", 3)}the load balancer measures it`,
      `${without("rollback", true)}no alarm is for deployments`,
    ].join("\n"),
  );
});

it("shortens a name that CloudWatch would refuse", () => {
  const [alarm] = made({ cpuPercent: 1 }, { name: "a".repeat(252) });
  expect(alarm?.alarm_name).toMatch(/^a{243}--[0-9a-z]{10}$/);
});
