import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
} from "@aws-sdk/client-ecr";
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListTasksCommand,
  type Cluster,
  type Service,
} from "@aws-sdk/client-ecs";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
/** What every client of the account is made with. */
export interface ClientOptions {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly forcePathStyle?: boolean;
}

/** What the AWS API says of an account: the tests' only source, never Terraform's state. */
export class Account {
  private readonly ecs: ECSClient;
  private readonly ecr: ECRClient;
  private readonly elb: ElasticLoadBalancingV2Client;
  private readonly logs: CloudWatchLogsClient;
  private readonly iam: IAMClient;
  private readonly s3: S3Client;
  private readonly secrets: SecretsManagerClient;

  constructor(private readonly options: ClientOptions) {
    this.ecs = new ECSClient(options);
    this.ecr = new ECRClient(options);
    this.elb = new ElasticLoadBalancingV2Client(options);
    this.logs = new CloudWatchLogsClient(options);
    this.iam = new IAMClient(options);
    this.s3 = new S3Client(options);
    this.secrets = new SecretsManagerClient(options);
  }

  async createSecret(Name: string, SecretString: string): Promise<void> {
    await this.secrets.send(new CreateSecretCommand({ Name, SecretString }));
  }

  async deleteSecret(SecretId: string): Promise<void> {
    await this.secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  }

  /** Writes lines of this moment, all with the same time. */
  async writeLines(logGroupName: string, logStreamName: string, lines: readonly string[]): Promise<string> {
    await this.logs
      .send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
      .catch((error: unknown) => {
        if ((error as Error).name !== "ResourceAlreadyExistsException") throw error;
      });
    const timestamp = Date.now();
    const logEvents = lines.map((message) => ({ message, timestamp }));
    await this.logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
    return logStreamName;
  }

  /** A SecureString of SSM; the emulators look at no signature, so that no client of its own is needed for one call. */
  async createParameter(Name: string, Value: string): Promise<void> {
    const { endpoint, region } = this.options;
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AmazonSSM.PutParameter",
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/ssm/aws4_request, SignedHeaders=host, Signature=none`,
      },
      body: JSON.stringify({ Name, Value, Type: "SecureString" }),
    });
    if (!answer.ok) throw new Error(`parameter ${Name}: ${await answer.text()}`);
  }

  async cluster(name: string): Promise<Cluster | undefined> {
    return (await this.ecs.send(new DescribeClustersCommand({ clusters: [name] }))).clusters?.[0];
  }

  async clusterArns(): Promise<string[]> {
    return (await this.ecs.send(new ListClustersCommand({}))).clusterArns ?? [];
  }

  /** By name; a service that is not there is not in the answer. */
  async services(cluster: string, names: string[]): Promise<Record<string, Service>> {
    const { services = [] } = await this.ecs.send(new DescribeServicesCommand({ cluster, services: names }));
    return Object.fromEntries(services.map((service) => [service.serviceName ?? "", service]));
  }

  /** Name and status of each container of the service's running tasks. */
  async taskContainers(cluster: string, serviceName: string): Promise<(string | undefined)[][]> {
    const { taskArns = [] } = await this.ecs.send(new ListTasksCommand({ cluster, serviceName }));
    const { tasks = [] } = await this.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    return tasks.flatMap(({ containers = [] }) =>
      containers.map(({ name, lastStatus }) => [name, lastStatus]),
    );
  }

  async taskDefinition(taskDefinition: string | undefined) {
    return (await this.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition;
  }

  /** A repository that no environment has made. */
  async createRepository(repositoryName: string): Promise<void> {
    await this.ecr.send(new CreateRepositoryCommand({ repositoryName }));
  }

  async repositories() {
    return (await this.ecr.send(new DescribeRepositoriesCommand({}))).repositories ?? [];
  }

  async imageTags(repositoryName: string): Promise<string[]> {
    const { imageDetails = [] } = await this.ecr.send(new DescribeImagesCommand({ repositoryName }));
    return imageDetails.flatMap(({ imageTags = [] }) => imageTags);
  }

  async lifecycleRules(repositoryName: string): Promise<unknown[]> {
    const { lifecyclePolicyText = "" } = await this.ecr.send(
      new GetLifecyclePolicyCommand({ repositoryName }),
    );
    return (JSON.parse(lifecyclePolicyText) as { rules: unknown[] }).rules;
  }

  async balancers() {
    return (await this.elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers ?? [];
  }

  /** Path patterns of the first listener's rules, in the order in which they are tried; without the default. */
  async rulePaths(LoadBalancerArn: string | undefined): Promise<(string | undefined)[]> {
    const { Listeners = [] } = await this.elb.send(new DescribeListenersCommand({ LoadBalancerArn }));
    const ListenerArn = Listeners[0]?.ListenerArn;
    const { Rules = [] } = await this.elb.send(new DescribeRulesCommand({ ListenerArn }));
    return Rules.filter(({ IsDefault }) => IsDefault !== true)
      .sort((a, b) => Number(a.Priority) - Number(b.Priority))
      .map(
        ({ Conditions }) => Conditions?.[0]?.PathPatternConfig?.Values?.[0] ?? Conditions?.[0]?.Values?.[0],
      );
  }

  async rolePolicy(RoleName: string, PolicyName: string) {
    const { PolicyDocument = "" } = await this.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    return (JSON.parse(decodeURIComponent(PolicyDocument)) as { Statement: Statement[] }).Statement;
  }

  /** Days of retention by group name; of all groups without a prefix. */
  async logRetention(logGroupNamePrefix?: string): Promise<Record<string, number | undefined>> {
    const { logGroups = [] } = await this.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
    return Object.fromEntries(
      logGroups.map(({ logGroupName = "", retentionInDays }) => [logGroupName, retentionInDays] as const),
    );
  }

  async logText(logGroupName: string): Promise<string> {
    const { events = [] } = await this.logs.send(new FilterLogEventsCommand({ logGroupName }));
    return events.map(({ message }) => message).join("\n");
  }

  async bucketProtection(Bucket: string) {
    const [versioning, encryption, access, policy] = await Promise.all([
      this.s3.send(new GetBucketVersioningCommand({ Bucket })),
      this.s3.send(new GetBucketEncryptionCommand({ Bucket })),
      this.s3.send(new GetPublicAccessBlockCommand({ Bucket })),
      this.s3.send(new GetBucketPolicyCommand({ Bucket })),
    ]);
    const rule = encryption.ServerSideEncryptionConfiguration?.Rules?.[0];
    return {
      versioning: versioning.Status,
      encryption: rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
      access: access.PublicAccessBlockConfiguration,
      statements: (JSON.parse(policy.Policy ?? "{}") as { Statement: unknown[] }).Statement,
    };
  }

  async objectKeys(Bucket: string): Promise<string[]> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map(({ Key = "" }) => Key);
  }

  async objectText(Bucket: string, Key: string): Promise<string> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  }
}

interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
}
