import { CreateRepositoryCommand, ECRClient } from "@aws-sdk/client-ecr";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  type ContainerDefinition,
  type Service,
  type ServiceDeployment,
} from "@aws-sdk/client-ecs";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Emulator } from "../../../emulator/find";
import { startEmulator } from "../../../emulator/start";
import { credentials, emulatorImageFor, eventually, pushServer, region } from "./support";

interface ServiceOptions {
  readonly group?: string;
  /** @default true */
  readonly rollback?: boolean;
  /** @default 2 */
  readonly count?: number;
  readonly graceSeconds?: number;
}

/** A cluster on a MiniStack of its own, whose services run the server of `pushServer`. */
export class Services {
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly endpoint: string;

  private constructor(
    private readonly emulator: Emulator,
    readonly cluster: string,
    private readonly image: string,
  ) {
    this.endpoint = emulator.endpoint;
    const client = { endpoint: emulator.endpoint, region, credentials };
    this.ecs = new ECSClient(client);
    this.elb = new ElasticLoadBalancingV2Client(client);
  }

  static async start(cluster: string): Promise<Services> {
    const emulator = await startEmulator({ image: await emulatorImageFor("ministack") });
    const repositoryName = `${cluster}/server`;
    const ecr = new ECRClient({ endpoint: emulator.endpoint, region, credentials });
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    const image = await pushServer({ registry: emulator.registry, repositoryName });
    const services = new Services(emulator, cluster, image);
    await services.ecs.send(new CreateClusterCommand({ clusterName: cluster }));
    return services;
  }

  stop(): Promise<void> {
    return this.emulator.stop();
  }

  async revision(
    family: string,
    environment: Readonly<Record<string, string>>,
    container: Partial<ContainerDefinition> = {},
  ): Promise<string> {
    const { taskDefinition } = await this.ecs.send(
      new RegisterTaskDefinitionCommand({
        family,
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: "256",
        memory: "512",
        containerDefinitions: [
          {
            name: "web",
            image: this.image,
            essential: true,
            portMappings: [{ containerPort: 3000 }],
            environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
            ...container,
          },
        ],
      }),
    );
    return taskDefinition?.taskDefinitionArn ?? "";
  }

  /** With an interval of 1 s a target has 2 s to answer before it is unhealthy. */
  async balancer(name: string, intervalSeconds = 1): Promise<string> {
    const { TargetGroups: groups } = await this.elb.send(
      new CreateTargetGroupCommand({
        Name: name,
        Protocol: "HTTP",
        Port: 80,
        TargetType: "ip",
        VpcId: "vpc-1",
        HealthCheckPath: "/health",
        HealthCheckIntervalSeconds: intervalSeconds,
        HealthCheckTimeoutSeconds: 1,
        UnhealthyThresholdCount: 2,
        HealthyThresholdCount: 2,
      }),
    );
    const group = groups?.[0]?.TargetGroupArn ?? "";
    const { LoadBalancers: balancers } = await this.elb.send(
      new CreateLoadBalancerCommand({ Name: name, Subnets: ["subnet-1", "subnet-2"] }),
    );
    await this.elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: balancers?.[0]?.LoadBalancerArn,
        Protocol: "HTTP",
        Port: 80,
        DefaultActions: [{ Type: "forward", TargetGroupArn: group }],
      }),
    );
    return group;
  }

  /** When the call was made: what `deploymentSince` wants to know. */
  async create(name: string, taskDefinition: string, options: ServiceOptions = {}): Promise<Date> {
    const { group, rollback = true, count = 2, graceSeconds } = options;
    const before = new Date();
    await this.ecs.send(
      new CreateServiceCommand({
        cluster: this.cluster,
        serviceName: name,
        taskDefinition,
        desiredCount: count,
        launchType: "FARGATE",
        deploymentController: { type: "ECS" },
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback } },
        networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
        healthCheckGracePeriodSeconds: graceSeconds,
        ...(group !== undefined && {
          loadBalancers: [{ targetGroupArn: group, containerName: "web", containerPort: 3000 }],
        }),
      }),
    );
    return before;
  }

  async update(name: string, taskDefinition: string): Promise<Date> {
    const before = new Date();
    await this.ecs.send(new UpdateServiceCommand({ cluster: this.cluster, service: name, taskDefinition }));
    return before;
  }

  async service(name: string): Promise<Service | undefined> {
    const { services } = await this.ecs.send(
      new DescribeServicesCommand({ cluster: this.cluster, services: [name] }),
    );
    return services?.[0];
  }

  /** Reads as the AWS provider's waiter does: the primary deployment, then its service deployment by time and revision. */
  async deploymentSince(name: string, before: Date): Promise<string> {
    const primary = (await this.service(name))?.deployments?.find(({ status }) => status === "PRIMARY");
    expect(primary?.createdAt?.getTime()).toBeGreaterThanOrEqual(before.getTime());
    const { serviceDeployments } = await this.ecs.send(
      new ListServiceDeploymentsCommand({
        cluster: this.cluster,
        service: name,
        createdAt: { after: before },
      }),
    );
    const id = primary?.id?.split("/")[1] ?? "none";
    const found = serviceDeployments?.find(({ targetServiceRevisionArn: arn }) => arn?.includes(id));
    return found?.serviceDeploymentArn ?? "none";
  }

  async deployment(arn: string): Promise<ServiceDeployment | undefined> {
    const command = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] });
    return (await this.ecs.send(command)).serviceDeployments?.[0];
  }

  /** A service deployment that has come to its end. */
  async outcome(arn: string, seconds = 60): Promise<ServiceDeployment> {
    const unfinished = ["IN_PROGRESS", "ROLLBACK_IN_PROGRESS"];
    const found = await eventually(
      () => this.deployment(arn),
      (answer) => !unfinished.includes(answer?.status ?? "none"),
      seconds,
    );
    if (found === undefined) throw new Error(`no service deployment ${arn}`);
    return found;
  }

  /** The address of a balancer. */
  address(name: string): string {
    return `${this.endpoint}/_alb/${name}`;
  }

  async get(name: string, path = "/"): Promise<{ status: number; body: string }> {
    const response = await fetch(`${this.address(name)}${path}`);
    return { status: response.status, body: await response.text() };
  }
}
