import { Service, type ServiceProps } from "../../../constructs/service/service";
import { synth } from "../../support/synth";

const bounds = { minimumHealthyPercent: 100, maximumPercent: 200 };
const blueGreen = { ...bounds, strategy: "blue-green", bakeMinutes: 5 } as const;
const shift = {
  alternateTargetGroupArn: "arn:aws:elasticloadbalancing:alternate",
  productionRuleArn: "arn:aws:elasticloadbalancing:rule",
  roleArn: "arn:aws:iam::111122223333:role/traffic",
};
const target = {
  targetGroupArn: "arn:aws:elasticloadbalancing:group",
  loadBalancerSecurityGroupId: "sg-balancer",
  shift,
};
const least: ServiceProps = {
  name: "shop-dev-web",
  clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/shop-dev",
  taskDefinition: { arn: "arn:aws:ecs:task-definition/web:7", containerName: "web", port: 3000 },
  count: 2,
  network: { vpcId: "vpc-1", subnetIds: ["subnet-a", "subnet-b"] },
  capacity: { fargate: { base: 0, weight: 1 } },
  rollout: blueGreen,
  target,
  exec: false,
};
const service = (change: Partial<ServiceProps> = {}) =>
  synth((stack) => new Service(stack, "web", { ...least, ...change })).only("aws_ecs_service");
const hook = {
  lambda: "arn:aws:lambda:eu-west-1:111122223333:function:judge",
  stages: ["pre-scale-up"],
} as const;

test("with the least: no test rule, no hook", () => {
  expect(service()).toMatchObject({
    deployment_configuration: { strategy: "BLUE_GREEN", bake_time_in_minutes: "5" },
    load_balancer: [
      {
        advanced_configuration: {
          alternate_target_group_arn: shift.alternateTargetGroupArn,
          production_listener_rule: shift.productionRuleArn,
          role_arn: shift.roleArn,
        },
      },
    ],
  });
  expect(service()).not.toHaveProperty("load_balancer.0.advanced_configuration.test_listener_rule");
  expect(service()).not.toHaveProperty("deployment_configuration.lifecycle_hook");
});

test("with a test rule and a hook", () => {
  const testRuleArn = "arn:aws:elasticloadbalancing:test-rule";
  const made = service({
    target: { ...target, shift: { ...shift, testRuleArn } },
    rollout: { ...blueGreen, hooks: [hook], hookRoleArn: "arn:aws:iam::111122223333:role/hooks" },
  });
  expect(made).toHaveProperty("load_balancer.0.advanced_configuration.test_listener_rule", testRuleArn);
  expect(made).toHaveProperty("deployment_configuration.lifecycle_hook", [
    {
      hook_target_arn: hook.lambda,
      role_arn: "arn:aws:iam::111122223333:role/hooks",
      lifecycle_stages: ["PRE_SCALE_UP"],
    },
  ]);
});

test("gives a hook its details as JSON", () => {
  const details = { greeting: "hello" };
  const made = service({
    rollout: { ...blueGreen, hooks: [{ ...hook, role: "arn:aws:iam::1:role/r", details }] },
  });
  expect(made).toHaveProperty(
    "deployment_configuration.lifecycle_hook.0.hook_details",
    '{"greeting":"hello"}',
  );
});

test.each([
  [100, 0],
  [50, 6],
  [33.3, 18],
  [3, 198],
])("linear by %d percent waits %d minutes between its steps", (stepPercent, minutes) => {
  const made = service({
    rollout: { ...bounds, strategy: "linear", bakeMinutes: 0, stepPercent, stepBakeMinutes: 6 },
  });
  expect(made).toHaveProperty("timeouts.update", `${20 + minutes}m`);
});

const { shift: without, ...rolled } = target;
test.each<[Partial<ServiceProps>, string]>([
  [{ target: rolled }, 'target.shift must be set with rollout.strategy "blue-green", got nothing'],
  [
    { target: { ...rolled, shift: without }, rollout: bounds },
    'target.shift must not be set with rollout.strategy "rolling", got a value',
  ],
  [
    { rollout: { ...blueGreen, hooks: [hook] } },
    "rollout.hookRoleArn must be set for hooks without a role, got nothing",
  ],
  [
    {
      capacity: undefined,
      networkMode: "bridge",
      instances: { group: "general", capacityProvider: "shop-dev-general" },
    },
    'rollout.strategy must be "rolling" with network mode "bridge", got "blue-green"',
  ],
  [
    {
      capacity: undefined,
      instances: { group: "general", capacityProvider: "shop-dev-general", daemon: true },
    },
    'rollout.strategy must be "rolling" for a daemon, got "blue-green"',
  ],
] as [Partial<ServiceProps>, string][])("refuses %j", (change, problem) => {
  expect(() => service(change)).toThrow(`service "shop-dev-web" is not valid:\n  - ${problem}`);
});
