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
import { filter, hasTags, tagged, wantedTags } from "./filters";
import { byName, matches, type Finders } from "./finder";

/** VPCs have no names: the tag `Name` and the environment's own tags tell them apart. */
export const NETWORK: Finders = {
  aws_vpc: async (planned, { ec2, tags }) => {
    const wanted = wantedTags(planned, tags);
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters: tagged(wanted) }));
    return matches(Vpcs.filter(({ Tags }) => hasTags(Tags, wanted)).map(({ VpcId }) => VpcId));
  },
  aws_subnet: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const wanted = wantedTags(planned, tags);
    const Filters = [filter("vpc-id", vpc), ...tagged(wanted)];
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
    return Subnets.filter(({ Tags, VpcId }) => VpcId === vpc && hasTags(Tags, wanted)).map(
      ({ SubnetId }) => SubnetId,
    );
  }),
  aws_internet_gateway: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const wanted = wantedTags(planned, tags);
    const { InternetGateways = [] } = await ec2.send(
      new DescribeInternetGatewaysCommand({ Filters: tagged(wanted) }),
    );
    // It may have been created and not attached.
    return InternetGateways.filter(
      ({ Attachments = [], Tags }) =>
        Attachments.every(({ VpcId }) => VpcId === vpc) && hasTags(Tags, wanted),
    ).map(({ InternetGatewayId }) => InternetGatewayId);
  }),
  aws_route_table: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const wanted = wantedTags(planned, tags);
    const Filters = [filter("vpc-id", vpc), ...tagged(wanted)];
    const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
    return RouteTables.filter(({ Tags, VpcId }) => VpcId === vpc && hasTags(Tags, wanted)).map(
      ({ RouteTableId }) => RouteTableId,
    );
  }),
  aws_eip: async (planned, { ec2, tags }) => {
    const wanted = wantedTags(planned, tags);
    const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({ Filters: tagged(wanted) }));
    return matches(
      Addresses.filter(({ Tags }) => hasTags(Tags, wanted)).map(({ AllocationId }) => AllocationId),
    );
  },
  aws_nat_gateway: byName("subnet_id", async (subnet, { ec2, tags }, planned) => {
    const wanted = wantedTags(planned, tags);
    const Filter = [filter("subnet-id", subnet), ...tagged(wanted)];
    const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter }));
    return NatGateways.filter(
      ({ State = "", SubnetId, Tags }) =>
        SubnetId === subnet && /^(pending|available)$/.test(State) && hasTags(Tags, wanted),
    ).map(({ NatGatewayId }) => NatGatewayId);
  }),
  aws_vpc_endpoint: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const service = text(planned, "service_name");
    if (service === undefined) return [];
    const wanted = wantedTags(planned, tags);
    const Filters = [filter("vpc-id", vpc), filter("service-name", service), ...tagged(wanted)];
    const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters }));
    return VpcEndpoints.filter(
      ({ ServiceName, State = "", Tags, VpcId }) =>
        VpcId === vpc && ServiceName === service && !/^delet/i.test(State) && hasTags(Tags, wanted),
    ).map(({ VpcEndpointId }) => VpcEndpointId);
  }),
  aws_flow_log: byName("vpc_id", async (vpc, { ec2, tags }, planned) => {
    const wanted = wantedTags(planned, tags);
    const Filter = [filter("resource-id", vpc), ...tagged(wanted)];
    const { FlowLogs = [] } = await ec2.send(new DescribeFlowLogsCommand({ Filter }));
    return FlowLogs.filter(({ ResourceId, Tags }) => ResourceId === vpc && hasTags(Tags, wanted)).map(
      ({ FlowLogId }) => FlowLogId,
    );
  }),
};
