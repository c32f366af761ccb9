import type { Answers } from "../fake-account";
import { ids } from "./find";

describe("by what it belongs to", () => {
  it("finds a route by its table and destination", async () => {
    const answers = {
      DescribeRouteTables: {
        RouteTables: [{ RouteTableId: "rtb-1", Routes: [{ DestinationCidrBlock: "0.0.0.0/0" }] }],
      },
    };
    const planned = { route_table_id: "rtb-1", destination_cidr_block: "0.0.0.0/0" };
    expect(await ids("aws_route", planned, answers)).toEqual(["rtb-1_0.0.0.0/0"]);
    expect(await ids("aws_route", { ...planned, destination_cidr_block: "10.0.0.0/8" }, answers)).toEqual([]);
  });

  it("finds the association of a subnet with its own table only", async () => {
    const answers = {
      DescribeRouteTables: {
        RouteTables: [{ RouteTableId: "rtb-1", Associations: [{ SubnetId: "subnet-1" }] }],
      },
    };
    const planned = { subnet_id: "subnet-1", route_table_id: "rtb-1" };
    expect(await ids("aws_route_table_association", planned, answers)).toEqual(["subnet-1/rtb-1"]);
    expect(
      await ids("aws_route_table_association", { ...planned, route_table_id: "rtb-2" }, answers),
    ).toEqual([]);
  });

  it("finds a listener by its port, and a rule by its priority", async () => {
    const listeners = {
      DescribeListeners: {
        Listeners: [
          { Port: 80, ListenerArn: "arn:80" },
          { Port: 443, ListenerArn: "arn:443" },
        ],
      },
    };
    expect(await ids("aws_lb_listener", { load_balancer_arn: "arn:lb", port: 443 }, listeners)).toEqual([
      "arn:443",
    ]);
    const rules = {
      DescribeRules: {
        Rules: [
          { Priority: "default", RuleArn: "arn:d" },
          { Priority: "7", RuleArn: "arn:7" },
        ],
      },
    };
    expect(await ids("aws_lb_listener_rule", { listener_arn: "arn:80", priority: 7 }, rules)).toEqual([
      "arn:7",
    ]);
  });

  it("finds a rule on a later page", async () => {
    const answers: Answers = {
      DescribeRules: ({ Marker }) =>
        Marker === "2"
          ? { Rules: [{ Priority: "7", RuleArn: "arn:7" }] }
          : { Rules: [{ Priority: "1", RuleArn: "arn:1" }], NextMarker: "2" },
    };
    expect(await ids("aws_lb_listener_rule", { listener_arn: "arn:80", priority: 7 }, answers)).toEqual([
      "arn:7",
    ]);
  });

  const RULES = {
    DescribeSecurityGroupRules: {
      SecurityGroupRules: [
        {
          GroupId: "sg-1",
          SecurityGroupRuleId: "sgr-1",
          IsEgress: false,
          IpProtocol: "tcp",
          FromPort: 80,
          ToPort: 80,
          CidrIpv4: "0.0.0.0/0",
        },
        {
          GroupId: "sg-1",
          SecurityGroupRuleId: "sgr-2",
          IsEgress: false,
          IpProtocol: "tcp",
          FromPort: 80,
          ToPort: 80,
          ReferencedGroupInfo: { GroupId: "sg-2" },
        },
        {
          GroupId: "sg-1",
          SecurityGroupRuleId: "sgr-3",
          IsEgress: true,
          IpProtocol: "-1",
          FromPort: -1,
          ToPort: -1,
          CidrIpv4: "0.0.0.0/0",
        },
      ],
    },
  };
  it.each<[string, object, readonly string[]]>([
    ["ingress", { ip_protocol: "tcp", from_port: 80, to_port: 80, cidr_ipv4: "0.0.0.0/0" }, ["sgr-1"]],
    [
      "ingress",
      { ip_protocol: "tcp", from_port: 80, to_port: 80, referenced_security_group_id: "sg-2" },
      ["sgr-2"],
    ],
    ["ingress", { ip_protocol: "tcp", from_port: 80, to_port: 80 }, []],
    ["ingress", { ip_protocol: "tcp", from_port: 81, to_port: 81, cidr_ipv4: "0.0.0.0/0" }, []],
    ["egress", { ip_protocol: "-1", from_port: null, to_port: null, cidr_ipv4: "0.0.0.0/0" }, ["sgr-3"]],
    ["egress", { ip_protocol: "tcp", from_port: 80, to_port: 80, cidr_ipv4: "0.0.0.0/0" }, []],
  ])("finds the %s rule of a group with the same ports and peer: %j", async (kind, planned, expected) => {
    const type = `aws_vpc_security_group_${kind}_rule`;
    expect(await ids(type, { security_group_id: "sg-1", ...planned }, RULES)).toEqual(expected);
  });

  it("finds the mount target of a subnet, and the access point of a path", async () => {
    const targets = {
      DescribeMountTargets: { MountTargets: [{ MountTargetId: "fsmt-1", SubnetId: "subnet-1" }] },
    };
    expect(
      await ids("aws_efs_mount_target", { file_system_id: "fs-1", subnet_id: "subnet-1" }, targets),
    ).toEqual(["fsmt-1"]);
    const Tags = [
      { Key: "project", Value: "slipway" },
      { Key: "environment", Value: "dev" },
    ];
    const point = (AccessPointId: string, Path: string, tags = Tags) => ({
      AccessPointId,
      RootDirectory: { Path },
      Tags: tags,
    });
    const points = {
      DescribeAccessPoints: {
        AccessPoints: [point("fsap-1", "/a"), point("fsap-2", "/b"), point("fsap-3", "/a", [])],
      },
    };
    const planned = { file_system_id: "fs-1", root_directory: [{ path: "/a" }] };
    expect(await ids("aws_efs_access_point", planned, points)).toEqual(["fsap-1"]);
  });
});
