import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateRepositoryCommand, ECRClient, GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  type ContainerDefinition,
  type RegisterTaskDefinitionCommandInput,
  type Service,
} from "@aws-sdk/client-ecs";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { balancerAddress } from "../../../emulator/balancer";
import type { Emulator } from "../../../emulator/find";
import { get } from "../../../emulator/loopback";
import { pushServer } from "../../integration/emulator/support";
import { SERVER } from "./server";
import { ACCOUNT, REGION } from "./terraform";

const CLUSTER = "probe";
const REPOSITORY = "probe/server";

/** What a probe of containers needs: clients, a cluster, a network, and an image in the engine's own registry. */
export class Bench {
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly forcePathStyle: boolean;
  };
  readonly ecs: ECSClient;
  readonly ecr: ECRClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
  readonly iam: IAMClient;
  private readonly ec2: EC2Client;
  private subnets: string[] = [];
  private vpc = "";

  private constructor(readonly emulator: Emulator) {
    const { endpoint } = emulator;
    this.client = {
      endpoint,
      region: REGION,
      credentials: { accessKeyId: ACCOUNT, secretAccessKey: "emulator" },
      forcePathStyle: true,
    };
    this.ecs = new ECSClient(this.client);
    this.ecr = new ECRClient(this.client);
    this.elb = new ElasticLoadBalancingV2Client(this.client);
    this.logs = new CloudWatchLogsClient(this.client);
    this.s3 = new S3Client(this.client);
    this.secrets = new SecretsManagerClient(this.client);
    this.iam = new IAMClient(this.client);
    this.ec2 = new EC2Client(this.client);
  }

  static async start(emulator: Emulator): Promise<Bench> {
    const bench = new Bench(emulator);
    const { Vpc } = await bench.ec2.send(new CreateVpcCommand({ CidrBlock: "10.61.0.0/16" }));
    bench.vpc = Vpc?.VpcId ?? "";
    for (const [index, AvailabilityZone] of ["us-east-1a", "us-east-1b"].entries()) {
      const CidrBlock = `10.61.${index}.0/24`;
      const { Subnet } = await bench.ec2.send(
        new CreateSubnetCommand({ VpcId: bench.vpc, CidrBlock, AvailabilityZone }),
      );
      bench.subnets.push(Subnet?.SubnetId ?? "");
    }
    await bench.ecs.send(new CreateClusterCommand({ clusterName: CLUSTER }));
    await bench.logs.send(new CreateLogGroupCommand({ logGroupName: "/probe/tasks" }));
    await bench.push(REPOSITORY, "v1");
    return bench;
  }

  get image(): string {
    return `${this.emulator.registry}/${REPOSITORY}:v1`;
  }

  /** Signs in with the engine's token and pushes the server, as `docker push` does; another tag is another image. */
  async push(repositoryName: string, tag: string): Promise<void> {
    await this.ecr.send(new CreateRepositoryCommand({ repositoryName })).catch((error: unknown) => {
      if ((error as Error).name !== "RepositoryAlreadyExistsException") throw error;
    });
    const { authorizationData } = await this.ecr.send(new GetAuthorizationTokenCommand({}));
    const token = Buffer.from(authorizationData?.[0]?.authorizationToken ?? "", "base64").toString();
    const [username = "", password = ""] = token.split(":");
    await pushServer({
      registry: this.emulator.registry,
      repositoryName,
      tag,
      server: SERVER,
      steps: `LABEL tag=${tag}\nRUN mkdir /shared && chmod 777 /shared\n`,
      auth: { username, password },
    });
  }

  /** A container of the pushed image that writes to the log group. */
  container(
    name: string,
    environment: Record<string, string>,
    more: Partial<ContainerDefinition> = {},
  ): ContainerDefinition {
    return {
      name,
      image: this.image,
      essential: true,
      environment: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "/probe/tasks",
          "awslogs-region": REGION,
          "awslogs-stream-prefix": name,
        },
      },
      ...more,
    };
  }

  async taskDefinition(
    family: string,
    containerDefinitions: ContainerDefinition[],
    more: Partial<RegisterTaskDefinitionCommandInput> = {},
  ): Promise<string> {
    const { taskDefinition } = await this.ecs.send(
      new RegisterTaskDefinitionCommand({
        family,
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: "256",
        memory: "512",
        containerDefinitions,
        ...more,
      }),
    );
    return taskDefinition?.taskDefinitionArn ?? "";
  }

  /** A balancer with one listener and one target group; gives the group's ARN. */
  async balancer(name: string): Promise<{ readonly group: string; readonly listener: string }> {
    const { TargetGroups } = await this.elb.send(
      new CreateTargetGroupCommand({
        Name: name,
        Protocol: "HTTP",
        Port: 3000,
        TargetType: "ip",
        VpcId: this.vpc,
        HealthCheckPath: "/health",
        HealthCheckIntervalSeconds: 5,
        HealthCheckTimeoutSeconds: 2,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 2,
      }),
    );
    const group = TargetGroups?.[0]?.TargetGroupArn ?? "";
    const { LoadBalancers } = await this.elb.send(
      new CreateLoadBalancerCommand({ Name: name, Subnets: this.subnets, Type: "application" }),
    );
    const { Listeners } = await this.elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
        Protocol: "HTTP",
        Port: 80,
        DefaultActions: [{ Type: "forward", TargetGroupArn: group }],
      }),
    );
    return { group, listener: Listeners?.[0]?.ListenerArn ?? "" };
  }

  async service(
    serviceName: string,
    taskDefinition: string,
    { group, count = 1 }: { readonly group?: string; readonly count?: number } = {},
  ): Promise<void> {
    await this.ecs.send(
      new CreateServiceCommand({
        cluster: CLUSTER,
        serviceName,
        taskDefinition,
        desiredCount: count,
        launchType: "FARGATE",
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
        // A group without any rule: on AWS nothing could reach the tasks.
        networkConfiguration: { awsvpcConfiguration: { subnets: this.subnets } },
        ...(group !== undefined && {
          loadBalancers: [{ targetGroupArn: group, containerName: "web", containerPort: 3000 }],
        }),
      }),
    );
  }

  async describe(name: string): Promise<Service | undefined> {
    const { services } = await this.ecs.send(
      new DescribeServicesCommand({ cluster: CLUSTER, services: [name] }),
    );
    return services?.[0];
  }

  get cluster(): string {
    return CLUSTER;
  }

  /** One request through a balancer; the error's text where there is no answer. */
  async ask(balancer: string, path: string): Promise<{ readonly status: number; readonly body: string }> {
    try {
      return await get(`${await balancerAddress(this.emulator, balancer)}${path}`, 15_000);
    } catch (error) {
      return { status: 0, body: String(error) };
    }
  }
}

/** Asks again until the answer is the wanted one; gives the last answer when the time is over. */
export async function within<T>(
  seconds: number,
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
): Promise<T> {
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > limit) return answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
