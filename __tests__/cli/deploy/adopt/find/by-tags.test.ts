import type { Answers } from "../fake-account";
import { ids } from "./find";

describe("by its tags", () => {
  const tags_all = { project: "slipway", environment: "dev", team: "shop", Name: "slipway-dev" };
  const FILTERS = [
    { Name: "tag:project", Values: ["slipway"] },
    { Name: "tag:environment", Values: ["dev"] },
    { Name: "tag:Name", Values: ["slipway-dev"] },
  ];

  it("asks EC2 for the environment's own tags and the name, not for tags that a user may have added since", async () => {
    const asked: unknown[] = [];
    const answers = {
      DescribeVpcs: ({ Filters }: Record<string, unknown>) => {
        asked.push(Filters);
        return { Vpcs: [{ VpcId: "vpc-1" }, { VpcId: "vpc-2" }] };
      },
    };
    expect(await ids("aws_vpc", { tags_all }, answers)).toEqual(["vpc-1", "vpc-2"]);
    expect(asked).toEqual([FILTERS]);
  });

  it.each<[string, string, Answers, string]>([
    ["aws_subnet", "vpc_id", { DescribeSubnets: { Subnets: [{ SubnetId: "subnet-1" }] } }, "subnet-1"],
    [
      "aws_route_table",
      "vpc_id",
      { DescribeRouteTables: { RouteTables: [{ RouteTableId: "rtb-1" }] } },
      "rtb-1",
    ],
    ["aws_flow_log", "vpc_id", { DescribeFlowLogs: { FlowLogs: [{ FlowLogId: "fl-1" }] } }, "fl-1"],
    [
      "aws_nat_gateway",
      "subnet_id",
      { DescribeNatGateways: { NatGateways: [{ NatGatewayId: "nat-1" }] } },
      "nat-1",
    ],
  ])("finds %s in what it belongs to, and waits until that is known", async (type, parent, answers, id) => {
    expect(await ids(type, { tags_all, [parent]: "parent-1" }, answers)).toEqual([id]);
    // An answer that is not known would fail.
    expect(await ids(type, { tags_all }, {})).toEqual([]);
  });

  it("finds an internet gateway that is attached to the VPC or to none", async () => {
    const InternetGateways = [
      { InternetGatewayId: "igw-1", Attachments: [{ VpcId: "vpc-1" }] },
      { InternetGatewayId: "igw-2", Attachments: [{ VpcId: "vpc-2" }] },
      { InternetGatewayId: "igw-3" },
    ];
    const answers = { DescribeInternetGateways: { InternetGateways } };
    expect(await ids("aws_internet_gateway", { vpc_id: "vpc-1", tags_all }, answers)).toEqual([
      "igw-1",
      "igw-3",
    ]);
  });

  it("finds a security group by its name, or by its tags where EC2 completes the name", async () => {
    const SecurityGroups = [{ GroupId: "sg-1", GroupName: "slipway-dev-web-2026" }];
    const answers = {
      DescribeSecurityGroups: ({ Filters }: Record<string, unknown>) =>
        JSON.stringify(Filters).includes("tag:Name") ? { SecurityGroups } : { SecurityGroups: [] },
    };
    const planned = { vpc_id: "vpc-1", tags_all };
    expect(await ids("aws_security_group", { ...planned, name_prefix: "slipway-dev-web-" }, answers)).toEqual(
      ["sg-1"],
    );
    expect(await ids("aws_security_group", { ...planned, name_prefix: "slipway-dev-api-" }, answers)).toEqual(
      [],
    );
    expect(await ids("aws_security_group", { ...planned, name: "slipway-dev-lb" }, answers)).toEqual([]);
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
});
