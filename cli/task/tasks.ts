import { StopTaskCommand, type ECSClient, type RunTaskCommandInput, type Task } from "@aws-sdk/client-ecs";
import { createHash } from "node:crypto";
import type { TaskRequest } from "../../environments/rules/task-request";
import { describeTasks, findTasks } from "../aws/tasks";
import { startTask } from "./start-task";

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
    const tasks = await findTasks(this.ecs, { cluster, family, desiredStatuses: ["RUNNING", "STOPPED"] });
    const hasEnded = ({ lastStatus }: Task) => lastStatus === "STOPPED";
    return {
      running: tasks.filter((task) => !hasEnded(task)),
      ended: tasks.filter(hasEnded).map(({ taskArn = "" }) => taskArn),
    };
  }

  /** `undefined` when ECS does not know the task: not yet, or not any longer. */
  async read(taskArn: string): Promise<Task | undefined> {
    return (await describeTasks(this.ecs, this.request.cluster, [taskArn]))[0];
  }

  /** Starts a task, or finds the one that was started with the same token. */
  start(token: string): Promise<string> {
    return startTask(this.ecs, { ...runInput(this.request), clientToken: token });
  }

  async stop(task: string, reason: string): Promise<void> {
    await this.ecs.send(new StopTaskCommand({ cluster: this.request.cluster, task, reason }));
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
