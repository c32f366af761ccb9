import type { EnvironmentInput, ServiceInput } from "../../../environments/input";
import type { RolloutInput } from "../../../environments/topics/rollout";
import { all, only, problemsOf, resolved, stacksOf, type Resources } from "../../support/language";

const routed: Partial<ServiceInput> = { route: { path: "/*", health: "/live" } };
const LAMBDA = "arn:aws:lambda:eu-west-1:111122223333:function:judge";
const ROLE = "arn:aws:iam::111122223333:role/hooks";
const TEST = { port: 9443, allowedCidrs: ["203.0.113.0/24"] };

const rolloutOf = (rollout?: RolloutInput, change: Partial<ServiceInput> = routed) =>
  resolved({}, { ...change, ...(rollout !== undefined && { rollout }) }).services[0]?.rollout;
const stacks = (
  rollout: RolloutInput,
  service: Partial<ServiceInput> = routed,
  change: Partial<EnvironmentInput> = {},
) => stacksOf(resolved(change, { ...service, rollout }));
const service = (rollout: RolloutInput, change: Partial<ServiceInput> = routed) =>
  only(stacks(rollout, change).services, "aws_ecs_service");
const named = (resources: Resources, type: string, name: RegExp) =>
  Object.entries(resources[type] ?? {}).filter(([id]) => name.test(id));

const rolling = { minimumHealthyPercent: 100, maximumPercent: 200, healthCheckGraceSeconds: 60 };

test("nothing said: a rolling update of which the service says no more than before", () => {
  expect(rolloutOf()).toEqual(rolling);
  expect(rolloutOf({})).toEqual(rolling);
  expect(service({})).not.toHaveProperty("deployment_configuration");
  expect(service({})).toMatchObject({ timeouts: { create: "20m", update: "20m", delete: "20m" } });
});

test.each<[RolloutInput, object]>([
  ["rolling", { ...rolling, strategy: "rolling" }],
  [{ strategy: "rolling" }, { ...rolling, strategy: "rolling" }],
  [
    { minimumHealthyPercent: 50, maximumPercent: 200 },
    { ...rolling, minimumHealthyPercent: 50, maximumPercent: 200 },
  ],
  [{ healthCheckGraceSeconds: 0 }, { ...rolling, healthCheckGraceSeconds: 0 }],
  ["blue-green", { ...rolling, strategy: "blue-green", bakeMinutes: 10 }],
  [
    { strategy: "blue-green", bakeMinutes: 0, healthCheckGraceSeconds: 5, hooks: [] },
    { ...rolling, strategy: "blue-green", bakeMinutes: 0, healthCheckGraceSeconds: 5 },
  ],
  ["canary", { ...rolling, strategy: "canary", bakeMinutes: 10, percent: 5, canaryBakeMinutes: 10 }],
  [
    { strategy: "canary", percent: 12.5, canaryBakeMinutes: 0, bakeMinutes: 1440 },
    { ...rolling, strategy: "canary", percent: 12.5, canaryBakeMinutes: 0, bakeMinutes: 1440 },
  ],
  ["linear", { ...rolling, strategy: "linear", bakeMinutes: 10, stepPercent: 10, stepBakeMinutes: 6 }],
  [
    { strategy: "linear", stepPercent: 3, stepBakeMinutes: 1440, bakeMinutes: 1 },
    { ...rolling, strategy: "linear", stepPercent: 3, stepBakeMinutes: 1440, bakeMinutes: 1 },
  ],
])("%j is complete", (rollout, expected) => expect(rolloutOf(rollout)).toEqual(expected));

test("hooks stand as they are written", () => {
  const hooks = [
    { lambda: LAMBDA, stages: ["pre-scale-up" as const], role: ROLE, details: { strict: true } },
  ];
  expect(rolloutOf({ strategy: "blue-green", hooks })).toMatchObject({ hooks });
});

test('said, "rolling" also ends another strategy', () => {
  const { services } = stacks("rolling");
  expect(only(services, "aws_ecs_service")).toMatchObject({
    deployment_configuration: { strategy: "ROLLING" },
  });
  expect(all(services, "aws_lb_target_group")).toHaveLength(1);
  expect(only(services, "aws_lb_listener_rule")).not.toHaveProperty("lifecycle");
});

test.each<[RolloutInput, object, string]>([
  ["blue-green", { strategy: "BLUE_GREEN", bake_time_in_minutes: "10" }, "30m"],
  [
    { strategy: "canary", percent: 0.1, canaryBakeMinutes: 30, bakeMinutes: 60 },
    {
      strategy: "CANARY",
      bake_time_in_minutes: "60",
      canary_configuration: { canary_percent: 0.1, canary_bake_time_in_minutes: "30" },
    },
    "110m",
  ],
  [
    { strategy: "linear", stepPercent: 30, stepBakeMinutes: 5, bakeMinutes: 0 },
    {
      strategy: "LINEAR",
      bake_time_in_minutes: "0",
      linear_configuration: { step_percent: 30, step_bake_time_in_minutes: "5" },
    },
    // Four steps, three waits between them.
    "35m",
  ],
])(
  "%j is what the ECS service says, and Terraform waits for all of it",
  (rollout, configuration, timeout) => {
    expect(service(rollout)).toMatchObject({
      deployment_configuration: configuration,
      deployment_controller: { type: "ECS" },
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      deployment_circuit_breaker: { enable: true, rollback: true },
      wait_for_steady_state: true,
      health_check_grace_period_seconds: 60,
      timeouts: { create: timeout, update: timeout, delete: timeout },
    });
    expect(service(rollout)).toHaveProperty("lifecycle.postcondition");
  },
);

test("two target groups with the same settings, and a rule that ECS may change", () => {
  const { services } = stacks("blue-green");
  const ids = Object.keys(services.aws_lb_target_group ?? {})
    .sort()
    .reverse();
  const [first, second] = ids;
  const [one, other] = ids.map((id) => services.aws_lb_target_group?.[id]);
  expect([one?.name, other?.name]).toEqual(["slipway-dev-web", "slipway-dev-web-alt"]);
  expect({ ...other, name: one?.name, "//": one?.["//"] }).toEqual(one);
  const arn = (id: string | undefined) => `\${aws_lb_target_group.${id ?? ""}.arn}`;
  expect(only(services, "aws_lb_listener_rule")).toMatchObject({
    action: [
      {
        type: "forward",
        forward: {
          target_group: [
            { arn: arn(first), weight: 100 },
            { arn: arn(second), weight: 0 },
          ],
        },
      },
    ],
    lifecycle: { ignore_changes: ["action"] },
  });
  const [[rule] = []] = Object.entries(services.aws_lb_listener_rule ?? {});
  const [[role] = []] = named(services, "aws_iam_role", /shift-role/);
  expect(only(services, "aws_ecs_service").load_balancer).toEqual([
    {
      target_group_arn: arn(first),
      container_name: "web",
      container_port: 3000,
      advanced_configuration: {
        alternate_target_group_arn: arn(second),
        production_listener_rule: `\${aws_lb_listener_rule.${rule ?? ""}.arn}`,
        role_arn: `\${aws_iam_role.${role ?? ""}.arn}`,
      },
    },
  ]);
});

test("the role may change these groups and this rule, and nothing else; the service waits for it", () => {
  const { services } = stacks("canary");
  const [[policy, limits] = []] = named(services, "aws_iam_role_policy", /shift-role/);
  const groups = Object.keys(services.aws_lb_target_group ?? {}).map(
    (id) => `\${aws_lb_target_group.${id}.arn}`,
  );
  const rules = Object.keys(services.aws_lb_listener_rule ?? {}).map(
    (id) => `\${aws_lb_listener_rule.${id}.arn}`,
  );
  expect((JSON.parse(String(limits?.policy)) as { Statement: unknown }).Statement).toEqual([
    {
      Sid: "NothingElse",
      Effect: "Deny",
      Action: [
        "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:RegisterTargets",
      ],
      NotResource: [...groups.toReversed(), ...rules],
    },
  ]);
  const [[managed, attachment] = []] = named(services, "aws_iam_role_policy_attachment", /shift-role/);
  expect(attachment?.policy_arn).toBe(
    "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
  );
  expect(only(services, "aws_ecs_service").depends_on).toEqual(
    expect.arrayContaining([
      `aws_iam_role_policy.${policy ?? ""}`,
      `aws_iam_role_policy_attachment.${managed ?? ""}`,
    ]),
  );
});

test("a test listener has a rule for the service, which leads to the other group first", () => {
  const { foundation, services } = stacks("linear", routed, { loadBalancer: { testListener: TEST } });
  const [[, rule] = []] = named(services, "aws_lb_listener_rule", /test-rule/);
  const [[production, other] = []] = named(services, "aws_lb_listener_rule", /route_rule/);
  expect(production).toBeDefined();
  expect(rule).toMatchObject({
    listener_arn: expect.stringContaining("test-listener") as string,
    priority: other?.priority,
    condition: other?.condition,
    action: [
      {
        forward: {
          target_group: [
            { arn: expect.stringContaining("alternate") as string, weight: 100 },
            { arn: expect.stringContaining("target-group") as string, weight: 0 },
          ],
        },
      },
    ],
    lifecycle: { ignore_changes: ["action"] },
  });
  expect(only(services, "aws_ecs_service").load_balancer).toEqual([
    expect.objectContaining({
      advanced_configuration: expect.objectContaining({
        test_listener_rule: expect.stringContaining("test-rule") as string,
      }) as object,
    }),
  ]);
  expect(all(foundation, "aws_lb_listener").map(({ port, protocol }) => [port, protocol])).toEqual([
    [80, "HTTP"],
    [9443, "HTTP"],
  ]);
  const second = all(foundation, "aws_lb_listener").find(({ port }) => port === 9443);
  expect(second?.load_balancer_arn).toMatch(/^\$\{aws_lb_listener\.[\w-]+\.load_balancer_arn\}$/);
  const open = all(foundation, "aws_vpc_security_group_ingress_rule").filter(
    (each) => each.from_port === 9443,
  );
  expect(open).toEqual([expect.objectContaining({ cidr_ipv4: "203.0.113.0/24", to_port: 9443 })]);
});

test("beside a test listener, a service that rolls has one rule as before", () => {
  const services = {
    web: {
      image: { uri: "registry.example.com/web:1" },
      port: 3000,
      ...routed,
      rollout: "blue-green" as const,
    },
    old: { image: { uri: "registry.example.com/old:1" }, port: 3000, route: { path: "/old" } },
  };
  const made = stacksOf(resolved({ services, loadBalancer: { testListener: TEST } })).services;
  expect(all(made, "aws_lb_listener_rule")).toHaveLength(3);
});

test("Service Connect is enough: ECS moves its requests, and there is no target group", () => {
  const { services } = stacks({ strategy: "blue-green", bakeMinutes: 5 }, { connect: { as: "web" } });
  const made = only(services, "aws_ecs_service");
  expect(made).toMatchObject({
    deployment_configuration: { strategy: "BLUE_GREEN", bake_time_in_minutes: "5" },
  });
  expect(made).not.toHaveProperty("load_balancer");
  expect(services).not.toHaveProperty("aws_lb_target_group");
  expect(named(services, "aws_iam_role", /shift-role/)).toEqual([]);
});

test("hooks: a role that may call exactly the functions that name none", () => {
  const hooks = [
    {
      lambda: `${LAMBDA}:live`,
      stages: ["post-test-traffic-shift" as const],
      details: { path: "/try", limit: 3 },
    },
    { lambda: LAMBDA, stages: ["pre-scale-up" as const, "post-scale-up" as const], role: ROLE },
  ];
  const { services } = stacks({ strategy: "blue-green", bakeMinutes: 0, hooks });
  const [[role] = []] = named(services, "aws_iam_role", /hook-role/);
  expect(only(services, "aws_ecs_service")).toMatchObject({
    deployment_configuration: {
      lifecycle_hook: [
        {
          hook_target_arn: `${LAMBDA}:live`,
          role_arn: `\${aws_iam_role.${role ?? ""}.arn}`,
          lifecycle_stages: ["POST_TEST_TRAFFIC_SHIFT"],
          hook_details: '{"limit":3,"path":"/try"}',
        },
        { hook_target_arn: LAMBDA, role_arn: ROLE, lifecycle_stages: ["PRE_SCALE_UP", "POST_SCALE_UP"] },
      ],
    },
    // 15 minutes for each of three calls.
    timeouts: { update: "65m" },
  });
  const [[, policy] = []] = named(services, "aws_iam_role_policy", /hook-role/);
  expect((JSON.parse(String(policy?.policy)) as { Statement: unknown }).Statement).toEqual([
    { Sid: "CallHooks", Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: [`${LAMBDA}:live`] },
  ]);
  const own = stacks({
    strategy: "canary",
    hooks: [{ lambda: LAMBDA, stages: ["pre-scale-up"], role: ROLE }],
  });
  expect(named(own.services, "aws_iam_role", /hook-role/)).toEqual([]);
});

test("alarms judge the worse of the two groups, and roll the deployment back", () => {
  const { services } = stacks("canary", routed, { observability: {} });
  expect(only(services, "aws_ecs_service").alarms).toMatchObject({
    alarm_names: [expect.any(String), expect.any(String)],
    enable: true,
    rollback: true,
  });
  const expressions = all(services, "aws_cloudwatch_metric_alarm").flatMap(({ alarm_name, metric_query }) =>
    ((metric_query ?? []) as { expression?: string }[]).flatMap(({ expression }) =>
      expression === undefined ? [] : [[alarm_name, expression]],
    ),
  );
  const worst = "MAX([FILL(one, 0), FILL(other, 0)])";
  expect(Object.fromEntries(expressions)).toMatchObject({
    "slipway-dev-web-errors":
      "100 * MAX([FILL(errors, 0) / FILL(requests, 1), FILL(otherErrors, 0) / FILL(otherRequests, 1)])",
    "slipway-dev-web-latency-p95": worst,
    "slipway-dev-web-latency-p99": worst,
    "slipway-dev-web-unhealthy": worst,
  });
});

const web = "services.web";
const rollout = `${web}.rollout`;
const tenths = (from: number) => `must be a number from ${from} to 100 with at most one decimal`;
const minutes = "must be a whole number from 0 to 1440";
const onlyRolling =
  "must be set only for a rolling update, as ECS starts a whole second set of tasks for this strategy";
const strategies = '"rolling", "blue-green", "canary", "linear"';
const stages =
  '"reconcile-service", "pre-scale-up", "post-scale-up", "test-traffic-shift", "post-test-traffic-shift", "production-traffic-shift", "post-production-traffic-shift"';
const withHook = (hook: object) => ({
  strategy: "canary",
  hooks: [{ lambda: LAMBDA, stages: ["pre-scale-up"], ...hook }],
});

test.each<[unknown, string[]]>([
  ["bluegreen", [`${rollout} must be one of ${strategies}, got "bluegreen"; did you mean "blue-green"?`]],
  [1, [`${rollout} must be one of ${strategies}, got 1`]],
  [{ strategy: "slow" }, [`${rollout}.strategy must be one of ${strategies}, got "slow"`]],
  [
    { minimumHealthyPercent: 101 },
    [`${rollout}.minimumHealthyPercent must be a whole number from 0 to 100, got 101`],
  ],
  [{ maximumPercent: 99 }, [`${rollout}.maximumPercent must be a whole number from 100 to 200, got 99`]],
  [{ maximumPercent: 201 }, [`${rollout}.maximumPercent must be a whole number from 100 to 200, got 201`]],
  [
    { healthCheckGraceSeconds: -1 },
    [`${rollout}.healthCheckGraceSeconds must be a whole number from 0 to 2147483647, got -1`],
  ],
  [
    { bakeMinutes: 5 },
    [
      `${rollout}.bakeMinutes must be a known property, got "bakeMinutes"; known are strategy, minimumHealthyPercent, maximumPercent, healthCheckGraceSeconds`,
    ],
  ],
  [{ strategy: "blue-green", bakeMinutes: 1441 }, [`${rollout}.bakeMinutes ${minutes}, got 1441`]],
  [
    { strategy: "blue-green", minimumHealthyPercent: 50 },
    [`${rollout}.minimumHealthyPercent ${onlyRolling}, got 50`],
  ],
  [{ strategy: "linear", maximumPercent: 150 }, [`${rollout}.maximumPercent ${onlyRolling}, got 150`]],
  [{ strategy: "canary", percent: 0 }, [`${rollout}.percent ${tenths(0.1)}, got 0`]],
  [{ strategy: "canary", percent: 100.1 }, [`${rollout}.percent ${tenths(0.1)}, got 100.1`]],
  [{ strategy: "canary", percent: 0.15 }, [`${rollout}.percent ${tenths(0.1)}, got 0.15`]],
  [{ strategy: "canary", canaryBakeMinutes: -1 }, [`${rollout}.canaryBakeMinutes ${minutes}, got -1`]],
  [{ strategy: "linear", stepPercent: 2.9 }, [`${rollout}.stepPercent ${tenths(3)}, got 2.9`]],
  [{ strategy: "linear", stepPercent: 101 }, [`${rollout}.stepPercent ${tenths(3)}, got 101`]],
  [{ strategy: "linear", stepBakeMinutes: 1.5 }, [`${rollout}.stepBakeMinutes ${minutes}, got 1.5`]],
  [
    withHook({ lambda: "judge" }),
    [`${rollout}.hooks[0].lambda must be the ARN of a Lambda function, got "judge"`],
  ],
  [
    withHook({ lambda: LAMBDA.replace("eu-west-1", "us-east-1") }),
    [
      `${rollout}.hooks[0].lambda must be in the region of the environment (eu-west-1), got "${LAMBDA.replace("eu-west-1", "us-east-1")}"; ECS calls functions of its own region only`,
    ],
  ],
  [withHook({ stages: [] }), [`${rollout}.hooks[0].stages must name at least one stage, got []`]],
  [withHook({ stages: ["later"] }), [`${rollout}.hooks[0].stages[0] must be one of ${stages}, got "later"`]],
  [
    withHook({ stages: ["pre-scale-up", "pre-scale-up"] }),
    [`${rollout}.hooks[0].stages must be different, got "pre-scale-up" twice`],
  ],
  [withHook({ role: "hooks" }), [`${rollout}.hooks[0].role must be the ARN of an IAM role, got "hooks"`]],
  [withHook({ details: { deep: {} } }), [`${rollout}.hooks[0].details.deep must be a string, got {}`]],
])("%j is refused", (given, problems) =>
  expect(problemsOf({}, { ...routed, rollout: given })).toEqual(problems),
);

test.each([0.1, 0.3, 2.9, 33.3, 100])("%d percent is a share", (percent) => {
  expect(problemsOf({}, { ...routed, rollout: { strategy: "canary", percent } })).toEqual([]);
});

const instances = { general: { types: ["t3.large"], max: 4 } };
const onInstances = { ...routed, runsOn: { instances: "general" } };

test.each<[object, object, string[]]>([
  [
    {},
    {},
    [
      `${rollout} must be "rolling" without a route or connect settings of a service that is called, got "blue-green"; there are no requests that ECS could move`,
    ],
  ],
  [
    { connect: true },
    {},
    [
      `${rollout} must be "rolling" without a route or connect settings of a service that is called, got "blue-green"; there are no requests that ECS could move`,
    ],
  ],
  [
    { ...onInstances, runsOn: { instances: "general", daemon: true } },
    { cluster: { instances } },
    [`${rollout} must be "rolling" for a daemon, got "blue-green"; an instance has room for one task of it`],
  ],
  [
    { ...onInstances, networkMode: "bridge" },
    { cluster: { instances } },
    [
      `${rollout} must be "rolling" with network mode "bridge", got "blue-green"; ECS moves requests between tasks with an address of their own`,
    ],
  ],
  [
    { ...onInstances, count: 3, runsOn: { instances: "general", placement: "one-per-instance" } },
    { cluster: { instances } },
    [
      `cluster.instances.general.max must be at least 6 for ${web} (one task on an instance), got 4; rollout "blue-green" starts a whole second set of tasks`,
    ],
  ],
  [
    { ...routed, user: "1000", mesh: { name: "shop", discovery: { dns: "web.shop.local" } } },
    {},
    [
      `${rollout} must be "rolling" beside mesh, got "blue-green"; App Mesh finds the tasks of both revisions at once`,
    ],
  ],
  [
    { ...routed, count: { min: 1, max: 4, targetRequestsPerTaskPerMinute: 900 } },
    {},
    [
      `${web}.count.targetRequestsPerTaskPerMinute must not be set beside rollout "blue-green", got 900; it counts the requests of one of two target groups`,
    ],
  ],
])("%j in %j can not be blue and green", (change, environment, problems) =>
  expect(problemsOf(environment, { ...change, rollout: "blue-green" })).toEqual(problems),
);

test("with CPU as its target a service is scaled beside blue and green", () => {
  const count = { min: 1, max: 4, targetCpuPercent: 60 };
  expect(problemsOf({}, { ...routed, count, rollout: "blue-green" })).toEqual([]);
});

const listener = "loadBalancer.testListener";
test.each<[object, string, string[]]>([
  [{ ...TEST, port: 0 }, "canary", [`${listener}.port must be a whole number from 1 to 65535, got 0`]],
  [
    { ...TEST, port: 80 },
    "canary",
    [`${listener}.port must be another port than the balancer's own (80), got 80`],
  ],
  [
    { ...TEST, allowedCidrs: [] },
    "canary",
    [`${listener}.allowedCidrs must name at least one range, got []`],
  ],
  [
    { ...TEST, allowedCidrs: ["everyone"] },
    "canary",
    [`${listener}.allowedCidrs[0] must be an IPv4 range such as 10.0.0.0/16, got "everyone"`],
  ],
  [
    TEST,
    "rolling",
    [
      `${listener} must not be set without a service with a route that rolls out by blue-green, canary or linear, got a listener; nothing would answer on it`,
    ],
  ],
])("test listener %j with %s is refused", (testListener, strategy, problems) =>
  expect(problemsOf({ loadBalancer: { testListener } }, { ...routed, rollout: strategy })).toEqual(problems),
);

test("with a certificate, 443 is the balancer's own too, and the test listener speaks HTTPS", () => {
  const certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";
  const secure = (port: number) => ({ loadBalancer: { certificate, testListener: { ...TEST, port } } });
  expect(problemsOf(secure(443), { ...routed, rollout: "canary" })).toEqual([
    `${listener}.port must be another port than the balancer's own (80, 443), got 443`,
  ]);
  const { foundation } = stacks("canary", routed, secure(9443));
  expect(all(foundation, "aws_lb_listener").find(({ port }) => port === 9443)).toMatchObject({
    protocol: "HTTPS",
    certificate_arn: certificate,
  });
});

describe("room for a rolling update", () => {
  const rolling = (minimumHealthyPercent: number, maximumPercent: number, change: object = {}) =>
    problemsOf({}, { rollout: { strategy: "rolling", minimumHealthyPercent, maximumPercent }, ...change });

  it.each([
    [1, 50, 150, "1 task", "(1, rounded up)", "(1, rounded down)", 200, 0],
    [1, 100, 150, "1 task", "(1, rounded up)", "(1, rounded down)", 200, 0],
    [5, 100, 110, "5 tasks", "(5, rounded up)", "(5, rounded down)", 120, 80],
    [5, 90, 100, "5 tasks", "(5, rounded up)", "(5, rounded down)", 120, 80],
    [3, 99, 133, "3 tasks", "(3, rounded up)", "(3, rounded down)", 134, 66],
  ])("is missing for %d tasks between %d and %d percent", (count, from, to, tasks, up, down, max, min) => {
    expect(rolling(from, to, { count })).toEqual([
      `services.web.rollout must let a deployment of ${tasks} start or stop one, got minimumHealthyPercent ${from} ${up} and maximumPercent ${to} ${down}; set maximumPercent to at least ${max}, or minimumHealthyPercent to at most ${min}`,
    ]);
    expect(rolling(from, max, { count })).toEqual([]);
    expect(rolling(min, 100, { count })).toEqual([]);
  });

  it("is needed at one number of tasks that a scaled service can have", () => {
    const count = { min: 1, max: 2, targetCpuPercent: 50 };
    expect(rolling(100, 150, { count })).toEqual([]);
    expect(rolling(100, 140, { count })).toEqual([expect.stringContaining("a deployment of 2 tasks")]);
    const schedules = { day: { at: "cron(0 8 ? * * *)", min: 1, max: 3 } };
    expect(rolling(100, 140, { count: { ...count, schedules } })).toEqual([]);
  });

  it("is not needed without a task", () => {
    expect(rolling(50, 150, { count: 0 })).toEqual([]);
  });
});
