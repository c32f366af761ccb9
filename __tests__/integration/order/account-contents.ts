import { DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { DescribeClustersCommand, ECSClient, ListServicesCommand } from "@aws-sdk/client-ecs";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
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
    databaseIds(options),
  ]);
  return {
    services: names(listed.serviceArns?.map((arn) => arn.split("/").at(-1))),
    balancers: names(balancers.LoadBalancers?.map(({ LoadBalancerName }) => LoadBalancerName)),
    targetGroups: names(groups.TargetGroups?.map(({ TargetGroupName }) => TargetGroupName)),
    securityGroups: names(
      firewalls.SecurityGroups?.map(({ Tags }) => Tags?.find(({ Key }) => Key === "Name")?.Value),
    ),
    repositories: names(repositories.repositories?.map(({ repositoryName }) => repositoryName)),
    databases,
    capacityProviders: names(clusters.clusters?.flatMap(({ capacityProviders }) => capacityProviders ?? [])),
    logGroups: names(logs.logGroups?.map(({ logGroupName }) => logGroupName)),
  };
}

const names = (found: readonly (string | undefined)[] = []): string[] =>
  found.filter((name) => name !== undefined).sort();

/** The emulators look at no signature, so that no client of its own is needed for one call. */
async function databaseIds({ endpoint, region }: ClientOptions): Promise<string[]> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/rds/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: "Action=DescribeDBInstances&Version=2014-10-31",
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return [...text.matchAll(/<DBInstanceIdentifier>([^<]*)</g)].map(([, id = ""]) => id).sort();
}
