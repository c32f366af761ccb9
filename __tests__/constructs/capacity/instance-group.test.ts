import { InstanceGroup, type InstanceGroupProps } from "../../../constructs/capacity/instance-group";
import { ConfigurationError } from "../../../environments/errors";
import { synth } from "../../support/synth";

const props: InstanceGroupProps = {
  prefix: "slipway-dev",
  name: "general",
  account: "111122223333",
  region: "eu-west-1",
  clusterName: "slipway-dev",
  network: { vpcId: "vpc-1", privateSubnetIds: ["subnet-1", "subnet-2"] },
  types: ["m7i.large"],
  min: 0,
  max: 3,
  diskGiB: 30,
  ami: "recommended",
  targetCapacityPercent: 100,
  warmupSeconds: 300,
  sessionManager: false,
};
const group = (change: Partial<InstanceGroupProps> = {}) =>
  synth((stack) => new InstanceGroup(stack, "group", { ...props, ...change }));
const script = (change: Partial<InstanceGroupProps> = {}) =>
  JSON.stringify(group(change).only("aws_launch_template").user_data);

test.each([
  ["m7i.large", "recommended", "amazon-linux-2023/recommended/image_id"],
  ["m7g.large", "recommended", "amazon-linux-2023/arm64/recommended/image_id"],
  [
    "m7g.large",
    "2023.0.20251108",
    "amazon-linux-2023/arm64/al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-arm64/image_id",
  ],
])("%s with %s reads its image from SSM when it is planned", (type, ami, parameter) => {
  const made = group({ types: [type], ami });
  expect(made.data("aws_ssm_parameter").name).toBe(`/aws/service/ecs/optimized-ami/${parameter}`);
  expect(made.only("aws_launch_template").image_id).toBe(
    "${data.aws_ssm_parameter.group_image_parameter_1534EE75.insecure_value}".replace(
      /group_image_parameter_\w+/,
      Object.keys(made.json.data?.aws_ssm_parameter ?? {})[0] ?? "",
    ),
  );
});

test("an image of one's own is taken by its id", () => {
  const made = group({ ami: "ami-0a1b2c3d4e5f67890" });
  expect(made.json).not.toHaveProperty("data.aws_ssm_parameter");
  expect(made.only("aws_launch_template").image_id).toBe("ami-0a1b2c3d4e5f67890");
});

test("one type on demand stands in the template; more, or spot, are a choice of the group", () => {
  const simple = group();
  expect(simple.only("aws_launch_template").instance_type).toBe("m7i.large");
  expect(simple.only("aws_autoscaling_group")).not.toHaveProperty("mixed_instances_policy");

  const mixed = group({ types: ["m7i.large", "m6i.large"] });
  expect(mixed.only("aws_launch_template")).not.toHaveProperty("instance_type");
  expect(mixed.only("aws_autoscaling_group")).toMatchObject({
    mixed_instances_policy: {
      instances_distribution: { on_demand_base_capacity: 0, on_demand_percentage_above_base_capacity: 100 },
      launch_template: { override: [{ instance_type: "m7i.large" }, { instance_type: "m6i.large" }] },
    },
  });
  expect(mixed.only("aws_autoscaling_group")).not.toHaveProperty("capacity_rebalance");

  const spot = group({ spot: { onDemandBase: 1, onDemandPercent: 25 } });
  expect(spot.only("aws_autoscaling_group")).toMatchObject({
    capacity_rebalance: true,
    mixed_instances_policy: {
      instances_distribution: { on_demand_base_capacity: 1, on_demand_percentage_above_base_capacity: 25 },
    },
  });
});

test("the agent joins its cluster, tells its group, and drains a spot instance that goes", () => {
  expect(script()).toContain("ECS_CLUSTER=slipway-dev");
  expect(script()).toContain("slipway.group");
  expect(script()).toContain("ECS_AWSVPC_BLOCK_IMDS=true");
  expect(script()).not.toContain("ECS_ENABLE_SPOT_INSTANCE_DRAINING");
  expect(script({ spot: { onDemandBase: 0, onDemandPercent: 0 } })).toContain(
    "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
  );
});

test("nothing enters an instance; only HTTPS leaves it", () => {
  const made = group();
  expect(made.types).not.toContain("aws_vpc_security_group_ingress_rule");
  expect(made.only("aws_security_group")).not.toHaveProperty("ingress");
  expect(made.only("aws_vpc_security_group_egress_rule")).toMatchObject({ from_port: 443, to_port: 443 });
});

test("the agent has rights on its cluster and no other", () => {
  const { policy } = group().only("aws_iam_role_policy") as { policy: string };
  expect(policy).toContain("arn:aws:ecs:eu-west-1:111122223333:cluster/slipway-dev");
  for (const other of ["ecr:", "logs:", "ecs:CreateCluster", "ssm"]) expect(policy).not.toContain(other);
  expect(group().types).not.toContain("aws_iam_role_policy_attachment");
});

test("tags reach what the provider's own tags do not", () => {
  const made = group({ tags: { Team: "shop" } });
  expect(made.only("aws_launch_template").tag_specifications).toEqual(
    ["instance", "volume", "network-interface"].map((resource_type) => ({
      resource_type,
      tags: { Name: "slipway-dev-general", Team: "shop" },
    })),
  );
  expect(made.only("aws_autoscaling_group").tag).toEqual([
    { key: "Team", value: "shop", propagate_at_launch: false },
    { key: "AmazonECSManaged", value: "true", propagate_at_launch: true },
  ]);
});

test("a new image replaces the instances one after the other", () => {
  expect(group().only("aws_autoscaling_group")).toMatchObject({
    instance_refresh: {
      strategy: "Rolling",
      preferences: { min_healthy_percentage: 100, scale_in_protected_instances: "Refresh" },
    },
  });
});

test("processors of two kinds are refused", () => {
  expect(() => group({ types: ["m7g.large", "m7i.large"] })).toThrow(ConfigurationError);
});
