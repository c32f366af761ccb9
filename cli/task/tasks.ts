import {
  DescribeTasksCommand,
  paginateListTasks,
  RunTaskCommand,
  StopTaskCommand,
  type ECSClient,
  type RunTaskCommandInput,
  type Task,
} from "@aws-sdk/client-ecs";
import { createHash } from "node:crypto";
import type { TaskRequest } from "../../environments/rules/task-request";
import { TaskFailure } from "./task-failure";

/** Tasks that one DescribeTasks takes; https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
const MOST_DESCRIBED = 100;

export interface Found {
  /** Those that have not come to their end, also those that are being stopped. */
  readonly running: readonly Task[];
  /** ARNs of those that have; ECS knows them for about an hour. */
  readonly ended: readonly string[];
}

/** The tasks of one family, in the words of ECS. */
export class Tasks {
  constructor(
    private readonly ecs: ECSClient,
    private readonly request: TaskRequest,
  ) {}

  async find(): Promise<Found> {
    const { cluster, family } = this.request;
    const arns: string[] = [];
    for (const desiredStatus of ["RUNNING", "STOPPED"] as const) {
      for await (const page of paginateListTasks({ client: this.ecs }, { cluster, family, desiredStatus })) {
        arns.push(...(page.taskArns ?? []));
      }
    }
    const tasks: Task[] = [];
    for (let from = 0; from < arns.length; from += MOST_DESCRIBED) {
      tasks.push(...(await this.describe(arns.slice(from, from + MOST_DESCRIBED))));
    }
    const hasEnded = ({ lastStatus }: Task) => lastStatus === "STOPPED";
    return {
      running: tasks.filter((task) => !hasEnded(task)),
      ended: tasks.filter(hasEnded).map(({ taskArn = "" }) => taskArn),
    };
  }

  /** `undefined` when ECS does not know the task: not yet, or not any longer. */
  async read(taskArn: string): Promise<Task | undefined> {
    return (await this.describe([taskArn]))[0];
  }

  /** Starts a task, or finds the one that was started with the same token. */
  async start(token: string): Promise<string> {
    const { tasks = [], failures = [] } = await this.ecs.send(
      new RunTaskCommand({ ...runInput(this.request), clientToken: token }),
    );
    const started = tasks[0]?.taskArn;
    if (started !== undefined) return started;
    const [{ reason = "no reason", detail = "" } = {}] = failures;
    throw new TaskFailure(`ECS did not start the task: ${[reason, detail].filter(Boolean).join(", ")}`);
  }

  async stop(task: string, reason: string): Promise<void> {
    await this.ecs.send(new StopTaskCommand({ cluster: this.request.cluster, task, reason }));
  }

  private async describe(tasks: readonly string[]): Promise<Task[]> {
    const { cluster } = this.request;
    const answer = await this.ecs.send(new DescribeTasksCommand({ cluster, tasks: [...tasks] }));
    return answer.tasks ?? [];
  }
}

/** The same for the same request after the same tasks before it, so that two at once start one task. */
export function tokenAfter(request: TaskRequest, before: readonly string[]): string {
  const hash = createHash("sha256").update(JSON.stringify([runInput(request), before]));
  return hash.digest("hex");
}

function runInput({
  capacityProvider,
  cluster,
  mark,
  memberOf = [],
  network,
  taskDefinition,
}: TaskRequest): RunTaskCommandInput {
  return {
    cluster,
    taskDefinition,
    count: 1,
    startedBy: mark,
    ...(capacityProvider === undefined
      ? { launchType: "FARGATE" }
      : { capacityProviderStrategy: [{ capacityProvider, weight: 1 }] }),
    ...(memberOf.length > 0 && {
      placementConstraints: memberOf.map((expression) => ({ type: "memberOf", expression })),
    }),
    ...(network && {
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...network.subnets],
          securityGroups: [...network.securityGroups],
          assignPublicIp: network.publicIp ? "ENABLED" : "DISABLED",
        },
      },
    }),
  };
}
