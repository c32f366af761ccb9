import type { SecurityGroup, VpcEndpoint } from "@aws-sdk/client-ec2";
import { judgeReach } from "../../../../cli/operate/access/reach";
import type { TaskNetwork } from "../../../../cli/operate/access/network";
import { holds } from "../../../../cli/operate/access/security";

const https = (peer: object) => [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, ...peer }];
const anywhere = { IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
const tasks = (egress: object[] = https(anywhere)): SecurityGroup => ({
  GroupId: "sg-tasks",
  IpPermissionsEgress: egress,
});
const route = (target: object) => [
  { DestinationCidrBlock: "0.0.0.0/0", State: "active" as const, ...target },
];

function network(routes: object[], change: Partial<TaskNetwork> = {}): TaskNetwork {
  return {
    subnets: [
      { SubnetId: "subnet-a", AvailabilityZone: "eu-west-1a", CidrBlock: "10.0.1.0/24", VpcId: "vpc-1" },
    ],
    routeTables: [
      { RouteTableId: "rtb-a", Associations: [{ SubnetId: "subnet-a" }], Routes: routes },
      { RouteTableId: "rtb-main", Associations: [{ Main: true }], Routes: [] },
    ],
    endpoints: [],
    groups: [tasks()],
    endpointGroups: new Map(),
    publicIp: false,
    ...change,
  };
}
const endpoint = (change: Partial<VpcEndpoint> = {}): VpcEndpoint => ({
  VpcEndpointId: "vpce-1",
  ServiceName: "com.amazonaws.eu-west-1.ecr.api",
  State: "available" as VpcEndpoint["State"],
  VpcEndpointType: "Interface",
  PrivateDnsEnabled: true,
  Groups: [{ GroupId: "sg-endpoint" }],
  ...change,
});
const withEndpoint = (ingress: object[], groups = [tasks()]): Partial<TaskNetwork> => ({
  endpoints: [endpoint()],
  endpointGroups: new Map([["sg-endpoint", { GroupId: "sg-endpoint", IpPermissions: ingress }]]),
  groups,
});
const ecr = { service: "ecr.api", region: "eu-west-1" };
const REPAIR =
  "make a NAT gateway (network.nat) or endpoints (network.endpoints), or give the tasks public addresses (publicIp)";

test.each<[string, TaskNetwork, object]>([
  [
    "a NAT gateway",
    network(route({ NatGatewayId: "nat-1" })),
    { verdict: "pass", found: "by the NAT gateway nat-1" },
  ],
  [
    "an internet gateway, with a public address",
    network(route({ GatewayId: "igw-1" }), { publicIp: true }),
    { verdict: "pass", found: "by the internet gateway igw-1, with a public address" },
  ],
  [
    "an internet gateway, without one",
    network(route({ GatewayId: "igw-1" })),
    {
      verdict: "fail",
      found:
        "subnet-a (eu-west-1a), route table rtb-a: the internet gateway igw-1 takes no task without a public address",
      repair: REPAIR,
    },
  ],
  [
    "a NAT gateway that is gone",
    network(route({ NatGatewayId: "nat-1", State: "blackhole" })),
    {
      verdict: "fail",
      found: "subnet-a (eu-west-1a), route table rtb-a: the route out leads to nat-1, which is gone",
      repair: REPAIR,
    },
  ],
  [
    "no route",
    network([]),
    {
      verdict: "fail",
      found:
        "subnet-a (eu-west-1a), route table rtb-a: no route leads out of the VPC, and no endpoint stands for it",
      repair: REPAIR,
    },
  ],
  [
    "a transit gateway",
    network(route({ TransitGatewayId: "tgw-1" })),
    {
      verdict: "unknown",
      found:
        "subnet-a (eu-west-1a), route table rtb-a: the route out leads to tgw-1, and what follows is not looked at",
    },
  ],
  [
    "a NAT gateway, and a group that lets nothing out",
    network(route({ NatGatewayId: "nat-1" }), { groups: [tasks([])] }),
    {
      verdict: "fail",
      found: "the security groups of the tasks (sg-tasks) let no HTTPS out there",
      repair: "let sg-tasks out on port 443",
    },
  ],
  [
    "a NAT gateway, and a group that lets out to a list",
    network(route({ NatGatewayId: "nat-1" }), {
      groups: [tasks(https({ PrefixListIds: [{ PrefixListId: "pl-1" }] }))],
    }),
    {
      verdict: "unknown",
      found:
        "the security groups of the tasks (sg-tasks) let HTTPS out to lists of addresses, which are not looked at",
    },
  ],
  [
    "an endpoint that lets the VPC in",
    network([], withEndpoint(https({ IpRanges: [{ CidrIp: "10.0.0.0/16" }] }))),
    { verdict: "pass", found: "by the endpoint vpce-1" },
  ],
  [
    "an endpoint that lets the tasks' group in, which lets out to it",
    network(
      [],
      withEndpoint(https({ UserIdGroupPairs: [{ GroupId: "sg-tasks" }] }), [
        tasks(https({ UserIdGroupPairs: [{ GroupId: "sg-endpoint" }] })),
      ]),
    ),
    { verdict: "pass", found: "by the endpoint vpce-1" },
  ],
  [
    "an endpoint that lets nobody in, beside a NAT gateway that no request takes",
    network(route({ NatGatewayId: "nat-1" }), withEndpoint([])),
    {
      verdict: "fail",
      found: "subnet-a (eu-west-1a): the endpoint vpce-1 lets nothing in from the tasks (sg-endpoint)",
      repair: "let sg-tasks in on port 443 of sg-endpoint",
    },
  ],
  [
    "an endpoint that has no private name",
    network(route({ NatGatewayId: "nat-1" }), { endpoints: [endpoint({ PrivateDnsEnabled: false })] }),
    { verdict: "pass", found: "by the NAT gateway nat-1" },
  ],
  [
    "one of two subnets",
    {
      ...network(route({ NatGatewayId: "nat-1" })),
      subnets: [
        { SubnetId: "subnet-a", CidrBlock: "10.0.1.0/24" },
        { SubnetId: "subnet-b", CidrBlock: "10.0.2.0/24" },
      ],
    },
    {
      verdict: "fail",
      found: "subnet-b, route table rtb-main: no route leads out of the VPC, and no endpoint stands for it",
      repair: REPAIR,
    },
  ],
])(
  "by a NAT gateway, an internet gateway or an endpoint; or not, with the repair: %s",
  (_name, where, expected) => {
    expect(judgeReach(where, ecr)).toEqual(expected);
  },
);

test("S3 is reached by the gateway endpoint of the subnet's own table", () => {
  const gateway = (table: string) =>
    endpoint({
      ServiceName: "com.amazonaws.eu-west-1.s3",
      VpcEndpointType: "Gateway",
      PrivateDnsEnabled: false,
      RouteTableIds: [table],
    });
  const s3 = { service: "s3", region: "eu-west-1" };
  expect(judgeReach(network([], { endpoints: [gateway("rtb-a")] }), s3)).toEqual({
    verdict: "pass",
    found: "by the gateway endpoint vpce-1",
  });
  expect(judgeReach(network([], { endpoints: [gateway("rtb-main")] }), s3).verdict).toBe("fail");
  // Another region's S3 is not behind it.
  expect(
    judgeReach(network([], { endpoints: [gateway("rtb-a")] }), { ...s3, region: "us-east-1" }).verdict,
  ).toBe("fail");
});

test("a range holds another one", () => {
  expect(holds("10.0.0.0/16", "10.0.255.0/24")).toBe(true);
  expect(holds("0.0.0.0/0", "10.0.0.0/8")).toBe(true);
  expect(holds("10.0.0.0/16", "10.1.0.0/24")).toBe(false);
  expect(holds("10.0.0.0/24", "10.0.0.0/16")).toBe(false);
});
