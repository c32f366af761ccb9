import { type Answers, awsError } from "../fake-account";
import { ids } from "./find";

describe("by its tags", () => {
  const tags_all = { project: "slipway", environment: "dev", team: "shop", Name: "slipway-dev" };
  const FILTERS = [
    { Name: "tag:project", Values: ["slipway"] },
    { Name: "tag:environment", Values: ["dev"] },
    { Name: "tag:Name", Values: ["slipway-dev"] },
  ];

  const Tags = [
    { Key: "project", Value: "slipway" },
    { Key: "environment", Value: "dev" },
    { Key: "Name", Value: "slipway-dev" },
  ];
  const OTHER = [{ Key: "project", Value: "slipway" }];

  it("asks EC2 for the environment's own tags and the name, not for tags that a user may have added since", async () => {
    const asked: unknown[] = [];
    const answers = {
      DescribeVpcs: ({ Filters }: Record<string, unknown>) => {
        asked.push(Filters);
        return {
          Vpcs: [
            { VpcId: "vpc-1", Tags },
            { VpcId: "vpc-2", Tags },
          ],
        };
      },
    };
    expect(await ids("aws_vpc", { tags_all }, answers)).toEqual(["vpc-1", "vpc-2"]);
    expect(asked).toEqual([FILTERS]);
  });

  it("finds no VPC and no address of others where an emulator ignores the filters", async () => {
    const Vpcs = [{ VpcId: "vpc-1", Tags: OTHER }, { VpcId: "vpc-2" }];
    expect(await ids("aws_vpc", { tags_all }, { DescribeVpcs: { Vpcs } })).toEqual([]);
    const Addresses = [
      { AllocationId: "eipalloc-1", Tags },
      { AllocationId: "eipalloc-2", Tags: OTHER },
    ];
    expect(await ids("aws_eip", { tags_all }, { DescribeAddresses: { Addresses } })).toEqual(["eipalloc-1"]);
  });

  it.each<[string, string, (parent: string, tags: object[]) => Answers]>([
    [
      "aws_subnet",
      "vpc_id",
      (VpcId, Tags) => ({ DescribeSubnets: { Subnets: [{ SubnetId: "1", VpcId, Tags }] } }),
    ],
    [
      "aws_route_table",
      "vpc_id",
      (VpcId, Tags) => ({ DescribeRouteTables: { RouteTables: [{ RouteTableId: "1", VpcId, Tags }] } }),
    ],
    [
      "aws_flow_log",
      "vpc_id",
      (ResourceId, Tags) => ({ DescribeFlowLogs: { FlowLogs: [{ FlowLogId: "1", ResourceId, Tags }] } }),
    ],
    [
      "aws_nat_gateway",
      "subnet_id",
      (SubnetId, Tags) => ({
        DescribeNatGateways: { NatGateways: [{ NatGatewayId: "1", SubnetId, State: "available", Tags }] },
      }),
    ],
    [
      "aws_vpc_endpoint",
      "vpc_id",
      (VpcId, Tags) => ({
        DescribeVpcEndpoints: { VpcEndpoints: [{ VpcEndpointId: "1", ServiceName: "s3", VpcId, Tags }] },
      }),
    ],
  ])("finds %s in what it belongs to, and waits until that is known", async (type, key, answers) => {
    const planned = { tags_all, service_name: "s3" };
    expect(await ids(type, { ...planned, [key]: "parent-1" }, answers("parent-1", Tags))).toEqual(["1"]);
    expect(await ids(type, { ...planned, [key]: "parent-1" }, answers("parent-1", OTHER))).toEqual([]);
    expect(await ids(type, { ...planned, [key]: "parent-1" }, answers("parent-2", Tags))).toEqual([]);
    // An answer that is not known would fail.
    expect(await ids(type, planned, {})).toEqual([]);
  });

  it("finds an internet gateway that is attached to the VPC or to none", async () => {
    const InternetGateways = [
      { InternetGatewayId: "igw-1", Attachments: [{ VpcId: "vpc-1" }], Tags },
      { InternetGatewayId: "igw-2", Attachments: [{ VpcId: "vpc-2" }], Tags },
      { InternetGatewayId: "igw-3", Tags },
      { InternetGatewayId: "igw-4", Tags: OTHER },
    ];
    const answers = { DescribeInternetGateways: { InternetGateways } };
    expect(await ids("aws_internet_gateway", { vpc_id: "vpc-1", tags_all }, answers)).toEqual([
      "igw-1",
      "igw-3",
    ]);
  });

  it("finds a security group by its name, or by its tags where EC2 completes the name", async () => {
    const group = (GroupId: string, GroupName: string, found: object[] = []) => ({
      GroupId,
      GroupName,
      VpcId: "vpc-1",
      Tags: found,
    });
    const SecurityGroups = [
      group("sg-1", "slipway-dev-web-2026", Tags),
      group("sg-2", "slipway-dev-web-2025", OTHER),
      group("sg-3", "slipway-dev-lb"),
      { ...group("sg-4", "slipway-dev-lb"), VpcId: "vpc-2" },
    ];
    const found = (name: object) =>
      ids(
        "aws_security_group",
        { vpc_id: "vpc-1", tags_all, ...name },
        { DescribeSecurityGroups: { SecurityGroups } },
      );
    expect(await found({ name_prefix: "slipway-dev-web-" })).toEqual(["sg-1"]);
    expect(await found({ name_prefix: "slipway-dev-api-" })).toEqual([]);
    // One without the tags is refused when the plan has read them.
    expect(await found({ name: "slipway-dev-lb" })).toEqual(["sg-3"]);
  });

  it("finds the key with the description and the environment's tags", async () => {
    const answers: Answers = {
      ListKeys: { Keys: [{ KeyId: "1" }, { KeyId: "2" }, { KeyId: "3" }] },
      DescribeKey: ({ KeyId }) => ({ KeyMetadata: { KeyId, Description: "images", Enabled: KeyId !== "3" } }),
      ListResourceTags: ({ KeyId }) => ({
        Tags: [
          { TagKey: "project", TagValue: "slipway" },
          { TagKey: "environment", TagValue: KeyId === "1" ? "prod" : "dev" },
        ],
      }),
    };
    expect(await ids("aws_kms_key", { description: "images" }, answers)).toEqual(["2"]);
  });

  it("finds the key beside keys whose own policies refuse the caller", async () => {
    const DescribeKey = ({ KeyId }: Record<string, unknown>) =>
      KeyId === "1"
        ? awsError("AccessDeniedException")
        : KeyId === "2"
          ? awsError("NotFoundException")
          : { KeyMetadata: { KeyId, Description: "images", Enabled: true } };
    const answers: Answers = {
      ListKeys: { Keys: [{ KeyId: "1" }, { KeyId: "2" }, { KeyId: "3" }] },
      DescribeKey,
      ListResourceTags: {
        Tags: [
          { TagKey: "project", TagValue: "slipway" },
          { TagKey: "environment", TagValue: "dev" },
        ],
      },
    };
    expect(await ids("aws_kms_key", { description: "images" }, answers)).toEqual(["3"]);
  });

  it("fails when IAM lets the caller describe no key", async () => {
    const refused = (because: string): Answers => ({
      ListKeys: { Keys: [{ KeyId: "1" }] },
      DescribeKey: Object.assign(awsError("AccessDeniedException"), {
        message: `not authorized because ${because}`,
      }),
    });
    const find = (because: string) => ids("aws_kms_key", { description: "images" }, refused(because));
    await expect(find("no identity-based policy allows the action")).rejects.toThrow("not authorized");
    expect(await find("no resource-based policy allows the action")).toEqual([]);
  });
});
