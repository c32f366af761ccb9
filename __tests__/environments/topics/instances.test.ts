import type { InstanceGroupInput } from "../../../environments/topics/instances";
import { all, only, problemsOf, resolved, stacksOf } from "../../support/language";

const least: InstanceGroupInput = { types: ["m7i.large"], max: 3 };
const groups = (...inputs: InstanceGroupInput[]) =>
  resolved({
    cluster: { instances: Object.fromEntries(inputs.map((input, index) => [`group-${index}`, input])) },
  }).cluster.instances;
const foundation = (input: InstanceGroupInput) =>
  stacksOf(resolved({ cluster: { instances: { general: input } } })).foundation;
const problems = (change: object, environment: object = {}) =>
  problemsOf({ cluster: { instances: { general: { ...least, ...change } } }, ...environment });

test("without groups there is nothing of EC2 in the cluster", () => {
  expect(resolved({}).cluster).not.toHaveProperty("instances");
  expect(stacksOf(resolved({})).foundation).not.toHaveProperty("aws_launch_template");
});

test("types and a limit are enough", () => {
  expect(groups(least)).toEqual([
    {
      name: "group-0",
      types: ["m7i.large"],
      architecture: "x86_64",
      min: 0,
      max: 3,
      diskGiB: 30,
      ami: "recommended",
      targetCapacityPercent: 100,
      warmupSeconds: 300,
      sessionManager: false,
    },
  ]);
});

test("what is said is taken as it is", () => {
  const full: InstanceGroupInput = {
    types: ["c7g.large", "c7gd.large"],
    min: 1,
    max: 9,
    spot: { onDemandBase: 1, onDemandPercent: 20 },
    diskGiB: 100,
    ami: "2023.0.20251108",
    targetCapacityPercent: 80,
    warmupSeconds: 120,
    sessionManager: true,
  };
  expect(groups(full)).toEqual([{ ...full, name: "group-0", architecture: "arm64" }]);
});

test.each([
  [true, { onDemandBase: 0, onDemandPercent: 0 }],
  [{ onDemandBase: 2 }, { onDemandBase: 2, onDemandPercent: 0 }],
  [{ onDemandPercent: 50 }, { onDemandBase: 0, onDemandPercent: 50 }],
  [false, undefined],
] as const)("spot %j", (spot, expected) => {
  expect(groups({ ...least, spot })?.[0]?.spot).toEqual(expected);
});

test.each([
  ["m7g.large", "arm64"],
  ["a1.large", "arm64"],
  ["x2gd.medium", "arm64"],
  ["p6e-gb200.36xlarge", "arm64"],
  ["m7i-flex.large", "x86_64"],
  ["g5.xlarge", "x86_64"],
  ["g5g.xlarge", "arm64"],
] as const)("the name %s tells its processor", (type, architecture) => {
  expect(groups({ ami: "ami-0a1b2c3d4e5f67890", types: [type], max: 1 })?.[0]?.architecture).toBe(
    architecture,
  );
});

test("the launch template: newest metadata service only, encrypted disk, no key", () => {
  const template = only(foundation({ ...least, diskGiB: 50 }), "aws_launch_template");
  expect(template).toMatchObject({
    metadata_options: { http_endpoint: "enabled", http_tokens: "required" },
    block_device_mappings: [{ ebs: { encrypted: "true", volume_size: 50, volume_type: "gp3" } }],
  });
  expect(template).not.toHaveProperty("key_name");
});

test("the group scales with its tasks, drains first, and protects what works", () => {
  const made = foundation({ ...least, targetCapacityPercent: 80, warmupSeconds: 60 });
  expect(only(made, "aws_autoscaling_group")).toMatchObject({
    min_size: 0,
    max_size: 3,
    protect_from_scale_in: true,
  });
  expect(only(made, "aws_ecs_capacity_provider")).toMatchObject({
    auto_scaling_group_provider: {
      managed_draining: "ENABLED",
      managed_termination_protection: "ENABLED",
      managed_scaling: { status: "ENABLED", target_capacity: 80, instance_warmup_period: 60 },
    },
  });
});

test("session manager is a right of the instance role only where it is asked for", () => {
  const rights = (sessionManager: boolean) =>
    JSON.stringify(all(foundation({ ...least, sessionManager }), "aws_iam_role_policy"));
  expect(rights(true)).toContain("ssmmessages:OpenDataChannel");
  expect(rights(false)).not.toContain("ssmmessages");
});

const path = "cluster.instances.general";
test.each<[object, string]>([
  [{ types: [] }, `${path}.types must name at least one instance type, got []`],
  [
    { types: ["large"] },
    `${path}.types[0] must be an EC2 instance type such as m7g.large or c7i.xlarge, got "large"`,
  ],
  [
    { types: ["m7g.large", "m7i.large"] },
    `${path}.types must have one processor architecture, got m7g.large (arm64), m7i.large (x86_64); make a group for each`,
  ],
  [{ types: ["m7i.large", "m7i.large"] }, `${path}.types must be different, got "m7i.large" twice`],
  [{ min: 4 }, `${path}.min must be at most max (3), got 4`],
  [{ max: 0 }, `${path}.max must be a whole number from 1 to 5000, got 0`],
  [{ max: 5001 }, `${path}.max must be a whole number from 1 to 5000, got 5001`],
  [{ spot: "yes" }, `${path}.spot must be true or false, got "yes"`],
  [{ spot: { onDemandBase: 4 } }, `${path}.spot.onDemandBase must be at most max (3), got 4`],
  [
    { spot: { onDemandPercent: 101 } },
    `${path}.spot.onDemandPercent must be a whole number from 0 to 100, got 101`,
  ],
  [{ diskGiB: 29 }, `${path}.diskGiB must be a whole number from 30 to 16384, got 29`],
  [
    { ami: "latest" },
    `${path}.ami must be "recommended", a release such as 2023.0.20251108, or an id such as ami-0a1b2c3d4e5f67890, got "latest"`,
  ],
  [{ targetCapacityPercent: 0 }, `${path}.targetCapacityPercent must be a whole number from 1 to 100, got 0`],
  [{ warmupSeconds: 10_001 }, `${path}.warmupSeconds must be a whole number from 0 to 10000, got 10001`],
  [{ sessionManager: 1 }, `${path}.sessionManager must be true or false, got 1`],
])("%j is refused", (change, message) => expect(problems(change)).toContain(message));

test("a name that ECS keeps for itself, and a network in which no agent reaches ECS", () => {
  const services = { web: { image: { uri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1" } } };
  expect(problems({}, { project: "fargate-shop", network: { nat: "none" }, services })).toEqual([
    'project must not begin with aws, ecs or fargate beside cluster.instances, got "fargate-shop" as the beginning of a capacity provider\'s name, which ECS refuses',
    'network.nat must be "one" or "per-zone" with cluster.instances, got "none"; the ECS agent of an instance could not reach ECS',
  ]);
});

describe("types that the ECS-optimised image does not serve", () => {
  const path = "cluster.instances.general.types";
  const drivers = (type: string, device: string) =>
    `${path} must be of instances that the ECS-optimised image serves, got "${type}", which has ${device}, for which the ECS-optimised image has no drivers; name an image of your own in ami, or choose another type`;

  it.each([
    ["g5.xlarge", "an NVIDIA GPU"],
    ["g5g.xlarge", "an NVIDIA GPU"],
    ["g6e.2xlarge", "an NVIDIA GPU"],
    ["gr6.4xlarge", "an NVIDIA GPU"],
    ["p3dn.24xlarge", "an NVIDIA GPU"],
    ["p5en.48xlarge", "an NVIDIA GPU"],
    ["p6-b200.48xlarge", "an NVIDIA GPU"],
    ["g4ad.xlarge", "an AMD GPU"],
    ["inf2.xlarge", "AWS Inferentia or Trainium"],
    ["trn1n.32xlarge", "AWS Inferentia or Trainium"],
    ["dl1.24xlarge", "a deep learning accelerator"],
    ["f2.6xlarge", "an FPGA"],
    ["vt1.3xlarge", "a video transcoding card"],
  ])("refuses %s, which has %s, without an image of one's own", (type, device) => {
    expect(problems({ types: [type] })).toEqual([drivers(type, device)]);
    expect(problems({ types: [type], ami: "2023.0.20251108" })).toEqual([drivers(type, device)]);
    expect(problems({ types: [type], ami: "ami-0a1b2c3d4e5f67890" })).toEqual([]);
  });

  it.each(["a1.large", "m1.small", "t1.micro"])("refuses %s, whose processor is too old", (type) => {
    expect(problems({ types: [type] })).toEqual([
      `${path} must be of instances that the ECS-optimised image serves, got "${type}", which has a processor that Amazon Linux 2023 does not support; name an image of your own in ami, or choose another type`,
    ]);
    expect(problems({ types: [type], ami: "ami-0a1b2c3d4e5f67890" })).toEqual([]);
  });

  it.each([
    ["mac2.metal", {}],
    ["mac-m4.metal", {}],
    ["mac-m4pro.metal", {}],
    ["mac2.metal", { ami: "ami-0a1b2c3d4e5f67890" }],
  ])("refuses the Mac %s with %j", (type, change) => {
    expect(problems({ types: [type], ...change })).toEqual([
      `${path} must be of instances that the ECS-optimised image serves, got "${type}", which runs macOS, for which there is no ECS agent`,
    ]);
  });

  it.each([
    "t3.micro",
    "m7g.large",
    "c7i.metal-24xl",
    "hpc7g.4xlarge",
    "u-6tb1.metal",
    "im4gn.large",
    "d3.xlarge",
    "x2gd.large",
    "i4i.large",
    "z1d.large",
  ])("accepts %s", (type) => expect(problems({ types: [type] })).toEqual([]));

  it("refuses x86 and Arm in one group", () => {
    expect(problems({ types: ["m7i.large", "m7g.large"] })).toEqual([
      `${path} must have one processor architecture, got m7i.large (x86_64), m7g.large (arm64); make a group for each`,
    ]);
  });
});
