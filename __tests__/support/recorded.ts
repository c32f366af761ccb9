import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeInternetGatewaysCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient, ListClustersCommand, ListServicesCommand } from "@aws-sdk/client-ecs";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import type { ClientOptions } from "../integration/platform/account";

interface State {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
  }[];
}

/** The attribute of each type by which the account lists it. */
const LISTED: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: "name",
  aws_ecr_repository: "name",
  aws_ecs_cluster: "arn",
  aws_ecs_service: "arn",
  aws_iam_role: "name",
  aws_internet_gateway: "id",
  aws_lb: "arn",
  aws_lb_target_group: "arn",
  aws_s3_bucket: "id",
  aws_security_group: "id",
  aws_subnet: "id",
  aws_vpc: "id",
};

/** Resources as `<type> <name>`, in order. */
type Listed = readonly string[];

/** What an account has, and what the Terraform states in its buckets have of it. */
export class Recorded {
  private readonly s3: S3Client;

  constructor(private readonly options: ClientOptions) {
    this.s3 = new S3Client(options);
  }

  /** Keys of all locks of Terraform. */
  async locks(): Promise<readonly string[]> {
    return (await this.objects()).filter(({ key }) => key.endsWith(".tflock")).map(({ key }) => key);
  }

  /** Resources in the account and in no state, and resources in a state and not in the account. */
  async differences(): Promise<{ readonly unrecorded: Listed; readonly missing: Listed }> {
    const [found, recorded] = await Promise.all([this.resources(), this.inStates()]);
    return {
      unrecorded: found.filter((each) => !recorded.includes(each)),
      missing: recorded.filter((each) => !found.includes(each)),
    };
  }

  /** Removes the states of some stacks, as if no Terraform had saved them. @param stacks `dev/services` */
  async loseStates(...stacks: readonly string[]): Promise<void> {
    const lost = (await this.objects()).filter(({ key }) =>
      stacks.some((stack) => key === `${stack}.tfstate`),
    );
    if (lost.length !== stacks.length) throw new Error(`no state of each of: ${stacks.join(", ")}`);
    await Promise.all(
      lost.map(({ bucket, key }) => this.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))),
    );
  }

  close(): void {
    this.s3.destroy();
  }

  private async objects(): Promise<{ bucket: string; key: string }[]> {
    const { Buckets = [] } = await this.s3.send(new ListBucketsCommand({}));
    const all = await Promise.all(
      Buckets.map(async ({ Name: bucket = "" }) => {
        const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: bucket }));
        return Contents.map(({ Key: key = "" }) => ({ bucket, key }));
      }),
    );
    return all.flat();
  }

  private async inStates(): Promise<string[]> {
    const states = (await this.objects()).filter(({ key }) => key.endsWith(".tfstate"));
    const all = await Promise.all(
      states.map(async ({ bucket, key }) => {
        const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return JSON.parse((await Body?.transformToString()) ?? "") as State;
      }),
    );
    return all
      .flatMap(({ resources }) => resources)
      .filter(({ mode, type }) => mode === "managed" && LISTED[type] !== undefined)
      .flatMap(({ type, instances }) =>
        instances.map(({ attributes }) => `${type} ${String(attributes[LISTED[type] ?? ""])}`),
      )
      .sort();
  }

  /** All resources of the account whose types it knows. */
  async resources(): Promise<string[]> {
    const clients = {
      ec2: new EC2Client(this.options),
      ecr: new ECRClient(this.options),
      ecs: new ECSClient(this.options),
      elb: new ElasticLoadBalancingV2Client(this.options),
      iam: new IAMClient(this.options),
      logs: new CloudWatchLogsClient(this.options),
    };
    const { ec2, ecr, ecs, elb, iam, logs } = clients;
    try {
      const vpcs = (await ec2.send(new DescribeVpcsCommand({}))).Vpcs ?? [];
      // Each account has a default one, with its subnets.
      const own = new Set(vpcs.filter(({ IsDefault }) => IsDefault !== true).map(({ VpcId }) => VpcId));
      const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
      const services = await Promise.all(
        clusterArns.map(
          async (cluster) => (await ecs.send(new ListServicesCommand({ cluster }))).serviceArns ?? [],
        ),
      );
      const listed: Readonly<Record<string, readonly (string | undefined)[]>> = {
        aws_cloudwatch_log_group:
          (await logs.send(new DescribeLogGroupsCommand({}))).logGroups?.map(
            ({ logGroupName }) => logGroupName,
          ) ?? [],
        aws_ecr_repository:
          (await ecr.send(new DescribeRepositoriesCommand({}))).repositories?.map(
            ({ repositoryName }) => repositoryName,
          ) ?? [],
        aws_ecs_cluster: clusterArns,
        aws_ecs_service: services.flat(),
        aws_iam_role:
          (await iam.send(new ListRolesCommand({}))).Roles?.filter(
            ({ Path = "" }) => !Path.startsWith("/aws-service-role/"),
          ).map(({ RoleName }) => RoleName) ?? [],
        aws_internet_gateway:
          (await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways?.filter(
            ({ Attachments = [] }) => !Attachments.some(({ VpcId }) => !own.has(VpcId)),
          ).map(({ InternetGatewayId }) => InternetGatewayId) ?? [],
        aws_lb:
          (await elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers?.map(
            ({ LoadBalancerArn }) => LoadBalancerArn,
          ) ?? [],
        aws_lb_target_group:
          (await elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups?.map(
            ({ TargetGroupArn }) => TargetGroupArn,
          ) ?? [],
        aws_s3_bucket:
          (await this.s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name) ?? [],
        aws_security_group:
          (await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups?.filter(
            ({ GroupName, VpcId }) => GroupName !== "default" && own.has(VpcId),
          ).map(({ GroupId }) => GroupId) ?? [],
        aws_subnet:
          (await ec2.send(new DescribeSubnetsCommand({}))).Subnets?.filter(({ VpcId }) => own.has(VpcId)).map(
            ({ SubnetId }) => SubnetId,
          ) ?? [],
        aws_vpc: [...own],
      };
      return Object.entries(listed)
        .flatMap(([type, names]) => names.map((name) => `${type} ${name ?? ""}`))
        .sort();
    } finally {
      for (const client of Object.values(clients)) client.destroy();
    }
  }
}
