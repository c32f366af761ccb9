import type { NetworkConfiguration } from "@aws-sdk/client-ecs";
import {
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  type EC2Client,
  type RouteTable,
  type SecurityGroup,
  type Subnet,
  type VpcEndpoint,
} from "@aws-sdk/client-ec2";

/** Where the tasks of a service are, and what lies around them. */
export interface TaskNetwork {
  readonly subnets: readonly Subnet[];
  /** Of the VPC. */
  readonly routeTables: readonly RouteTable[];
  /** Of the VPC. */
  readonly endpoints: readonly VpcEndpoint[];
  /** Those of the tasks. */
  readonly groups: readonly SecurityGroup[];
  /** Those of interface endpoints, by their ids. */
  readonly endpointGroups: ReadonlyMap<string, SecurityGroup>;
  readonly publicIp: boolean;
}

/** `undefined` for tasks that share the network of their instances. */
export async function taskNetwork(
  ec2: EC2Client,
  { awsvpcConfiguration }: NetworkConfiguration,
): Promise<TaskNetwork | undefined> {
  if (awsvpcConfiguration === undefined) return undefined;
  const { assignPublicIp, securityGroups = [], subnets: SubnetIds = [] } = awsvpcConfiguration;
  const { Subnets: subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds }));
  const ofVpc = [{ Name: "vpc-id", Values: [subnets[0]?.VpcId ?? ""] }];
  const [{ RouteTables: routeTables = [] }, { VpcEndpoints: endpoints = [] }] = await Promise.all([
    ec2.send(new DescribeRouteTablesCommand({ Filters: ofVpc })),
    ec2.send(new DescribeVpcEndpointsCommand({ Filters: ofVpc })),
  ]);
  const ofEndpoints = endpoints.flatMap(({ Groups = [] }) => Groups.map(({ GroupId = "" }) => GroupId));
  const GroupIds = [...new Set([...securityGroups, ...ofEndpoints])];
  const { SecurityGroups: groups = [] } =
    GroupIds.length === 0 ? {} : await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds }));
  return {
    subnets,
    routeTables,
    endpoints,
    groups: groups.filter(({ GroupId = "" }) => securityGroups.includes(GroupId)),
    endpointGroups: new Map(groups.map((group) => [group.GroupId ?? "", group])),
    publicIp: assignPublicIp === "ENABLED",
  };
}
