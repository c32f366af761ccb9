import { ServiceScaling, type ServiceScalingProps } from "../../../constructs/scaling/service-scaling";
import { synth, type Block } from "../../support/synth";

const least: ServiceScalingProps = {
  name: "shop-dev-web",
  clusterName: "shop-dev",
  serviceName: "web",
  min: 1,
  max: 4,
  targetCpuPercent: 60,
  cooldownSeconds: { out: 60, in: 300 },
};
const routed = {
  targetRequestsPerTaskPerMinute: 900,
  target: { loadBalancerFullName: "app/shop-dev/1", targetGroupFullName: "targetgroup/web/2" },
};
const steps = {
  metric: "cpu",
  out: [{ atLeast: 80, add: 2 }],
  in: [{ atMost: 20, remove: 1 }],
  minutes: 3,
} as const;
const night = { name: "night", at: "cron(0 20 * * ? *)", timezone: "UTC", min: 0, max: 0 };
const day = { name: "day", at: "cron(0 6 * * ? *)", timezone: "Europe/Berlin", min: 2, max: 4 };

const made = (props: Partial<ServiceScalingProps> = {}) =>
  synth((stack) => new ServiceScaling(stack, "scaling", { ...least, ...props }));
const tracking = ({ target_tracking_scaling_policy_configuration }: Block) =>
  target_tracking_scaling_policy_configuration;

test("with the least: a target with bounds, and one policy towards it", () => {
  const result = made();
  expect(result.types).toEqual(["aws_appautoscaling_policy", "aws_appautoscaling_target"]);
  expect(result.only("aws_appautoscaling_target")).toEqual({
    min_capacity: 1,
    max_capacity: 4,
    resource_id: "service/shop-dev/web",
    scalable_dimension: "ecs:service:DesiredCount",
    service_namespace: "ecs",
  });
  expect(result.only("aws_appautoscaling_policy")).toMatchObject({
    name: "shop-dev-web-cpu",
    policy_type: "TargetTrackingScaling",
    target_tracking_scaling_policy_configuration: {
      target_value: 60,
      scale_out_cooldown: 60,
      scale_in_cooldown: 300,
      predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
    },
  });
});

test("cooldowns of 0 are cooldowns", () => {
  const policy = made({ cooldownSeconds: { out: 0, in: 0 } }).only("aws_appautoscaling_policy");
  expect(tracking(policy)).toMatchObject({ scale_out_cooldown: 0, scale_in_cooldown: 0 });
});

test("memory alone brings a policy on memory, and none on CPU", () => {
  const { name, target_tracking_scaling_policy_configuration } = synth(
    (stack) =>
      new ServiceScaling(stack, "scaling", {
        name: least.name,
        clusterName: least.clusterName,
        serviceName: least.serviceName,
        min: 1,
        max: 4,
        targetMemoryPercent: 70,
        cooldownSeconds: least.cooldownSeconds,
      }),
  ).only("aws_appautoscaling_policy");
  expect(name).toBe("shop-dev-web-memory");
  expect(target_tracking_scaling_policy_configuration).toMatchObject({
    target_value: 70,
    predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageMemoryUtilization" },
  });
});

test("requests are those of one target group behind one balancer", () => {
  const requests = made(routed)
    .all("aws_appautoscaling_policy")
    .find(({ name }) => name === "shop-dev-web-requests");
  expect(tracking(requests ?? {})).toMatchObject({
    target_value: 900,
    predefined_metric_specification: {
      predefined_metric_type: "ALBRequestCountPerTarget",
      resource_label: "app/shop-dev/1/targetgroup/web/2",
    },
  });
});

test("all of it is made one after the other, because AWS changes a target once at a time", () => {
  const { json } = made({ ...routed, targetMemoryPercent: 70, steps, schedules: [day, night] });
  const { aws_appautoscaling_policy: policies, aws_appautoscaling_scheduled_action: actions } =
    json.resource ?? {};
  const resources = Object.entries({
    ...Object.fromEntries(
      Object.entries(policies ?? {}).map(([id, each]) => [`aws_appautoscaling_policy.${id}`, each]),
    ),
    ...Object.fromEntries(
      Object.entries(actions ?? {}).map(([id, each]) => [`aws_appautoscaling_scheduled_action.${id}`, each]),
    ),
  });
  const chain: unknown[] = [];
  let [last] = Object.keys(json.resource?.aws_appautoscaling_target ?? {}).map(
    (id) => `aws_appautoscaling_target.${id}`,
  );
  while (last !== undefined) {
    const before: string = last;
    const following = resources.filter(([, { depends_on }]) => (depends_on as string[]).includes(before));
    chain.push(...following.map(([, { name }]) => name));
    last = following[0]?.[0];
  }
  expect(chain).toEqual(
    ["cpu", "memory", "requests", "scale-out", "scale-in", "day", "night"].map(
      (each) => `shop-dev-web-${each}`,
    ),
  );
});

test("what is made can be reached by its kind and its name", () => {
  synth((stack) => {
    const scaling = new ServiceScaling(stack, "scaling", {
      ...least,
      ...routed,
      steps,
      schedules: [day, night],
    });
    expect([...scaling.tracking.keys()]).toEqual(["cpu", "requests"]);
    expect([...scaling.schedules.keys()]).toEqual(["day", "night"]);
    expect([scaling.steps?.out, scaling.steps?.in].map((each) => each?.node.id)).toEqual(["out", "in"]);
    expect(new ServiceScaling(stack, "other", least).steps).toBeUndefined();
  });
});

describe("schedules", () => {
  test("each has its bounds and its zone, and a deployment leaves the bounds alone", () => {
    const result = made({ schedules: [day, night] });
    expect(result.only("aws_appautoscaling_target").lifecycle).toEqual({
      ignore_changes: ["min_capacity", "max_capacity"],
    });
    expect(result.all("aws_appautoscaling_scheduled_action")).toEqual([
      expect.objectContaining({
        name: "shop-dev-web-day",
        schedule: day.at,
        timezone: "Europe/Berlin",
        scalable_target_action: { min_capacity: "2", max_capacity: "4" },
      }),
      expect.objectContaining({
        name: "shop-dev-web-night",
        schedule: night.at,
        timezone: "UTC",
        scalable_target_action: { min_capacity: "0", max_capacity: "0" },
      }),
    ]);
  });

  test("without them Terraform keeps the bounds", () => {
    expect(made().only("aws_appautoscaling_target")).not.toHaveProperty("lifecycle");
  });
});

describe("steps", () => {
  const alarms = (change: Partial<NonNullable<ServiceScalingProps["steps"]>>) =>
    made({ steps: { ...steps, ...change } }).all("aws_cloudwatch_metric_alarm");

  test.each([
    ["cpu", "CPUUtilization"],
    ["memory", "MemoryUtilization"],
  ] as const)("on %s look at the average of the service", (metric, name) => {
    expect(alarms({ metric })).toEqual([
      expect.objectContaining({
        alarm_name: "shop-dev-web-scale-in",
        comparison_operator: "LessThanOrEqualToThreshold",
        threshold: 20,
        metric_name: name,
      }),
      expect.objectContaining({
        alarm_name: "shop-dev-web-scale-out",
        comparison_operator: "GreaterThanOrEqualToThreshold",
        threshold: 80,
        namespace: "AWS/ECS",
        metric_name: name,
        dimensions: { ClusterName: "shop-dev", ServiceName: "web" },
        statistic: "Average",
        period: 60,
        evaluation_periods: 3,
      }),
    ]);
  });

  test.each([
    ["Maximum", "Maximum"],
    ["Minimum", "Minimum"],
    ["Average", "Average"],
    ["Sum", "Average"],
    ["SampleCount", "Average"],
  ])("on a metric of one's own: %s is summed up as %s", (statistic, aggregation) => {
    const metric = { namespace: "Shop", name: "Waiting", dimensions: { Queue: "jobs" }, statistic };
    const result = made({ steps: { ...steps, metric, in: [], minutes: 1 } });
    expect(result.only("aws_cloudwatch_metric_alarm")).toMatchObject({
      namespace: "Shop",
      metric_name: "Waiting",
      dimensions: { Queue: "jobs" },
      statistic,
      evaluation_periods: 1,
    });
    const [policy] = result
      .all("aws_appautoscaling_policy")
      .filter((each) => each.policy_type === "StepScaling");
    expect(policy).toMatchObject({
      name: "shop-dev-web-scale-out",
      step_scaling_policy_configuration: {
        adjustment_type: "ChangeInCapacity",
        cooldown: 60,
        metric_aggregation_type: aggregation,
      },
    });
  });

  test("the alarm of a direction sets off its policy; a direction without steps has neither", () => {
    const result = made({ steps: { ...steps, out: [] } });
    const [id] = Object.entries(result.json.resource?.aws_appautoscaling_policy ?? {}).flatMap(
      ([key, each]) => (each.policy_type === "StepScaling" ? [key] : []),
    );
    expect(result.only("aws_cloudwatch_metric_alarm")).toMatchObject({
      alarm_name: "shop-dev-web-scale-in",
      alarm_actions: [`\${aws_appautoscaling_policy.${id}.arn}`],
    });
  });
});

const whole = (name: string, from: number, to: number, got: unknown) =>
  `scaling.${name} must be a whole number from ${from} to ${to}, got ${String(got)}`;
test.each<[Partial<ServiceScalingProps>, string]>([
  [{ min: -1 }, whole("min", 0, 5000, -1)],
  [{ max: 5001 }, whole("max", 1, 5000, 5001)],
  [{ min: 5 }, "scaling.min must be at most max (4), got 5"],
  [{ targetCpuPercent: 0 }, whole("targetCpuPercent", 1, 100, 0)],
  [{ targetMemoryPercent: 100.5 }, whole("targetMemoryPercent", 1, 100, 100.5)],
  [
    { ...routed, targetRequestsPerTaskPerMinute: 1_000_001 },
    whole("targetRequestsPerTaskPerMinute", 1, 1_000_000, 1_000_001),
  ],
  [{ steps: { ...steps, minutes: 0 } }, whole("steps.minutes", 1, 60, 0)],
  [{ cooldownSeconds: { out: 3601, in: 0 } }, whole("cooldownSeconds.out", 0, 3600, 3601)],
  [{ cooldownSeconds: { out: 0, in: -1 } }, whole("cooldownSeconds.in", 0, 3600, -1)],
  [
    { targetRequestsPerTaskPerMinute: 100 },
    "scaling.targetRequestsPerTaskPerMinute must not be set without a route, got 100; the load balancer counts the requests",
  ],
  [{ steps: { ...steps, out: [], in: [] } }, "scaling.steps must have a step in out or in, got none"],
  [
    { steps: { ...steps, in: [{ atMost: 80, remove: 1 }] } },
    "scaling.steps.in must be below out, whose lowest atLeast is 80, got atMost 80; tasks would come and go without end",
  ],
  [{ schedules: [{ ...day, min: 5 }] }, "scaling.schedules.day.min must be at most max (4), got 5"],
  [
    { schedules: [night] },
    'scaling.schedules must have one with a min above 0 beside "night", whose min is 0, got none; no CPU, memory or requests are reported when no task runs, so nothing would start one again',
  ],
])("refuses %j", (props, problem) =>
  expect(() => made(props)).toThrow(`scaling of "shop-dev-web" is not valid:\n  - ${problem}`),
);
