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
import { filter, withTags } from "./filters";
import { byName, matches, type Finders } from "./finder";

/** VPCs have no names: the tag `Name` and the environment's own tags tell them apart. */
export const NETWORK: Finders = {
  aws_vpc: async (planned, { ec2, tags }) => {
    const found = await withTags(planned, tags, async (Filters) => {
      const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters }));
      return Vpcs;
    });
    return matches(found.map(({ VpcId }) => VpcId));
  },
  aws_subnet: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const found = await withTags(planned, tags, async (filters) => {
      const Filters = [filter("vpc-id", vpc), ...filters];
      const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
      return Subnets;
    });
    return found.filter(({ VpcId }) => VpcId === vpc).map(({ SubnetId }) => SubnetId);
  }),
  aws_internet_gateway: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const found = await withTags(planned, tags, async (Filters) => {
      const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({ Filters }));
      return InternetGateways;
    });
    // It may have been created and not attached.
    return found
      .filter(({ Attachments = [] }) => Attachments.every(({ VpcId }) => VpcId === vpc))
      .map(({ InternetGatewayId }) => InternetGatewayId);
  }),
  aws_route_table: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const found = await withTags(planned, tags, async (filters) => {
      const Filters = [filter("vpc-id", vpc), ...filters];
      const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
      return RouteTables;
    });
    return found.filter(({ VpcId }) => VpcId === vpc).map(({ RouteTableId }) => RouteTableId);
  }),
  aws_eip: async (planned, { ec2, tags }) => {
    const found = await withTags(planned, tags, async (Filters) => {
      const { Addresses } = await ec2.send(new DescribeAddressesCommand({ Filters }));
      return Addresses;
    });
    return matches(found.map(({ AllocationId }) => AllocationId));
  },
  aws_nat_gateway: byName("subnet_id", async (subnet, { ec2, tags }, planned) => {
    const found = await withTags(planned, tags, async (filters) => {
      const Filter = [filter("subnet-id", subnet), ...filters];
      const { NatGateways } = await ec2.send(new DescribeNatGatewaysCommand({ Filter }));
      return NatGateways;
    });
    return found
      .filter(({ State = "", SubnetId }) => SubnetId === subnet && /^(pending|available)$/.test(State))
      .map(({ NatGatewayId }) => NatGatewayId);
  }),
  aws_vpc_endpoint: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const service = text(planned, "service_name");
    if (service === undefined) return [];
    const found = await withTags(planned, tags, async (filters) => {
      const Filters = [filter("vpc-id", vpc), filter("service-name", service), ...filters];
      const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters }));
      return VpcEndpoints;
    });
    return found
      .filter(
        ({ ServiceName, State = "", VpcId }) =>
          VpcId === vpc && ServiceName === service && !/^delet/i.test(State),
      )
      .map(({ VpcEndpointId }) => VpcEndpointId);
  }),
  aws_flow_log: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const found = await withTags(planned, tags, async (filters) => {
      const Filter = [filter("resource-id", vpc), ...filters];
      const { FlowLogs } = await ec2.send(new DescribeFlowLogsCommand({ Filter }));
      return FlowLogs;
    });
    return found.filter(({ ResourceId }) => ResourceId === vpc).map(({ FlowLogId }) => FlowLogId);
  }),
};
