import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Clients, RunningService } from "../../../../cli/deploy/watch";
import type { Answer, Answers } from "../../../support/fake-aws";

const HERE = "arn:aws:ecs:eu-west-1:111122223333";
export const definition = (revision: string): string => `${HERE}:task-definition/shop-dev-${revision}`;
export const groupArn = (name: string): string =>
  `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${name}/0123`;
export const taskArn = (id: string): string => `${HERE}:task/shop-dev/${id}`;

export const running = (name: string): RunningService => ({
  name,
  cluster: "shop-dev",
  service: `shop-dev-${name}`,
});

/** A time of the day of the tests, in the seconds that ECS answers with. */
export const at = (time: string): number => Date.parse(`2026-11-21T${time}Z`) / 1000;

export interface FakeDeployment {
  readonly id: string;
  readonly status?: "PRIMARY" | "ACTIVE";
  readonly taskDefinition: string;
  readonly desiredCount?: number;
  readonly pendingCount?: number;
  readonly runningCount?: number;
  readonly failedTasks?: number;
  readonly rolloutState?: string;
  readonly rolloutStateReason?: string;
  readonly createdAt?: number;
  readonly updatedAt?: number;
}

/** A service as DescribeServices answers it; two tasks of revision 11 run, unless the deployments say something else. */
export function service(
  name: string,
  deployments: readonly Partial<FakeDeployment>[] = [{}],
  change: object = {},
): object {
  const all = deployments.map((each, index) => ({
    id: `ecs-svc/${11 - index}`,
    status: index === 0 ? "PRIMARY" : "ACTIVE",
    taskDefinition: definition(`${name}:11`),
    desiredCount: 2,
    pendingCount: 0,
    runningCount: 2,
    failedTasks: 0,
    rolloutState: "COMPLETED",
    createdAt: at("09:00:00"),
    updatedAt: at("09:00:00"),
    ...each,
  }));
  return {
    serviceName: `shop-dev-${name}`,
    status: "ACTIVE",
    taskDefinition: all[0]?.taskDefinition,
    desiredCount: all[0]?.desiredCount,
    runningCount: all.reduce((sum, { runningCount }) => sum + runningCount, 0),
    deployments: all,
    events: [],
    ...change,
  };
}

export const balanced = (name: string): object => ({
  loadBalancers: [{ targetGroupArn: groupArn(`shop-dev-${name}`), containerName: name, containerPort: 3000 }],
});

export const target = (id: string, State = "healthy", more: object = {}): object => ({
  Target: { Id: id, Port: 3000 },
  TargetHealth: { State, ...more },
});

/** An account with a few services. */
export class FakeAccount {
  /** By name in ECS. */
  services: Record<string, object> = {};
  /** What ListServiceDeployments and DescribeServiceDeployments know, by the service's name in ECS. */
  deployments: Record<string, readonly object[]> = {};
  /** Task definitions of service revisions, by ARN. */
  revisions: Record<string, string> = {};
  tasks: Record<string, readonly object[]> = {};
  /** By ARN of their target group. */
  targets: Record<string, readonly object[]> = {};
  groups: Record<string, object> = {};
  definitions: Record<string, object> = {};
  lines: Record<string, readonly string[]> = {};
  /** Instead of the answer of an operation. */
  refusals: Readonly<Record<string, Answer>> = {};
  /** What DescribeServices was asked for. */
  readonly described: string[][] = [];

  /** Puts services into the account, and takes others out. */
  have(...services: readonly object[]): void {
    this.services = Object.fromEntries(
      services.map((each) => [(each as { serviceName: string }).serviceName, each]),
    );
  }

  answers(): Answers {
    const own: Answers = {
      DescribeServices: (input) => {
        const { services } = input as { services: string[] };
        this.described.push(services);
        return { body: { services: services.flatMap((each) => this.services[each] ?? []) } };
      },
      ListServiceDeployments: (input) => ({
        body: { serviceDeployments: this.deployments[(input as { service: string }).service] ?? [] },
      }),
      DescribeServiceDeployments: (input) => {
        const { serviceDeploymentArns: wanted } = input as { serviceDeploymentArns: string[] };
        const all = Object.values(this.deployments).flat() as { serviceDeploymentArn: string }[];
        return {
          body: { serviceDeployments: all.filter((each) => wanted.includes(each.serviceDeploymentArn)) },
        };
      },
      DescribeServiceRevisions: (input) => {
        const { serviceRevisionArns } = input as { serviceRevisionArns: string[] };
        return {
          body: {
            serviceRevisions: serviceRevisionArns.flatMap((arn) =>
              arn in this.revisions ? { serviceRevisionArn: arn, taskDefinition: this.revisions[arn] } : [],
            ),
          },
        };
      },
      ListTasks: (input) => {
        const { desiredStatus, serviceName } = input as { desiredStatus: string; serviceName: string };
        const tasks = (this.tasks[serviceName] ?? []) as { taskArn: string; desiredStatus: string }[];
        return {
          body: {
            taskArns: tasks
              .filter((each) => each.desiredStatus === desiredStatus)
              .map((each) => each.taskArn),
          },
        };
      },
      DescribeTasks: (input) => {
        const { tasks: wanted } = input as { tasks: string[] };
        const all = Object.values(this.tasks).flat() as { taskArn: string }[];
        return { body: { tasks: all.filter((each) => wanted.includes(each.taskArn)) } };
      },
      DescribeTaskDefinition: (input) => ({
        body: { taskDefinition: this.definitions[(input as { taskDefinition: string }).taskDefinition] },
      }),
      DescribeTargetHealth: (input) => ({
        body: {
          TargetHealthDescriptions: this.targets[(input as { TargetGroupArn: string }).TargetGroupArn] ?? [],
        },
      }),
      DescribeTargetGroups: (input) => {
        const { "TargetGroupArns.member.1": arn = "" } = input as Record<string, string>;
        return { body: { TargetGroups: [this.groups[arn] ?? {}] } };
      },
      GetLogEvents: (input) => {
        const { logStreamName } = input as { logStreamName: string };
        return { body: { events: (this.lines[logStreamName] ?? []).map((message) => ({ message })) } };
      },
    };
    const refused = Object.entries(this.refusals).map(([operation, answer]) => [operation, () => answer]);
    return { ...own, ...(Object.fromEntries(refused) as Answers) };
  }
}

export function clientsOf(endpoint: string): Clients & { close(): void } {
  const options = {
    region: "eu-west-1",
    endpoint,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  const ecs = new ECSClient(options);
  const logs = new CloudWatchLogsClient(options);
  const elb = new ElasticLoadBalancingV2Client(options);
  const close = () => {
    for (const each of [ecs, logs, elb]) each.destroy();
  };
  return { ecs, logs, elb, close };
}
