import type { Route, RouteTable, Subnet, VpcEndpoint } from "@aws-sdk/client-ec2";
import { fail, pass, unknown, type Judgement, type Verdict } from "./model";
import type { TaskNetwork } from "./network";
import { letsIn, letsOut, namesList } from "./security";

/** A service of AWS that tasks call by HTTPS to start; `undefined` stands for any address of the internet. */
export interface Destination {
  /** As its endpoints are called, for example `ecr.dkr`. */
  readonly service?: string | undefined;
  readonly region: string;
}

const ANYWHERE = "0.0.0.0/0";
const WORST: readonly Verdict[] = ["fail", "unknown", "pass"];

/** Whether tasks reach a service from every one of their subnets, by what routes, endpoints and security groups say. */
export function judgeReach(network: TaskNetwork, { region, service }: Destination): Judgement {
  const named = network.endpoints.filter(
    ({ ServiceName = "", State = "" }) =>
      service !== undefined &&
      ServiceName.endsWith(`.${region}.${service}`) &&
      State.toLowerCase() === "available",
  );
  // Its private name leads there from the whole VPC, also where there is another way.
  const endpoint = named.find(
    (each) => each.VpcEndpointType === "Interface" && each.PrivateDnsEnabled === true,
  );
  const judged = network.subnets.map((subnet) =>
    endpoint === undefined
      ? judgeSubnet(
          network,
          subnet,
          named.filter((each) => each.VpcEndpointType === "Gateway"),
        )
      : judgeEndpoint(network, subnet, endpoint),
  );
  const [worst] = [...judged].sort((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict));
  return worst ?? unknown("the service has no subnets");
}

function judgeEndpoint(network: TaskNetwork, subnet: Subnet, endpoint: VpcEndpoint): Judgement {
  const name = endpoint.VpcEndpointId ?? "";
  const ids = (endpoint.Groups ?? []).map(({ GroupId = "" }) => GroupId);
  const groups = ids.flatMap((id) => network.endpointGroups.get(id) ?? []);
  const own = network.groups.map(({ GroupId }) => GroupId);
  const comesIn =
    letsIn(groups, { cidr: subnet.CidrBlock }) || own.some((group) => letsIn(groups, { group }));
  if (!comesIn) {
    return fail(
      `${subnetName(subnet)}: the endpoint ${name} lets nothing in from the tasks (${ids.join(", ")})`,
      `let ${own.join(", ")} in on port 443 of ${ids.join(", ")}`,
    );
  }
  const goesOut =
    letsOut(network.groups, { cidr: subnet.CidrBlock }) ||
    ids.some((group) => letsOut(network.groups, { group }));
  return goesOut ? pass(`by the endpoint ${name}`) : closed(network);
}

function judgeSubnet(network: TaskNetwork, subnet: Subnet, gateways: readonly VpcEndpoint[]): Judgement {
  const table = tableOf(network.routeTables, subnet);
  if (table === undefined) return unknown(`${subnetName(subnet)}: it has no route table that could be read`);
  const gateway = gateways.find(({ RouteTableIds = [] }) => RouteTableIds.includes(table.RouteTableId ?? ""));
  if (gateway !== undefined) {
    const isOpen = letsOut(network.groups, { cidr: ANYWHERE }) || namesList(network.groups);
    return isOpen ? pass(`by the gateway endpoint ${gateway.VpcEndpointId ?? ""}`) : closed(network);
  }
  const way = judgeRoute(network, subnet, table);
  if (way.verdict === "fail" || letsOut(network.groups, { cidr: ANYWHERE })) return way;
  return closed(network);
}

/** The way to the internet. */
function judgeRoute(
  { publicIp }: TaskNetwork,
  subnet: Subnet,
  { Routes = [], RouteTableId = "" }: RouteTable,
): Judgement {
  const route = Routes.find(({ DestinationCidrBlock }) => DestinationCidrBlock === ANYWHERE);
  const where = `${subnetName(subnet)}, route table ${RouteTableId}`;
  const repair =
    "make a NAT gateway (network.nat) or endpoints (network.endpoints), or give the tasks public addresses (publicIp)";
  if (route === undefined)
    return fail(`${where}: no route leads out of the VPC, and no endpoint stands for it`, repair);
  const target = targetOf(route);
  if (route.State === "blackhole")
    return fail(`${where}: the route out leads to ${target}, which is gone`, repair);
  if (route.NatGatewayId !== undefined) return pass(`by the NAT gateway ${target}`);
  if (route.GatewayId?.startsWith("igw-") === true) {
    return publicIp
      ? pass(`by the internet gateway ${target}, with a public address`)
      : fail(`${where}: the internet gateway ${target} takes no task without a public address`, repair);
  }
  return unknown(`${where}: the route out leads to ${target}, and what follows is not looked at`);
}

const targetOf = (route: Route): string =>
  route.NatGatewayId ??
  route.GatewayId ??
  route.TransitGatewayId ??
  route.NetworkInterfaceId ??
  route.InstanceId ??
  route.VpcPeeringConnectionId ??
  "an unknown target";

/** The subnet's own, or the main one of the VPC. */
function tableOf(tables: readonly RouteTable[], { SubnetId }: Subnet): RouteTable | undefined {
  const own = tables.find(({ Associations = [] }) => Associations.some((each) => each.SubnetId === SubnetId));
  return own ?? tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main === true));
}

const subnetName = ({ AvailabilityZone, SubnetId = "" }: Subnet): string =>
  AvailabilityZone === undefined ? SubnetId : `${SubnetId} (${AvailabilityZone})`;

function closed({ groups }: TaskNetwork): Judgement {
  const ids = groups.map(({ GroupId = "" }) => GroupId).join(", ");
  return namesList(groups)
    ? unknown(
        `the security groups of the tasks (${ids}) let HTTPS out to lists of addresses, which are not looked at`,
      )
    : fail(`the security groups of the tasks (${ids}) let no HTTPS out there`, `let ${ids} out on port 443`);
}
