import type { Service, Task } from "@aws-sdk/client-ecs";
import type { Environment } from "../../../environments/model";
import { findTasks, taskId } from "../../aws/tasks";
import { anyWords } from "../../aws/words";
import { runningService, type Clients, type RunningService } from "../../deploy/watch";
import { rolloutOf } from "../../deploy/watch/deployment";
import { describeServices, targetGroupsOf } from "../../deploy/watch/services";
import { targetHealth } from "../../deploy/watch/targets";
import { emulatorEndpoint } from "../../emulator-variables";
import type { LogLine, LogReader } from "../../operate/logs/reading";
import { addresses } from "../addresses";
import { Rates, answersOf, requestCounts } from "./requests";
import { totalOf, type Answers, type LiveService, type LiveState, type LiveTask } from "./state";

/** Log lines that are kept for the picture: more than a terminal has. */
const MAX_LINES = 200;
const ID_LENGTH = 8;

/** Looks at the environment again and again. */
export class LiveLook {
  private readonly rates = new Rates();
  private lines: readonly LogLine[] = [];
  private last: LiveState;

  constructor(
    private readonly environment: Environment,
    private readonly clients: Clients,
    private readonly logs: Pick<LogReader, "look">,
    private readonly ending: AbortSignal,
  ) {
    this.last = {
      environment: environment.name,
      address: addresses(environment)[0],
      now: Date.now(),
      services: environment.services.map(({ name }) => ({ name, state: "missing", running: 0, desired: 0 })),
      tasks: [],
      lines: [],
    };
  }

  /** A look that fails shows the one before, and why. */
  async again(): Promise<LiveState> {
    const now = Date.now();
    try {
      const running = this.environment.services.map((each) => runningService(this.environment, each));
      const found = await describeServices(running, this.clients.ecs);
      // By itself: a line is read once, also by a look whose other questions fail.
      const fresh = await this.logs.look(MAX_LINES, this.ending);
      this.lines = [...this.lines, ...fresh.lines].slice(-MAX_LINES);
      const [counts, tasks, targets] = await Promise.all([
        requestCounts(emulatorEndpoint(this.environment) ?? ""),
        this.tasks(running, found),
        Promise.all(running.map(({ name }) => targetHealth(found.get(name) ?? {}, this.clients.elb))),
      ]);
      const services = running.map(({ name }, index) =>
        liveService(name, found.get(name), targets[index], counts),
      );
      const rates = this.rates.add(
        now,
        new Map(
          services.flatMap(({ name, answers }) => (answers ? [[name, totalOf(answers)] as const] : [])),
        ),
      );
      this.last = {
        environment: this.last.environment,
        address: this.last.address,
        now,
        services: services.map((each) => {
          const rate = rates.get(each.name);
          return rate === undefined ? each : { ...each, rate };
        }),
        tasks,
        lines: this.lines,
      };
      return this.last;
    } catch (error) {
      return { ...this.last, now, problem: anyWords(error as Error) };
    }
  }

  private async tasks(
    running: readonly RunningService[],
    found: ReadonlyMap<string, Service>,
  ): Promise<readonly LiveTask[]> {
    const { ecs } = this.clients;
    const all = await Promise.all(
      running
        .filter(({ name }) => found.has(name))
        .map(async ({ name, cluster, service }) => {
          const tasks = await findTasks(ecs, { cluster, serviceName: service, desiredStatuses: ["RUNNING"] });
          return tasks.map((task) => liveTask(name, task)).sort((a, b) => (a.id < b.id ? -1 : 1));
        }),
    );
    return all.flat();
  }
}

function liveService(
  name: string,
  found: Service | undefined,
  targets: LiveService["targets"],
  counts: Readonly<Record<string, Answers>> | undefined,
): LiveService {
  if (found === undefined) return { name, state: "missing", running: 0, desired: 0 };
  return {
    name,
    state: rolloutOf(found).state,
    running: found.runningCount ?? 0,
    desired: found.desiredCount ?? 0,
    ...(targets && { targets }),
    ...(targets && counts && { answers: answersOf(targetGroupsOf(found), counts) }),
  };
}

const liveTask = (service: string, task: Task): LiveTask => ({
  id: taskId(task.taskArn).slice(0, ID_LENGTH),
  service,
  status: task.lastStatus ?? "",
  health: task.healthStatus ?? "UNKNOWN",
  ...(task.startedAt && { startedAt: task.startedAt.getTime() }),
});
