import type { Service as EcsService } from "@aws-sdk/client-ecs";
import { ConfigurationError, NotReadyError, RefusedError } from "../../../environments/errors";
import type { Environment, Service } from "../../../environments/model";
import type { ReleaseRecord } from "../../../release/record";
import { RequestError } from "../../aws/request-error";
import { anyWords } from "../../aws/words";
import { runningService, type Clients, type RunningService } from "../../deploy/watch";
import { rolloutOf } from "../../deploy/watch/deployment";
import { eventsInOrder, eventText } from "../../deploy/watch/events";
import { troubledTasks } from "../../deploy/watch/failure/tasks";
import { imagesOf } from "../../deploy/watch/running-images";
import { hasFailed, newestDeployment, reasonOf, stateOf } from "../../deploy/watch/service-deployments";
import { describeServices, lastPart, movesRequests } from "../../deploy/watch/services";
import { eventSummaries } from "../events";
import { recentReleases } from "../releases";
import { newestFirst, taskSummary } from "../task-summary";
import { isoOf } from "../text";
import { imageStatuses } from "./images";
import type { DeploymentStatus, EnvironmentStatus, ServiceStatus } from "./model";
import { seenTargets } from "./targets";
import { missing, troubleOf, undecided } from "./trouble";

const MAX_EVENTS = 3;
/** The clocks of ECS's parts differ a little, and some times are in whole seconds. */
const CLOCKS_MS = 5000;

/** Where services stand, and what is wrong with those that are not as they should be. */
export async function readStatus(
  environment: Environment,
  services: readonly Service[],
  clients: Clients,
): Promise<EnvironmentStatus> {
  const running = services.map((service) => runningService(environment, service));
  const found = await describeServices(running, clients.ecs);
  const records = await readReleases(environment);
  const statuses = await Promise.all(
    services.map(async (service): Promise<ServiceStatus> => {
      const place = runningService(environment, service);
      const known = found.get(service.name);
      if (known === undefined) return absent(environment, place);
      return new StatusReader(environment, service, clients, records).read(place, known);
    }),
  );
  return {
    environment: environment.name,
    well: statuses.every(({ well }) => well),
    services: statuses,
  };
}

const absent = (
  { name }: Environment,
  { cluster, name: service, service: inEcs }: RunningService,
): ServiceStatus => ({
  service,
  well: false,
  desired: 0,
  running: 0,
  pending: 0,
  tasks: [],
  images: [],
  events: [],
  trouble: missing(name, inEcs, cluster),
  unread: [],
});

/** Records, or why they could not be read: whoever may look at ECS may not have the bucket of the state. */
interface Records {
  readonly releases: readonly ReleaseRecord[];
  readonly unread: readonly string[];
}

async function readReleases(environment: Environment): Promise<Records> {
  try {
    return { releases: await recentReleases(environment), unread: [] };
  } catch (error) {
    return { releases: [], unread: [`its releases could not be read, ${wordsOf(error as Error)}`] };
  }
}

const wordsOf = (error: Error): string =>
  error instanceof RequestError
    ? error.reason
    : error instanceof ConfigurationError || error instanceof NotReadyError || error instanceof RefusedError
      ? error.problems.join("; ")
      : anyWords(error);

/** Reads one service; each part for itself: one that may not be read hides no other. */
class StatusReader {
  private readonly unread: string[];
  /** Those without which nobody can say that the service is well. */
  private readonly undecided: string[] = [];

  constructor(
    private readonly environment: Environment,
    private readonly service: Service,
    private readonly clients: Clients,
    private readonly records: Records,
  ) {
    this.unread = [...records.unread];
  }

  async read(place: RunningService, found: EcsService): Promise<ServiceStatus> {
    const { deployment, after } = await this.deployment(place, found);
    const [tasks, targets] = await Promise.all([
      this.part("its tasks", () =>
        troubledTasks(place, { after, current: found.taskDefinition }, this.clients),
      ),
      this.part("its targets", () => seenTargets(found, this.clients.elb)),
    ]);
    const live = newestFirst(tasks?.live ?? []);
    const images = await this.part(
      "its images",
      () =>
        imageStatuses(
          this.environment,
          this.service,
          imagesOf(live, found.taskDefinition),
          this.records.releases,
        ),
      false,
    );
    const events = eventsInOrder(found.events).slice(-MAX_EVENTS);
    const last = events.at(-1);
    const { desiredCount: desired = 0, pendingCount: pending = 0, runningCount: running = 0 } = found;
    const seen = troubleOf({
      environment: this.environment.name,
      service: place.name,
      ...deployment,
      desired,
      running,
      pending,
      stopped: tasks?.stopped ?? [],
      waiting: tasks?.waiting ?? [],
      live,
      sick: targets?.sick ?? [],
      unhealthyTargets: (targets?.status.unhealthy ?? []).filter(({ state: each }) => each === "unhealthy")
        .length,
      lastEvent: last && eventText(last),
    });
    const trouble = seen ?? undecided(this.environment, place, this.undecided);
    return {
      service: place.name,
      well: trouble === undefined,
      desired,
      running,
      pending,
      deployment,
      tasks: [...live, ...(trouble === undefined ? [] : (tasks?.stopped ?? []))].map(taskSummary),
      targets: targets?.status,
      images: images ?? [],
      events: eventSummaries(events),
      trouble,
      unread: this.unread,
    };
  }

  /** Where the deployment stands, and since when tasks belong to it. */
  private async deployment(
    place: RunningService,
    found: EcsService,
  ): Promise<{ readonly deployment: DeploymentStatus; readonly after: Date }> {
    const newest = await this.part(
      "its deployments",
      () => newestDeployment(place, this.clients.ecs),
      movesRequests(found),
    );
    const { failed, primary, state } = rolloutOf(found);
    const gaveUp = newest !== undefined && hasFailed(newest) ? newest : undefined;
    const told = gaveUp ?? (movesRequests(found) ? newest : undefined);
    const isOver = state === "steady" || state === "rolled back";
    const began = gaveUp?.createdAt ?? failed?.createdAt ?? primary?.createdAt ?? new Date(0);
    const given = state === "rolled back" || state === "rolling back" || state === "failed";
    return {
      deployment: {
        state: (told && stateOf(told)) ?? state,
        since: isoOf(gaveUp?.finishedAt ?? (isOver ? primary?.updatedAt : primary?.createdAt)),
        taskDefinition: lastPart(primary?.taskDefinition ?? found.taskDefinition),
        reason: gaveUp ? reasonOf(gaveUp) : given ? (failed ?? primary)?.rolloutStateReason : undefined,
      },
      after: new Date(began.getTime() - CLOCKS_MS),
    };
  }

  private async part<T>(what: string, ask: () => Promise<T>, decides = true): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      const text = `${what} could not be read, ${wordsOf(error as Error)}`;
      this.unread.push(text);
      if (decides) this.undecided.push(text);
      return undefined;
    }
  }
}
