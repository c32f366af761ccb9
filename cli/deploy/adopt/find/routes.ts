import { DescribeRouteTablesCommand } from "@aws-sdk/client-ec2";
import { text } from "../../../../plan/resources";
import { filter } from "./filters";
import { byName, type Finders } from "./finder";

/** What route tables have; it has no tags of its own. */
export const ROUTES: Finders = {
  aws_route: byName("route_table_id", async (table, { ec2 }, planned) => {
    const { RouteTables = [] } = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: [filter("route-table-id", table)] }),
    );
    const routes = RouteTables.filter(({ RouteTableId }) => RouteTableId === table).flatMap(
      ({ Routes = [] }) => Routes,
    );
    const destination =
      text(planned, "destination_cidr_block") ??
      text(planned, "destination_ipv6_cidr_block") ??
      text(planned, "destination_prefix_list_id");
    const exists = routes.some((route) =>
      [route.DestinationCidrBlock, route.DestinationIpv6CidrBlock, route.DestinationPrefixListId].includes(
        destination,
      ),
    );
    return destination !== undefined && exists ? [`${table}_${destination}`] : [];
  }),
  aws_route_table_association: byName("route_table_id", async (table, { ec2 }, planned) => {
    const subnet = text(planned, "subnet_id");
    if (subnet === undefined) return [];
    const { RouteTables = [] } = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: [filter("association.subnet-id", subnet)] }),
    );
    const exists = RouteTables.some(
      ({ Associations = [], RouteTableId }) =>
        RouteTableId === table && Associations.some(({ SubnetId }) => SubnetId === subnet),
    );
    return exists ? [`${subnet}/${table}`] : [];
  }),
};
