import type { Service, ServiceDeployment, ServiceEvent, Task } from "@aws-sdk/client-ecs";
import { anyWords } from "../../../aws/words";
import { rolloutOf } from "../deployment";
import { eventsInOrder, eventText } from "../events";
import { progressOf } from "../line";
import type { Clients, RunningService } from "../running-service";
import { hasFailed, newestDeployment, reasonOf, stageOf, stateOf } from "../service-deployments";
import { describeServices } from "../services";
import { causeLines } from "./causes";
import { definitionOf, logLines } from "./logs";
import { targetLines } from "./targets";
import { taskLines, troubledTasks } from "./tasks";
import { timeOf, wrapped } from "./text";

const POLL_MS = 2000;
const MAX_EVENTS = 10;
/** The clocks of this machine and of AWS differ a little, and some times are in whole seconds. */
const CLOCKS_MS = 5000;

/** Why the deployments of services failed since a time, in lines for people; none of a service that is well. */
export async function explainFailure(
  services: readonly RunningService[],
  since: Date,
  clients: Clients,
  pollMs = POLL_MS,
): Promise<string[]> {
  const after = new Date(since.getTime() - CLOCKS_MS);
  try {
    const found = await describeServices(services, clients.ecs);
    const lines = await Promise.all(
      services.map(async (each) => {
        const service = found.get(each.name);
        return service === undefined ? [] : explain(each, service, after, clients, pollMs);
      }),
    );
    return lines.flat();
  } catch (error) {
    return [`the services could not be read, ${anyWords(error as Error)}`];
  }
}

async function explain(
  running: RunningService,
  service: Service,
  after: Date,
  clients: Clients,
  pollMs: number,
): Promise<string[]> {
  const unread: string[] = [];
  /** Each part is read for itself: one that may not be read hides no other. */
  const read = async <T>(what: string, ask: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await ask();
    } catch (error) {
      unread.push(...wrapped(2, `${what} could not be read, ${anyWords(error as Error)}`));
      return undefined;
    }
  };
  const newest = await read("its deployments", () => newestDeployment(running, clients.ecs));
  const gaveUp = newest !== undefined && hasFailed(newest) && endOf(newest) >= after ? newest : undefined;
  if (gaveUp === undefined && !isInTrouble(service, after)) return [];

  const tasks = await read("its tasks", () =>
    troubledTasks(running, { after, current: service.taskDefinition }, clients),
  );
  const troubled = [...(tasks?.stopped ?? []), ...(tasks?.waiting ?? [])];
  const targets = await read("its targets", () =>
    targetLines(service, tasks?.stopped.some(failedByCheck) ?? false, clients.elb),
  );
  // Tasks that run, but that the load balancer does not find healthy, say in their lines why.
  const speaker = troubled[0] ?? (targets && targets.length > 0 ? tasks?.running[0] : undefined);
  const definition =
    speaker &&
    (await read("its task definition", () => definitionOf(speaker.taskDefinitionArn, clients.ecs)));
  const logs =
    speaker !== undefined && hasStarted(speaker) ? await logLines(speaker, definition, clients, pollMs) : [];
  const reason = reasonFor(service, gaveUp);
  const ended = tasks?.stopped[0];
  return [
    headLine(running, service, gaveUp),
    ...(reason === "" ? [] : wrapped(2, `ECS: ${reason}`)),
    ...taskLines(troubled),
    ...(ended ? causeLines(ended, definition, reason) : []),
    ...(targets ?? []),
    ...logs,
    ...eventLines(service.events ?? [], after),
    ...unread,
  ];
}

function isInTrouble(service: Service, after: Date): boolean {
  const { failed, primary, state } = rolloutOf(service);
  if (state === "rolling out" || state === "rolling back") return true;
  if ((service.runningCount ?? 0) < (service.desiredCount ?? 0)) return true;
  const ended = (failed ?? primary)?.updatedAt;
  return (state === "failed" || state === "rolled back") && ended !== undefined && ended >= after;
}

const endOf = ({ createdAt, finishedAt, stoppedAt, updatedAt }: ServiceDeployment): Date =>
  finishedAt ?? stoppedAt ?? updatedAt ?? createdAt ?? new Date(0);

const failedByCheck = ({ stoppedReason = "" }: Task): boolean => /ELB health check/i.test(stoppedReason);

/** A task whose container never started has written nothing. */
export const hasStarted = ({ containers = [], startedAt }: Task): boolean =>
  startedAt !== undefined || containers.some(({ exitCode }) => exitCode !== undefined);

/** What ECS says of the deployment that it gave up, or of the one that it is at. */
function reasonFor(service: Service, gaveUp: ServiceDeployment | undefined): string {
  const { failed, primary } = rolloutOf(service);
  return gaveUp ? reasonOf(gaveUp) : ((failed ?? primary)?.rolloutStateReason ?? "");
}

function headLine({ name }: RunningService, service: Service, gaveUp: ServiceDeployment | undefined): string {
  const rollout = rolloutOf(service);
  const state = (gaveUp && stateOf(gaveUp)) ?? rollout.state;
  return `service ${name}: ${progressOf({ ...rollout, state }, service, gaveUp && stageOf(gaveUp))}`;
}

/** The last ones, oldest first. */
function eventLines(events: readonly ServiceEvent[], after: Date): string[] {
  const recent = eventsInOrder(events)
    .filter(({ createdAt }) => createdAt !== undefined && createdAt >= after)
    .slice(-MAX_EVENTS);
  if (recent.length === 0) return [];
  return [
    "  last events:",
    ...recent.flatMap((event) => wrapped(4, `${timeOf(event.createdAt)}  ${eventText(event)}`)),
  ];
}
