import {
  DescribeAddressesCommand,
  DescribeFlowLogsCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { text } from "../../../../plan/resources";
import { filter, tagged } from "./filters";
import { byName, matches, type Finders } from "./finder";

/** VPCs have no names: the tag `Name` and the environment's own tags tell them apart. */
export const NETWORK: Finders = {
  aws_vpc: async (planned, { ec2, tags }) => {
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters: tagged(planned, tags) }));
    return matches(Vpcs.map(({ VpcId }) => VpcId));
  },
  aws_subnet: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const Filters = [filter("vpc-id", vpc), ...tagged(planned, tags)];
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
    return Subnets.map(({ SubnetId }) => SubnetId);
  }),
  aws_internet_gateway: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const Filters = tagged(planned, tags);
    const { InternetGateways = [] } = await ec2.send(new DescribeInternetGatewaysCommand({ Filters }));
    // It may have been created and not attached.
    return InternetGateways.filter(({ Attachments = [] }) =>
      Attachments.every(({ VpcId }) => VpcId === vpc),
    ).map(({ InternetGatewayId }) => InternetGatewayId);
  }),
  aws_route_table: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const Filters = [filter("vpc-id", vpc), ...tagged(planned, tags)];
    const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
    return RouteTables.map(({ RouteTableId }) => RouteTableId);
  }),
  aws_route: byName("route_table_id", async (table, { ec2 }, planned) => {
    const { RouteTables = [] } = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: [filter("route-table-id", table)] }),
    );
    const routes = RouteTables.flatMap(({ Routes = [] }) => Routes);
    const destination =
      text(planned, "destination_cidr_block") ??
      text(planned, "destination_ipv6_cidr_block") ??
      text(planned, "destination_prefix_list_id");
    const isThere = routes.some((route) =>
      [route.DestinationCidrBlock, route.DestinationIpv6CidrBlock, route.DestinationPrefixListId].includes(
        destination,
      ),
    );
    return destination !== undefined && isThere ? [`${table}_${destination}`] : [];
  }),
  aws_route_table_association: byName("route_table_id", async (table, { ec2 }, planned) => {
    const subnet = text(planned, "subnet_id");
    if (subnet === undefined) return [];
    const { RouteTables = [] } = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: [filter("association.subnet-id", subnet)] }),
    );
    return RouteTables.some(({ RouteTableId }) => RouteTableId === table) ? [`${subnet}/${table}`] : [];
  }),
  aws_eip: async (planned, { ec2, tags }) => {
    const { Addresses = [] } = await ec2.send(
      new DescribeAddressesCommand({ Filters: tagged(planned, tags) }),
    );
    return matches(Addresses.map(({ AllocationId }) => AllocationId));
  },
  aws_nat_gateway: byName("subnet_id", async (subnet, { ec2, tags }, planned) => {
    const Filter = [
      filter("subnet-id", subnet),
      filter("state", "pending", "available"),
      ...tagged(planned, tags),
    ];
    const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter }));
    return NatGateways.map(({ NatGatewayId }) => NatGatewayId);
  }),
  aws_vpc_endpoint: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const service = text(planned, "service_name");
    if (service === undefined) return [];
    const Filters = [filter("vpc-id", vpc), filter("service-name", service), ...tagged(planned, tags)];
    const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters }));
    return VpcEndpoints.filter(({ State = "" }) => !/^delet/i.test(State)).map(
      ({ VpcEndpointId }) => VpcEndpointId,
    );
  }),
  aws_flow_log: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const Filter = [filter("resource-id", vpc), ...tagged(planned, tags)];
    const { FlowLogs = [] } = await ec2.send(new DescribeFlowLogsCommand({ Filter }));
    return FlowLogs.map(({ FlowLogId }) => FlowLogId);
  }),
};
