import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  type DeploymentCircuitBreaker,
  type ECSClientConfig,
  type RegisterTaskDefinitionCommandInput,
  type Service,
  type TaskDefinition,
} from "@aws-sdk/client-ecs";

/** A cluster whose services are brought into trouble. */
export class EcsOf {
  private readonly client: ECSClient;

  constructor(
    options: ECSClientConfig,
    private readonly cluster: string,
  ) {
    this.client = new ECSClient(options);
  }

  close(): void {
    this.client.destroy();
  }

  async service(name: string): Promise<Service> {
    const { services } = await this.client.send(
      new DescribeServicesCommand({ cluster: this.cluster, services: [name] }),
    );
    return services?.[0] ?? {};
  }

  /** ARNs of the running tasks of a service. */
  async tasks(serviceName: string): Promise<string[]> {
    const { taskArns = [] } = await this.client.send(
      new ListTasksCommand({ cluster: this.cluster, serviceName, desiredStatus: "RUNNING" }),
    );
    return taskArns;
  }

  /** ARNs of the tasks that somebody started and that are to run. */
  async startedBy(startedBy: string): Promise<string[]> {
    const { cluster } = this;
    const { taskArns = [] } = await this.client.send(
      new ListTasksCommand({ cluster, desiredStatus: "RUNNING" }),
    );
    if (taskArns.length === 0) return [];
    const { tasks = [] } = await this.client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    return tasks.filter((task) => task.startedBy === startedBy).map(({ taskArn = "" }) => taskArn);
  }

  /** Lets a service go for a changed revision of its task definition. */
  async change(
    service: string,
    change: (definition: TaskDefinition) => TaskDefinition,
    breaker?: DeploymentCircuitBreaker,
  ): Promise<void> {
    const { taskDefinition: current } = await this.service(service);
    const { taskDefinition = {} } = await this.client.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: current }),
    );
    const registered = await this.client.send(
      new RegisterTaskDefinitionCommand(change(taskDefinition) as RegisterTaskDefinitionCommandInput),
    );
    await this.client.send(
      new UpdateServiceCommand({
        cluster: this.cluster,
        service,
        taskDefinition: registered.taskDefinition?.taskDefinitionArn,
        ...(breaker && { deploymentConfiguration: { deploymentCircuitBreaker: breaker } }),
      }),
    );
  }

  async until(service: string, isSo: (service: Service) => boolean): Promise<void> {
    while (!isSo(await this.service(service))) await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
