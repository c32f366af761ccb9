import { shown } from "../../../environments/errors";
import type { ServiceInput } from "../../../environments/input";
import type { ScalingInput } from "../../../environments/topics/scaling";
import { all, only, problemsOf, resolved, stacksOf } from "../../support/language";

const routed: Partial<ServiceInput> = { route: { path: "/*", health: "/live" } };
const service = (count: ServiceInput["count"], change: Partial<ServiceInput> = routed) =>
  resolved({}, { ...change, count: count ?? 1 }).services[0];
const services = (count: ScalingInput, change: Partial<ServiceInput> = routed) =>
  stacksOf(resolved({}, { ...change, count })).services;
const cpu: ScalingInput = { min: 2, max: 10, targetCpuPercent: 60 };

test("a number is a fixed number of tasks, which nothing scales", () => {
  expect(service(3)).toMatchObject({ count: 3 });
  expect(service(3)).not.toHaveProperty("scaling");
  const stack = stacksOf(resolved({}, { ...routed, count: 3 })).services;
  expect(Object.keys(stack).filter((type) => type.startsWith("aws_appautoscaling"))).toEqual([]);
  expect(only(stack, "aws_ecs_service")).toMatchObject({ desired_count: 3 });
  expect(only(stack, "aws_ecs_service")).not.toHaveProperty("lifecycle.ignore_changes");
});

test("bounds and a target: defaults are filled in", () => {
  expect(service(cpu)?.scaling).toEqual({
    min: 2,
    max: 10,
    targetCpuPercent: 60,
    schedules: [],
    cooldownSeconds: { out: 60, in: 300 },
  });
});

test("a scaled service starts with its fewest tasks, and a deployment leaves the number alone", () => {
  const stack = services(cpu);
  expect(only(stack, "aws_ecs_service")).toMatchObject({
    desired_count: 2,
    lifecycle: { ignore_changes: ["desired_count"] },
  });
  expect(only(stack, "aws_appautoscaling_target")).toMatchObject({
    min_capacity: 2,
    max_capacity: 10,
    scalable_dimension: "ecs:service:DesiredCount",
    service_namespace: "ecs",
  });
});

test.each<[ScalingInput, string, number]>([
  [{ min: 1, max: 4, targetCpuPercent: 55 }, "ECSServiceAverageCPUUtilization", 55],
  [{ min: 1, max: 4, targetMemoryPercent: 70 }, "ECSServiceAverageMemoryUtilization", 70],
  [{ min: 1, max: 4, targetRequestsPerTaskPerMinute: 900 }, "ALBRequestCountPerTarget", 900],
])("%j follows %s", (count, metric, target) => {
  const policy = only(
    services({ ...count, cooldownSeconds: { out: 30, in: 600 } }),
    "aws_appautoscaling_policy",
  );
  expect(policy).toMatchObject({
    policy_type: "TargetTrackingScaling",
    target_tracking_scaling_policy_configuration: {
      target_value: target,
      predefined_metric_specification: { predefined_metric_type: metric },
      scale_out_cooldown: 30,
      scale_in_cooldown: 600,
    },
  });
});

test("steps: lowest first on the way out, highest first on the way in, three minutes", () => {
  const out = [
    { atLeast: 90, add: 4 },
    { atLeast: 70, add: 1 },
  ];
  const into = [
    { atMost: 10, remove: 2 },
    { atMost: 30, remove: 1 },
  ];
  expect(service({ min: 1, max: 9, steps: { metric: "cpu", out, in: into } })?.scaling?.steps).toEqual({
    metric: "cpu",
    out: out.toReversed(),
    in: into.toReversed(),
    minutes: 3,
  });
});

test("steps on a metric of one's own: its defaults, and the alarms that set them off", () => {
  const steps = {
    metric: {
      namespace: "AWS/SQS",
      name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "jobs" },
    },
    out: [
      { atLeast: 100, add: 1 },
      { atLeast: 1000, add: 5 },
    ],
    in: [{ atMost: 0, remove: 1 }],
    minutes: 5,
  };
  const count: ScalingInput = { min: 0, max: 9, steps };
  expect(service(count, {})?.scaling?.steps?.metric).toEqual({ ...steps.metric, statistic: "Average" });
  const stack = services(count, {});
  const alarms = all(stack, "aws_cloudwatch_metric_alarm");
  expect(
    alarms.map(({ comparison_operator, threshold, evaluation_periods, dimensions }) => [
      comparison_operator,
      threshold,
      evaluation_periods,
      dimensions,
    ]),
  ).toEqual(
    expect.arrayContaining([
      ["GreaterThanOrEqualToThreshold", 100, 5, { QueueName: "jobs" }],
      ["LessThanOrEqualToThreshold", 0, 5, { QueueName: "jobs" }],
    ]),
  );
  const adjustments = all(stack, "aws_appautoscaling_policy").map(
    ({ step_scaling_policy_configuration }) =>
      (step_scaling_policy_configuration as { step_adjustment: object[] }).step_adjustment,
  );
  expect(adjustments).toEqual(
    expect.arrayContaining([
      [
        expect.objectContaining({
          metric_interval_lower_bound: "0",
          metric_interval_upper_bound: "900",
          scaling_adjustment: 1,
        }),
        expect.objectContaining({ metric_interval_lower_bound: "900", scaling_adjustment: 5 }),
      ],
      [expect.objectContaining({ metric_interval_upper_bound: "0", scaling_adjustment: -1 })],
    ]),
  );
});

test("scale to zero by the clock: schedules by name, in UTC unless they say otherwise", () => {
  const schedules = {
    night: { at: "cron(0 20 ? * MON-FRI *)", timezone: "Europe/Berlin", min: 0, max: 0 },
    day: { at: "cron(0 6 ? * MON-FRI *)", min: 2, max: 6 },
  };
  const count: ScalingInput = { min: 2, max: 6, schedules };
  expect(service(count)?.scaling?.schedules).toEqual([
    { name: "day", timezone: "UTC", ...schedules.day },
    { name: "night", ...schedules.night },
  ]);
  expect(
    all(services(count), "aws_appautoscaling_scheduled_action").map(
      ({ schedule, timezone, scalable_target_action }) => [schedule, timezone, scalable_target_action],
    ),
  ).toEqual([
    ["cron(0 6 ? * MON-FRI *)", "UTC", { min_capacity: "2", max_capacity: "6" }],
    ["cron(0 20 ? * MON-FRI *)", "Europe/Berlin", { min_capacity: "0", max_capacity: "0" }],
  ]);
});

const path = "services.web.count";
const shape = (change: object) => ({ ...cpu, ...change });
test.each<[object | number, string]>([
  [-1, `${path} must be a whole number from 0 to 5000, got -1`],
  [5001, `${path} must be a whole number from 0 to 5000, got 5001`],
  [shape({ min: 1.5 }), `${path}.min must be a whole number from 0 to 5000, got 1.5`],
  [shape({ max: 0 }), `${path}.max must be a whole number from 1 to 5000, got 0`],
  [
    shape({ targetCpuPercent: 101 }),
    `${path}.targetCpuPercent must be a whole number from 1 to 100, got 101`,
  ],
  [
    shape({ targetMemoryPercent: 0 }),
    `${path}.targetMemoryPercent must be a whole number from 1 to 100, got 0`,
  ],
  [
    shape({ targetRequestsPerTaskPerMinute: 0 }),
    `${path}.targetRequestsPerTaskPerMinute must be a whole number from 1 to 1000000, got 0`,
  ],
  [
    shape({ cooldownSeconds: { out: 3601 } }),
    `${path}.cooldownSeconds.out must be a whole number from 0 to 3600, got 3601`,
  ],
  [
    shape({ cooldownSeconds: { in: -1 } }),
    `${path}.cooldownSeconds.in must be a whole number from 0 to 3600, got -1`,
  ],
  [shape({ steps: { metric: "disk" } }), `${path}.steps.metric must be one of "cpu", "memory", got "disk"`],
  [
    shape({ steps: { metric: "cpu", minutes: 61, out: [{ atLeast: 1, add: 1 }] } }),
    `${path}.steps.minutes must be a whole number from 1 to 60, got 61`,
  ],
  [
    shape({ steps: { metric: "cpu", out: [{ atLeast: "much", add: 1 }] } }),
    `${path}.steps.out[0].atLeast must be a number, got "much"`,
  ],
  [
    shape({ steps: { metric: "cpu", in: [{ atMost: 1, remove: 0 }] } }),
    `${path}.steps.in[0].remove must be a whole number from 1 to 5000, got 0`,
  ],
  [
    shape({ steps: { metric: { namespace: "a|b", name: "n" }, out: [{ atLeast: 1, add: 1 }] } }),
    `${path}.steps.metric.namespace must be a CloudWatch namespace such as AWS/SQS, without a colon in front, got "a|b"`,
  ],
  [
    shape({ schedules: { night: { at: "cron(0 20 * * *)", min: 1, max: 1 } } }),
    `${path}.schedules.night.at must have 6 fields in cron(...): minutes, hours, day of month, month, day of week, year, got "cron(0 20 * * *)"`,
  ],
  [
    shape({ schedules: { night: { at: "rate(1 hour)", timezone: "Berlin", min: 1, max: 1 } } }),
    `${path}.schedules.night.timezone must be a time zone such as Europe/Berlin, got "Berlin"; did you mean "Europe/Berlin"?`,
  ],
  [
    shape({ schedules: { night: { at: "rate(1 hour)", timezone: "+02:00", min: 1, max: 1 } } }),
    `${path}.schedules.night.timezone must be a time zone such as Europe/Berlin, got "+02:00"; write "Etc/GMT-2", whose sign is reversed`,
  ],
  [shape({ min: 11 }), `${path}.min must be at most max (10), got 11`],
  [
    { min: 1, max: 2 },
    `${path} must have at least one of targetCpuPercent, targetMemoryPercent, targetRequestsPerTaskPerMinute, steps and schedules beside min and max, got none; nothing would change the number of tasks`,
  ],
  [
    { min: 0, max: 2, targetCpuPercent: 50 },
    `${path}.min must be at least 1, got 0; no CPU, memory or requests are reported when no task runs, so nothing would start one again; add a schedule with a min above 0, or steps on a metric of your own`,
  ],
  [
    { min: 1, max: 2, schedules: { night: { at: "rate(1 day)", min: 0, max: 0 } } },
    `${path}.schedules must have one with a min above 0 beside "night", whose min is 0, got none; no CPU, memory or requests are reported when no task runs, so nothing would start one again`,
  ],
  [shape({ steps: { metric: "cpu" } }), `${path}.steps must have a step in out or in, got none`],
  [
    shape({
      steps: {
        metric: "cpu",
        out: [
          { atLeast: 50, add: 1 },
          { atLeast: 50, add: 2 },
        ],
        in: [{ atMost: 50, remove: 1 }],
      },
    }),
    `${path}.steps.in must be below out, whose lowest atLeast is 50, got atMost 50; tasks would come and go without end`,
  ],
])("%j is refused", (count, message) => {
  expect(problemsOf({}, { ...routed, count })).toContain(message);
});

test("requests are counted by a load balancer only", () => {
  expect(problemsOf({}, { count: { min: 1, max: 2, targetRequestsPerTaskPerMinute: 100 } })).toEqual([
    `${path}.targetRequestsPerTaskPerMinute must not be set without a route, got 100; the load balancer counts the requests`,
  ]);
});

describe("the names of a metric", () => {
  const steps = (metric: object) => ({
    min: 1,
    max: 2,
    steps: { metric: { namespace: "shop", name: "n", ...metric }, out: [{ atLeast: 1, add: 1 }] },
  });
  const problems = (metric: object) => problemsOf({}, { count: steps(metric) });
  const text = (length: number): string => "a".repeat(length);

  it.each([
    { name: text(255) },
    { namespace: text(255) },
    { namespace: "My App: jobs" },
    { dimensions: { [text(255)]: text(1024) } },
    { dimensions: Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`d${index}`, "v"])) },
  ])("accepts the longest", (metric) => expect(problems(metric)).toEqual([]));

  it.each<[object, string]>([
    [
      { name: text(256) },
      `name must have 1 to 255 printable ASCII characters, not only blanks, got "${text(256)}"`,
    ],
    [{ name: "ü" }, 'name must have 1 to 255 printable ASCII characters, not only blanks, got "ü"'],
    [
      { dimensions: { A: text(1025) } },
      `dimensions.A must have 1 to 1024 printable ASCII characters, not only blanks, got ${shown(text(1025))}`,
    ],
    [
      { dimensions: { A: "" } },
      'dimensions.A must have 1 to 1024 printable ASCII characters, not only blanks, got ""',
    ],
    [{ name: "  " }, 'name must have 1 to 255 printable ASCII characters, not only blanks, got "  "'],
    [
      { dimensions: { A: " " } },
      'dimensions.A must have 1 to 1024 printable ASCII characters, not only blanks, got " "',
    ],
    [
      { namespace: ":x" },
      'namespace must be a CloudWatch namespace such as AWS/SQS, without a colon in front, got ":x"',
    ],
    [
      { namespace: "  " },
      'namespace must be a CloudWatch namespace such as AWS/SQS, without a colon in front, got "  "',
    ],
    [
      { dimensions: { ":A": "v" } },
      'dimensions.:A as a name must have 1 to 255 printable ASCII characters, and not begin with a colon or a blank, got ":A"',
    ],
    [
      { dimensions: { [text(256)]: "v" } },
      `dimensions.${text(256)} as a name must have 1 to 255 printable ASCII characters, and not begin with a colon or a blank, got "${text(256)}"`,
    ],
  ])("refuses what CloudWatch refuses (%#)", (metric, message) =>
    expect(problems(metric)).toEqual([`services.web.count.steps.metric.${message}`]),
  );
});

test("refuses more schedules than a service can have", () => {
  const schedules = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`s${index}`, { at: "rate(1 hour)", min: 1, max: 2 }]),
    );
  const problems = (count: number) =>
    problemsOf({}, { count: { min: 1, max: 2, schedules: schedules(count) } });
  expect(problems(200)).toEqual([]);
  expect(problems(201)).toEqual(["services.web.count.schedules must have at most 200 schedules, got 201"]);
});
