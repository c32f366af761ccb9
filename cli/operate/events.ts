import type { Environment, Service } from "../../environments/model";
import { runningService, type Clients } from "../deploy/watch";
import { eventsInOrder, eventText } from "../deploy/watch/events";
import { lastPart } from "../deploy/watch/services";
import { deployedService } from "./deployed-service";
import { isoOf, timeText } from "./text";

/** What `slipway events --json` prints; times in ISO 8601, UTC. */
export interface ServiceEvents {
  readonly environment: string;
  readonly service: string;
  /** Newest last; ECS keeps the last hundred. */
  readonly events: readonly EventSummary[];
  /** Deployments that ECS has not forgotten, newest last. */
  readonly deployments: readonly DeploymentSummary[];
}

export interface EventSummary {
  readonly at?: string | undefined;
  /** In the words of ECS. */
  readonly message: string;
}

export interface DeploymentSummary {
  readonly id: string;
  /** `IN_PROGRESS`, `COMPLETED` or `FAILED`; absent when ECS does not make the deployment. */
  readonly state?: string | undefined;
  readonly taskDefinition: string;
  readonly createdAt?: string | undefined;
  readonly updatedAt?: string | undefined;
  readonly reason?: string | undefined;
}

/** @param most so many events at most */
export async function serviceEvents(
  environment: Environment,
  service: Service,
  most: number,
  clients: Pick<Clients, "ecs">,
): Promise<ServiceEvents> {
  const running = runningService(environment, service);
  const { deployments = [], events } = await deployedService(environment, running, clients);
  return {
    environment: environment.name,
    service: service.name,
    events: eventSummaries(eventsInOrder(events).slice(-most)),
    deployments: [...deployments]
      .sort((a, b) => Number(a.createdAt ?? 0) - Number(b.createdAt ?? 0))
      .map((each) => ({
        id: each.id ?? "",
        state: each.rolloutState,
        taskDefinition: lastPart(each.taskDefinition),
        createdAt: isoOf(each.createdAt),
        updatedAt: isoOf(each.updatedAt),
        reason: each.rolloutStateReason,
      })),
  };
}

export const eventSummaries = (events: ReturnType<typeof eventsInOrder>): EventSummary[] =>
  events.map((event) => ({ at: isoOf(event.createdAt), message: eventText(event) }));

export function eventsText({ deployments, events, service }: ServiceEvents): string {
  return [
    ...(events.length === 0 ? [`${service} has no event`] : events.map(eventLine)),
    "",
    "deployments:",
    ...deployments.map(
      ({ createdAt, reason, state = "no state", taskDefinition }) =>
        `  ${timeText(createdAt)}  ${taskDefinition} ${state}${reason === undefined ? "" : `: ${reason}`}`,
    ),
  ].join("\n");
}

export const eventLine = ({ at, message }: EventSummary): string => `${timeText(at)}  ${message}`;
