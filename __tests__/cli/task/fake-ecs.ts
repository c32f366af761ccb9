import type { Task } from "@aws-sdk/client-ecs";
import type { TaskRequest } from "../../../environments/rules/task-request";
import type { Answer, Answers } from "../../support/fake-aws";

export const arn = (id: string): string => `arn:aws:ecs:eu-west-1:111122223333:task/slipway-dev/${id}`;

export const request: TaskRequest = {
  what: 'migration of service "web"',
  region: "eu-west-1",
  cluster: "arn:aws:ecs:eu-west-1:111122223333:cluster/slipway-dev",
  family: "slipway-dev-web-migrate",
  taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/slipway-dev-web-migrate:7",
  container: "web",
  mark: "migrate/0123456789abcdef01234567",
  network: { subnets: ["subnet-1", "subnet-2"], securityGroups: ["sg-1"], publicIp: false },
  logGroup: "/ecs/slipway-dev/web",
  timeoutSeconds: 60,
  again: "npx slipway cdktf deploy 'dev-*'",
};

export const running = (id: string, change: Partial<Task> = {}): Task => ({
  taskArn: arn(id),
  lastStatus: "RUNNING",
  desiredStatus: "RUNNING",
  startedBy: request.mark,
  taskDefinitionArn: request.taskDefinition,
  ...change,
});

export const stopped = (id: string, exitCode: number | undefined, change: Partial<Task> = {}): Task => ({
  ...running(id),
  lastStatus: "STOPPED",
  desiredStatus: "STOPPED",
  stopCode: "EssentialContainerExited",
  stoppedReason: "Essential container in task exited",
  containers: [{ name: "web", ...(exitCode !== undefined && { exitCode }) }],
  ...change,
});

/** An ECS with a few tasks; each has states that it takes one after the other, one with each question about it. */
export class FakeEcs {
  /** By id, the states that are still to come; the last one stays. */
  readonly tasks = new Map<string, Task[]>();
  /** What RunTask starts, by its number: id and states. */
  starts: readonly (readonly [id: string, ...states: Task[]])[] = [];
  lines: readonly string[] = [];
  /** Instead of the answer of an operation. */
  refusals: Readonly<Record<string, Answer>> = {};
  readonly ran: { clientToken: string; [key: string]: unknown }[] = [];
  readonly stops: unknown[] = [];
  private readonly tokens = new Map<string, string>();

  answers(): Answers {
    const own: Answers = {
      ListTasks: (input) => ({ body: { taskArns: this.list(input as { desiredStatus: string }) } }),
      DescribeTasks: (input) => {
        const { tasks } = input as { tasks: string[] };
        return { body: { tasks: tasks.flatMap((each) => this.next(each) ?? []) } };
      },
      RunTask: (input) => ({
        body: { tasks: [{ taskArn: arn(this.run(input as FakeEcs["ran"][number])) }] },
      }),
      StopTask: (input) => {
        this.stops.push(input);
        return { body: {} };
      },
      GetLogEvents: () => ({ body: { events: this.lines.map((message) => ({ message })) } }),
    };
    const refused = Object.entries(this.refusals).map(([operation, answer]) => [operation, () => answer]);
    return { ...own, ...(Object.fromEntries(refused) as Answers) };
  }

  private list({ desiredStatus }: { desiredStatus: string }): string[] {
    return [...this.tasks].flatMap(([id, states]) =>
      states[0]?.desiredStatus === desiredStatus ? arn(id) : [],
    );
  }

  private next(taskArn: string): Task | undefined {
    const states = this.tasks.get(taskArn.split("/").at(-1) ?? "") ?? [];
    return states.length > 1 ? states.shift() : states[0];
  }

  /** The same token always gives the same task. */
  private run(input: FakeEcs["ran"][number]): string {
    this.ran.push(input);
    const known = this.tokens.get(input.clientToken);
    if (known !== undefined) return known;
    const [id, ...states] = this.starts[this.tokens.size] ?? ["none"];
    this.tokens.set(input.clientToken, id);
    if (states.length > 0) this.tasks.set(id, states);
    return id;
  }
}
