import {
  DescribeDBClusterParameterGroupsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBSubnetGroupsCommand,
} from "@aws-sdk/client-rds";
import { byName, type Finder, type Finders } from "./finder";

const isKept = (status: string | undefined): boolean => status !== "deleting";

const instance: Finder = byName("identifier", async (DBInstanceIdentifier, { rds }) => {
  const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
  return DBInstances.filter(({ DBInstanceStatus }) => isKept(DBInstanceStatus)).map(
    (found) => found.DBInstanceIdentifier,
  );
});

export const RDS: Finders = {
  aws_db_instance: instance,
  aws_rds_cluster_instance: instance,
  aws_rds_cluster: byName("cluster_identifier", async (DBClusterIdentifier, { rds }) => {
    const { DBClusters = [] } = await rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier }));
    return DBClusters.filter(({ Status }) => isKept(Status)).map((found) => found.DBClusterIdentifier);
  }),
  aws_db_subnet_group: byName("name", async (DBSubnetGroupName, { rds }) => {
    const { DBSubnetGroups = [] } = await rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName }));
    return DBSubnetGroups.map((found) => found.DBSubnetGroupName);
  }),
  aws_db_parameter_group: byName("name", async (DBParameterGroupName, { rds }) => {
    const { DBParameterGroups = [] } = await rds.send(
      new DescribeDBParameterGroupsCommand({ DBParameterGroupName }),
    );
    return DBParameterGroups.map((found) => found.DBParameterGroupName);
  }),
  aws_rds_cluster_parameter_group: byName("name", async (DBClusterParameterGroupName, { rds }) => {
    const { DBClusterParameterGroups = [] } = await rds.send(
      new DescribeDBClusterParameterGroupsCommand({ DBClusterParameterGroupName }),
    );
    return DBClusterParameterGroups.map((found) => found.DBClusterParameterGroupName);
  }),
};
