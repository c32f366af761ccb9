import { DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { DescribeClustersCommand, ECSClient, ListServicesCommand } from "@aws-sdk/client-ecs";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeDBInstancesCommand, RDSClient } from "@aws-sdk/client-rds";
import type { ClientOptions } from "../platform/account";

/** What an account holds, by kinds, as the AWS APIs list it. */
export interface Contents {
  readonly services: readonly string[];
  readonly balancers: readonly string[];
  readonly targetGroups: readonly string[];
  /** By their `Name` tags: the names themselves are completed by AWS. */
  readonly securityGroups: readonly string[];
  readonly repositories: readonly string[];
  readonly databases: readonly string[];
  readonly capacityProviders: readonly string[];
  readonly logGroups: readonly string[];
}

export async function accountContents(options: ClientOptions, cluster: string): Promise<Contents> {
  const ecs = new ECSClient(options);
  const elb = new ElasticLoadBalancingV2Client(options);
  const [listed, clusters, balancers, groups, firewalls, repositories, logs, databases] = await Promise.all([
    ecs.send(new ListServicesCommand({ cluster })).catch(() => ({ serviceArns: [] })),
    ecs.send(new DescribeClustersCommand({ clusters: [cluster] })),
    elb.send(new DescribeLoadBalancersCommand({})),
    elb.send(new DescribeTargetGroupsCommand({})),
    new EC2Client(options).send(new DescribeSecurityGroupsCommand({})),
    new ECRClient(options).send(new DescribeRepositoriesCommand({})),
    new CloudWatchLogsClient(options).send(new DescribeLogGroupsCommand({})),
    new RDSClient(options).send(new DescribeDBInstancesCommand({})),
  ]);
  return {
    services: names(listed.serviceArns?.map((arn) => arn.split("/").at(-1))),
    balancers: names(balancers.LoadBalancers?.map(({ LoadBalancerName }) => LoadBalancerName)),
    targetGroups: names(groups.TargetGroups?.map(({ TargetGroupName }) => TargetGroupName)),
    securityGroups: names(
      firewalls.SecurityGroups?.map(({ Tags }) => Tags?.find(({ Key }) => Key === "Name")?.Value),
    ),
    repositories: names(repositories.repositories?.map(({ repositoryName }) => repositoryName)),
    databases: names(databases.DBInstances?.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier)),
    capacityProviders: names(clusters.clusters?.flatMap(({ capacityProviders }) => capacityProviders ?? [])),
    logGroups: names(logs.logGroups?.map(({ logGroupName }) => logGroupName)),
  };
}

const names = (found: readonly (string | undefined)[] = []): string[] =>
  found.filter((name) => name !== undefined).sort();
