import type { DeploymentState } from "../../deploy/watch/deployment";
import type { SickTarget } from "../../deploy/watch/failure/targets";
import type { EventSummary } from "../events";
import type { TaskSummary } from "../task-summary";

/** What `slipway status --json` prints; times in ISO 8601, UTC. */
export interface EnvironmentStatus {
  readonly environment: string;
  /** Whether every service is as it should be. */
  readonly well: boolean;
  readonly services: readonly ServiceStatus[];
}

export interface ServiceStatus {
  readonly service: string;
  readonly well: boolean;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** Absent when ECS does not have the service. */
  readonly deployment?: DeploymentStatus | undefined;
  /** Those that have not ended, newest first; of a service that is not well, also the last that ended against its will. */
  readonly tasks: readonly TaskSummary[];
  /** Absent without a load balancer. */
  readonly targets?: TargetsStatus | undefined;
  /** Of the tasks that run. */
  readonly images: readonly ImageStatus[];
  /** The last ones, newest last. */
  readonly events: readonly EventSummary[];
  /** Present exactly when the service is not well. */
  readonly trouble?: Trouble | undefined;
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}

export interface DeploymentStatus {
  readonly state: DeploymentState;
  readonly since?: string | undefined;
  /** Family and revision that the service goes for. */
  readonly taskDefinition: string;
  /** Why ECS gave a deployment up, in its words. */
  readonly reason?: string | undefined;
}

export interface TargetsStatus {
  readonly healthy: number;
  /** Without those on their way out, and those that no listener uses. */
  readonly registered: number;
  readonly unhealthy: readonly SickTarget[];
}

export interface ImageStatus {
  readonly container: string;
  /** As the task definition names it. */
  readonly image: string;
  /** `sha256:...`; absent when ECS does not say it. */
  readonly digest?: string | undefined;
  /** Tags in its repository, sorted. */
  readonly tags: readonly string[];
  /** When it was pushed; absent for an image that Slipway neither builds nor promotes. */
  readonly pushedAt?: string | undefined;
  /** The newest release with this image. */
  readonly release?: number | undefined;
}

/** What is wrong with a service, in one line, and the command for the next look. */
export interface Trouble {
  readonly problem: string;
  readonly next: string;
}
