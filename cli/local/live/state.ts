import type { DeploymentState } from "../../deploy/watch/deployment";
import type { LogLine } from "../../operate/logs/reading";

/** Answers that the load balancer gave for a service, by their status: `200`, `404`. */
export type Answers = Readonly<Record<string, number>>;

export interface LiveService {
  readonly name: string;
  readonly state: DeploymentState | "missing";
  readonly running: number;
  readonly desired: number;
  /** Absent: not behind the load balancer. */
  readonly targets?: { readonly healthy: number; readonly registered: number };
  /** Since its target group was made. Absent: nothing counts them. */
  readonly answers?: Answers;
  /** Requests a second, over the last looks. Absent: not known yet. */
  readonly rate?: number;
}

export interface LiveTask {
  /** First characters of its id. */
  readonly id: string;
  readonly service: string;
  readonly status: string;
  /** `HEALTHY`, `UNHEALTHY` or `UNKNOWN`; unknown without a container health check. */
  readonly health: string;
  /** Milliseconds since 1970. Absent: it has not started. */
  readonly startedAt?: number;
}

/** What a look has found. */
export interface LiveState {
  readonly environment: string;
  readonly address: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly services: readonly LiveService[];
  readonly tasks: readonly LiveTask[];
  /** The last ones, oldest first. */
  readonly lines: readonly LogLine[];
  /** Why this is an older look: the emulator did not answer. */
  readonly problem?: string;
}

/** Answers by the first digit of their status: `2xx`. */
export function byClass(answers: Answers): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const [status, count] of Object.entries(answers)) {
    const name = `${status.slice(0, 1)}xx`;
    sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}

export const totalOf = (answers: Answers): number =>
  Object.values(answers).reduce((sum, count) => sum + count, 0);
