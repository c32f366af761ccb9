import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { findings } from "../../support/rule";
import { Service, type ServiceProps } from "../../../constructs/service/service";
import { synth, type Block, type Synthesised } from "../../support/synth";

const least: ServiceProps = {
  name: "shop-dev-web",
  clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/shop-dev",
  taskDefinition: {
    arn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-dev-web:7",
    containerName: "web",
    port: 3000,
  },
  count: 2,
  network: { vpcId: "vpc-1", subnetIds: ["subnet-a", "subnet-b"] },
  capacity: { fargate: { base: 0, weight: 1 } },
  rollout: { minimumHealthyPercent: 100, maximumPercent: 200 },
  exec: false,
};

const target = {
  targetGroupArn: "arn:aws:elasticloadbalancing:tg",
  loadBalancerSecurityGroupId: "sg-balancer",
};

const made = (props: ServiceProps): Synthesised => synth((stack) => new Service(stack, "web", props));
const service = (props: ServiceProps): Block => made(props).only("aws_ecs_service");
const without = (block: Block): Block =>
  Object.fromEntries(Object.entries(block).filter(([name]) => name !== "lifecycle" && name !== "depends_on"));

test("with the least: private, alone, truthful", () => {
  expect(without(service(least))).toEqual({
    name: "shop-dev-web",
    cluster: least.clusterArn,
    task_definition: least.taskDefinition.arn,
    desired_count: 2,
    capacity_provider_strategy: [{ capacity_provider: "FARGATE", base: 0, weight: 1 }],
    network_configuration: {
      assign_public_ip: false,
      security_groups: ["${aws_security_group.web_security_group_0F16F441.id}"],
      subnets: ["subnet-a", "subnet-b"],
    },
    deployment_controller: { type: "ECS" },
    deployment_minimum_healthy_percent: 100,
    deployment_maximum_percent: 200,
    availability_zone_rebalancing: "ENABLED",
    deployment_circuit_breaker: { enable: true, rollback: true },
    force_new_deployment: true,
    wait_for_steady_state: true,
    enable_execute_command: false,
    enable_ecs_managed_tags: true,
    propagate_tags: "SERVICE",
    timeouts: { create: "20m", update: "20m", delete: "20m" },
  });
});

test("with everything set", () => {
  const full: ServiceProps = {
    ...least,
    target,
    capacity: { fargate: { base: 1, weight: 1 }, fargateSpot: { base: 0, weight: 3 } },
    rollout: { minimumHealthyPercent: 50, maximumPercent: 100, healthCheckGraceSeconds: 90 },
    exec: true,
    scaled: true,
  };
  expect(service(full)).toMatchObject({
    capacity_provider_strategy: [
      { capacity_provider: "FARGATE", base: 1, weight: 1 },
      { capacity_provider: "FARGATE_SPOT", base: 0, weight: 3 },
    ],
    load_balancer: [{ target_group_arn: target.targetGroupArn, container_name: "web", container_port: 3000 }],
    health_check_grace_period_seconds: 90,
    deployment_minimum_healthy_percent: 50,
    deployment_maximum_percent: 100,
    availability_zone_rebalancing: "DISABLED",
    enable_execute_command: true,
    lifecycle: { ignore_changes: ["desired_count"] },
  });
});

test("behind a balancer the grace is 0 unless said", () => {
  expect(service({ ...least, target }).health_check_grace_period_seconds).toBe(0);
  expect(service(least)).not.toHaveProperty("health_check_grace_period_seconds");
});

test("a count of 0 is a count", () => {
  expect(service({ ...least, count: 0 }).desired_count).toBe(0);
});

describe("a deployment that was rolled back is no success", () => {
  const conditions = (block: Block): Block[] => (block.lifecycle as { postcondition: Block[] }).postcondition;

  test("the service must run the revision that was asked for", () => {
    expect(conditions(service(least))).toEqual([
      {
        condition:
          '${(self.task_definition == "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-dev-web:7")}',
        error_message:
          "The deployment of service shop-dev-web was rolled back: new tasks did not become healthy, and the " +
          "earlier revision serves again. The events and stopped tasks of the service in ECS and its log group " +
          "tell why; correct the cause and apply again.",
      },
    ]);
  });

  test("scaling does not loosen it", () => {
    expect(conditions(service({ ...least, scaled: true }))).toHaveLength(1);
    expect(service(least).lifecycle).not.toHaveProperty("ignore_changes");
  });
});

describe("firewall", () => {
  const group = { description: "Tasks of one ECS service", vpc_id: "vpc-1", tags: { Name: "shop-dev-web" } };

  test("alone: nothing comes in, HTTPS goes out", () => {
    const stack = made(least);
    expect(stack.only("aws_security_group")).toEqual({
      ...group,
      name_prefix: "shop-dev-web-",
      lifecycle: { create_before_destroy: true },
    });
    expect(stack.all("aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(stack.only("aws_vpc_security_group_egress_rule")).toMatchObject({
      cidr_ipv4: "0.0.0.0/0",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
    });
    expect(findings(stack.json)).toEqual([]);
  });

  test("behind a balancer: from its group to one port, and the balancer out to that port of this group", () => {
    const stack = made({ ...least, target });
    const one = { ip_protocol: "tcp", from_port: 3000, to_port: 3000 };
    expect(stack.only("aws_vpc_security_group_ingress_rule")).toMatchObject({
      ...one,
      referenced_security_group_id: "sg-balancer",
      security_group_id: "${aws_security_group.web_security_group_0F16F441.id}",
    });
    expect(stack.all("aws_vpc_security_group_egress_rule")[1]).toMatchObject({
      ...one,
      security_group_id: "sg-balancer",
      referenced_security_group_id: "${aws_security_group.web_security_group_0F16F441.id}",
    });
    expect(findings(stack.json)).toEqual([]);
  });

  test("with public addresses: from the declared ranges only", () => {
    const stack = made({ ...least, publicIp: { allowedCidrs: ["203.0.113.0/24", "0.0.0.0/0"] } });
    expect(stack.all("aws_vpc_security_group_ingress_rule").map((rule) => rule.cidr_ipv4)).toEqual([
      "0.0.0.0/0",
      "203.0.113.0/24",
    ]);
    expect(stack.only("aws_ecs_service").network_configuration).toMatchObject({ assign_public_ip: true });
    // The whole world is let in nowhere but at a balancer, unless the environment gives a reason.
    expect(findings(stack.json)).toEqual([
      expect.stringMatching(
        /^aws_vpc_security_group_ingress_rule\.\S+ must not open tcp 3000 to 3000 to 0\.0\.0\.0\/0/,
      ),
    ]);
  });

  test("another port is another rule, made before the first one goes", () => {
    const ids = (port: number): string[] => {
      const stack = made({ ...least, target, taskDefinition: { ...least.taskDefinition, port } });
      return Object.keys(stack.json.resource?.aws_vpc_security_group_ingress_rule ?? {});
    };
    expect(ids(3000)).toHaveLength(1);
    expect(ids(3000)).not.toEqual(ids(3001));
    for (const rule of made({ ...least, target }).all("aws_vpc_security_group_ingress_rule")) {
      expect(rule.lifecycle).toEqual({ create_before_destroy: true });
    }
  });

  test("the first task starts when the way is open", () => {
    const stack = made({ ...least, target });
    const rules = ["aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"].flatMap(
      (type) => Object.keys(stack.json.resource?.[type] ?? {}).map((id) => `${type}.${id}`),
    );
    expect(rules).toHaveLength(3);
    expect([...(stack.only("aws_ecs_service").depends_on as string[])].sort()).toEqual(rules.sort());
  });
});

test("what the caller depends on comes first", () => {
  const stack = synth((scope) => {
    const other = new SecurityGroup(scope, "other", { vpcId: "vpc-1" });
    new Service(scope, "web", { ...least, dependsOn: [other] });
  });
  expect(stack.only("aws_ecs_service").depends_on).toContain("aws_security_group.other");
});

test("every problem is told at once", () => {
  const bad: ServiceProps = {
    ...least,
    capacity: {},
    target,
    publicIp: { allowedCidrs: [] },
    rollout: { minimumHealthyPercent: 100, maximumPercent: 100 },
  };
  expect(() => made(bad)).toThrow(
    [
      'service "shop-dev-web" is not valid:',
      "  - capacity must hold fargate, fargateSpot or both, got neither",
      "  - publicIp must not be set beside target, got both; tasks behind a balancer need no public address",
      "  - rollout.minimumHealthyPercent must be below rollout.maximumPercent, got 100 and 100; ECS could neither " +
        "stop nor start a task",
    ].join("\n"),
  );
});

test("a grace without a balancer is refused", () => {
  expect(() => made({ ...least, rollout: { ...least.rollout, healthCheckGraceSeconds: 0 } })).toThrow(
    'service "shop-dev-web" is not valid:\n  - rollout.healthCheckGraceSeconds must not be set without target, got 0',
  );
});
