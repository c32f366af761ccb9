import { TerraformOutput } from "cdktf";
import { Cluster, type ClusterProps } from "../../../constructs/cluster/cluster";
import { type Synthesised, synth } from "../../support/synth";

const LEAST: ClusterProps = {
  name: "shop-dev",
  capacity: { fargate: { base: 0, weight: 1 } },
  containerInsights: "enhanced",
};
const made = (props: Partial<ClusterProps> = {}): Synthesised =>
  synth((stack) => new Cluster(stack, "cluster", { ...LEAST, ...props }));

test("with the least props: insights on, exec sessions logged for 30 days, both providers at hand", () => {
  const result = made();
  expect(result.only("aws_ecs_cluster")).toEqual({
    name: "shop-dev",
    setting: [{ name: "containerInsights", value: "enhanced" }],
    configuration: {
      execute_command_configuration: {
        logging: "OVERRIDE",
        log_configuration: {
          cloud_watch_log_group_name: expect.stringMatching(
            /^\$\{aws_cloudwatch_log_group\.[\w-]+\.name\}$/,
          ) as string,
          cloud_watch_encryption_enabled: false,
        },
      },
    },
  });
  expect(result.only("aws_cloudwatch_log_group")).toEqual({
    name: "/ecs/exec/shop-dev",
    retention_in_days: 30,
  });
  expect(result.only("aws_ecs_cluster_capacity_providers")).toMatchObject({
    capacity_providers: ["FARGATE", "FARGATE_SPOT"],
    default_capacity_provider_strategy: [{ capacity_provider: "FARGATE", base: 0, weight: 1 }],
  });
});

test("with everything set", () => {
  const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/0000";
  const result = made({
    capacity: { fargateSpot: { base: 0, weight: 3 }, fargate: { base: 2, weight: 1 } },
    containerInsights: "disabled",
    execLog: { retentionDays: 365, kmsKey },
  });
  expect(result.only("aws_ecs_cluster")).toMatchObject({
    setting: [{ name: "containerInsights", value: "disabled" }],
    configuration: {
      execute_command_configuration: { log_configuration: { cloud_watch_encryption_enabled: true } },
    },
  });
  expect(result.only("aws_cloudwatch_log_group")).toMatchObject({
    retention_in_days: 365,
    kms_key_id: kmsKey,
  });
  expect(result.only("aws_ecs_cluster_capacity_providers").default_capacity_provider_strategy).toEqual([
    { capacity_provider: "FARGATE", base: 2, weight: 1 },
    { capacity_provider: "FARGATE_SPOT", base: 0, weight: 3 },
  ]);
});

test.each<[ClusterProps["capacity"], string]>([
  [{}, "capacity must give fargate or fargateSpot a weight above 0, got none"],
  [
    { fargate: { base: 1, weight: 0 } },
    "capacity must give fargate or fargateSpot a weight above 0, got none",
  ],
  [
    { fargate: { base: 1, weight: 1 }, fargateSpot: { base: 1, weight: 1 } },
    "capacity must have a base on one of fargate and fargateSpot, got a base on both",
  ],
])("refuses %j", (capacity, problem) => {
  expect(() => made({ capacity })).toThrow(`cluster is not valid:\n  - ${problem}`);
});

test.each([0, 31])("refuses to keep sessions for %i days", (retentionDays) => {
  expect(() => made({ execLog: { retentionDays } })).toThrow(
    `cluster is not valid:\n  - execLog.retentionDays must be one of the days that CloudWatch Logs keeps (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653), got ${retentionDays}`,
  );
});

test("services that name no namespace are in the one that is given", () => {
  const namespaceArn = "arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-1";
  expect(made().only("aws_ecs_cluster")).not.toHaveProperty("service_connect_defaults");
  expect(made({ namespaceArn }).only("aws_ecs_cluster").service_connect_defaults).toEqual({
    namespace: namespaceArn,
  });
});

test("groups of instances are beside Fargate, which stays what services get that say nothing", () => {
  const group = (name: string) => ({
    name,
    types: ["m7g.large"],
    min: 0,
    max: 4,
    targetCapacityPercent: 100,
    diskGiB: 30,
    ami: "recommended",
    warmupSeconds: 300,
    sessionManager: false,
  });
  const instances: NonNullable<ClusterProps["instances"]> = {
    prefix: "shop-dev",
    account: "111122223333",
    region: "eu-west-1",
    network: { vpcId: "vpc-1", privateSubnetIds: ["subnet-a", "subnet-b"] },
    tags: {},
    groups: [group("general"), group("gpu")],
  };
  const result = made({ instances });
  const providers = result.only("aws_ecs_cluster_capacity_providers");
  expect(providers.capacity_providers).toEqual([
    "FARGATE",
    "FARGATE_SPOT",
    expect.stringMatching(/^\$\{aws_ecs_capacity_provider\..*general.*\.name\}$/),
    expect.stringMatching(/^\$\{aws_ecs_capacity_provider\..*gpu.*\.name\}$/),
  ]);
  expect(providers.default_capacity_provider_strategy).toEqual([
    { capacity_provider: "FARGATE", base: 0, weight: 1 },
  ]);
  expect(made().types).not.toContain("aws_ecs_capacity_provider");
  synth((stack) => {
    const { instanceGroups } = new Cluster(stack, "cluster", { ...LEAST, instances });
    expect([...instanceGroups.keys()]).toEqual(["general", "gpu"]);
  });
});

test("offers arn, and the name only when the capacity providers are there", () => {
  const { json } = synth((stack) => {
    const { arn, clusterName } = new Cluster(stack, "cluster", LEAST);
    new TerraformOutput(stack, "all", { value: [arn, clusterName] });
  });
  expect(json.output?.all?.value).toEqual([
    expect.stringMatching(/^\$\{aws_ecs_cluster\.\w+\.arn\}$/),
    expect.stringMatching(/^\$\{aws_ecs_cluster_capacity_providers\.[\w-]+\.cluster_name\}$/),
  ]);
});
