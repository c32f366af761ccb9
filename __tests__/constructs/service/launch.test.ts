import type { ServiceInstances } from "../../../constructs/service/launch";
import { Service, type ServiceProps } from "../../../constructs/service/service";
import { synth, type Block } from "../../support/synth";

const ZONES = { type: "spread", field: "attribute:ecs.availability-zone" } as const;
const group: ServiceInstances = { group: "general", capacityProvider: "shop-dev-general" };
const least: ServiceProps = {
  name: "shop-dev-web",
  clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/shop-dev",
  taskDefinition: {
    arn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7",
    containerName: "web",
    port: 3000,
  },
  count: 2,
  network: { vpcId: "vpc-1", subnetIds: ["subnet-a"] },
  instances: group,
  rollout: { minimumHealthyPercent: 100, maximumPercent: 200 },
  exec: false,
};
const made = (props: Partial<ServiceProps> = {}) =>
  synth((stack) => new Service(stack, "web", { ...least, ...props }));
const service = (instances: Partial<ServiceInstances> = {}, props: Partial<ServiceProps> = {}): Block =>
  made({ instances: { ...group, ...instances }, ...props }).only("aws_ecs_service");

test("with the least: the group's capacity provider, rebalanced over zones, no placement of our own", () => {
  const block = service();
  expect(block).toMatchObject({
    desired_count: 2,
    capacity_provider_strategy: [{ capacity_provider: "shop-dev-general", base: 0, weight: 1 }],
    availability_zone_rebalancing: "ENABLED",
  });
  for (const key of [
    "launch_type",
    "scheduling_strategy",
    "ordered_placement_strategy",
    "placement_constraints",
  ]) {
    expect(block).not.toHaveProperty(key);
  }
});

test("strategies and constraints in their order", () => {
  const strategies = [ZONES, { type: "binpack", field: "memory" }, { type: "random" }] as const;
  expect(
    service({
      strategies,
      constraints: [{ type: "distinctInstance" }, { type: "memberOf", expression: "attribute:x == y" }],
    }),
  ).toMatchObject({
    ordered_placement_strategy: strategies,
    placement_constraints: [
      { type: "distinctInstance" },
      { type: "memberOf", expression: "attribute:x == y" },
    ],
  });
});

test("a daemon stays on its group, once on each instance, and has no count", () => {
  const block = service(
    { daemon: true, constraints: [{ type: "memberOf", expression: "attribute:gpu == 1" }] },
    { rollout: { minimumHealthyPercent: 0, maximumPercent: 100 } },
  );
  expect(block).toMatchObject({
    launch_type: "EC2",
    scheduling_strategy: "DAEMON",
    placement_constraints: [
      { type: "memberOf", expression: "attribute:slipway.group == general" },
      { type: "memberOf", expression: "attribute:gpu == 1" },
    ],
    availability_zone_rebalancing: "DISABLED",
  });
  for (const key of ["desired_count", "capacity_provider_strategy"]) expect(block).not.toHaveProperty(key);
});

test.each<[string, Partial<ServiceInstances>, Partial<ServiceProps>]>([
  ["spreads over something else first", { strategies: [{ type: "spread", field: "instanceId" }] }, {}],
  ["packs", { strategies: [{ type: "binpack", field: "cpu" }, ZONES] }, {}],
  [
    "chooses zones itself",
    { constraints: [{ type: "memberOf", expression: `${ZONES.field} == eu-west-1a` }] },
    {},
  ],
  ["stops before it starts", {}, { rollout: { minimumHealthyPercent: 50, maximumPercent: 100 } }],
])("ECS does not rebalance a service that %s", (_, instances, props) => {
  expect(service({ strategies: [ZONES] }).availability_zone_rebalancing).toBe("ENABLED");
  expect(service(instances, props).availability_zone_rebalancing).toBe("DISABLED");
});

describe("the network of an instance", () => {
  test.each(["bridge", "host", "none"] as const)(
    "%s: tasks have neither addresses nor a firewall",
    (networkMode) => {
      const result = made({ networkMode });
      expect(result.types).toEqual(["aws_ecs_service"]);
      expect(result.only("aws_ecs_service")).not.toHaveProperty("network_configuration");
      synth((stack) => {
        const { securityGroup, securityGroupId, ingress, lbEgress } = new Service(stack, "web", {
          ...least,
          networkMode,
        });
        expect([securityGroup, securityGroupId, ingress, lbEgress]).toEqual([
          undefined,
          undefined,
          [],
          undefined,
        ]);
      });
    },
  );

  test("awsvpc, said or not, has both", () => {
    for (const change of [{}, { networkMode: "awsvpc" as const }]) {
      expect(made(change).types).toContain("aws_security_group");
    }
  });
});

const reach = { id: "orders", securityGroupId: "sg-orders", port: 5432, what: "Database orders" };

test("where the tasks connect to is open at both ends, and before they start", () => {
  const result = made({ reaches: [reach] });
  const open = {
    ip_protocol: "tcp",
    from_port: 5432,
    to_port: 5432,
    lifecycle: { create_before_destroy: true },
  };
  expect(result.only("aws_vpc_security_group_ingress_rule")).toMatchObject({
    ...open,
    description: "From shop-dev-web",
    security_group_id: "sg-orders",
    referenced_security_group_id: expect.stringMatching(/^\$\{aws_security_group\.web_/) as string,
  });
  expect(result.all("aws_vpc_security_group_egress_rule")).toContainEqual(
    expect.objectContaining({
      ...open,
      description: "Database orders",
      referenced_security_group_id: "sg-orders",
    }),
  );
  const [ingress] = Object.keys(result.json.resource?.aws_vpc_security_group_ingress_rule ?? {});
  expect(result.only("aws_ecs_service").depends_on).toContain(
    `aws_vpc_security_group_ingress_rule.${ingress}`,
  );
});

test("blocks that features bring stand in the service", () => {
  const parts = {
    serviceRegistries: { registryArn: "arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-1" },
  };
  expect(made({ parts }).only("aws_ecs_service").service_registries).toEqual({
    registry_arn: parts.serviceRegistries.registryArn,
  });
  expect(made().only("aws_ecs_service")).not.toHaveProperty("service_registries");
});

const required = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    type: "memberOf" as const,
    expression: `attribute:a == ${index}`,
  }));
const daemon = { ...group, daemon: true };
const still = { minimumHealthyPercent: 0, maximumPercent: 100 };
test.each<[Partial<ServiceProps>, string]>([
  [
    { capacity: { fargate: { base: 0, weight: 1 } } },
    "capacity must not be set beside instances, got both; it is for Fargate and Fargate Spot",
  ],
  [
    { instances: { ...group, strategies: Array(6).fill(ZONES) as (typeof ZONES)[] } },
    "instances.strategies must have at most 5 strategies, got 6",
  ],
  [
    { instances: { ...group, strategies: [ZONES, ZONES] } },
    'instances.strategies must be different, got "spread attribute:ecs.availability-zone" twice',
  ],
  [
    { instances: { ...group, constraints: required(11) } },
    "instances.constraints must have at most 10 constraints, got 11",
  ],
  [
    { instances: { ...daemon, constraints: required(10) }, rollout: still },
    "instances.constraints must have at most 9 constraints for a daemon, got 10",
  ],
  [
    { instances: { ...group, constraints: [{ type: "distinctInstance" }, { type: "distinctInstance" }] } },
    "instances.constraints must have distinctInstance once, got it twice",
  ],
  [
    { instances: { ...daemon, strategies: [ZONES] }, rollout: still },
    "instances must have no strategies for a daemon, got 1; it runs on every instance",
  ],
  [
    { instances: { ...daemon, constraints: [{ type: "distinctInstance" }] }, rollout: still },
    "instances must not have distinctInstance for a daemon, got it; a daemon never runs twice on an instance",
  ],
  [
    { instances: daemon },
    "rollout.maximumPercent must be 100 for a daemon, got 200; an instance has room for one",
  ],
  [
    { instances: daemon, rollout: still, scaled: true },
    "scaled must not be set for a daemon, got true; it runs once on every instance",
  ],
  [
    { publicIp: { allowedCidrs: ["10.0.0.0/8"] } },
    "publicIp must not be set on instances, got a value; ECS gives public addresses on Fargate only",
  ],
  [
    { networkMode: "host", reaches: [reach] },
    'networkMode must be "awsvpc" for a service that connects to Database orders, got "host"; its tasks would share the firewall of their instance with all others',
  ],
  [
    {
      taskDefinition: { arn: "arn", containerName: "web" },
      target: { targetGroupArn: "a", loadBalancerSecurityGroupId: "sg-1" },
    },
    "taskDefinition.port must be set with target or publicIp, got nothing; there is no port to connect to",
  ],
])("refuses %j", (props, problem) => {
  expect(() => made(props)).toThrow(`service "shop-dev-web" is not valid:\n  - ${problem}`);
});

test("refuses another network mode on Fargate", () => {
  const { instances, ...onFargate } = least;
  expect(instances).toBeDefined();
  expect(() =>
    synth(
      (stack) =>
        new Service(stack, "web", {
          ...onFargate,
          capacity: { fargate: { base: 0, weight: 1 } },
          networkMode: "bridge",
        }),
    ),
  ).toThrow(
    'service "shop-dev-web" is not valid:\n  - networkMode must be "awsvpc" on Fargate, got "bridge"',
  );
});
