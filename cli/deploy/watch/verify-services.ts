import type { Deployment, ECSClient, Service, ServiceDeployment } from "@aws-sdk/client-ecs";
import { setTimeout as pause } from "node:timers/promises";
import { isNewer, rolloutOf } from "./deployment";
import type { Clients, RunningService } from "./running-service";
import {
  hasFailed,
  newestDeployment,
  reasonOf,
  stageOf,
  stateOf,
  targetDefinition,
} from "./service-deployments";
import { describeServices, lastPart } from "./services";

/** What a deployment was to bring about. */
export interface ExpectedService extends RunningService {
  /** ARN with the revision. */
  readonly taskDefinition: string;
}

/** What a service that scales, or that replaces a task, may need to be as it should again. */
const SETTLE = { attempts: 15, pollMs: 2000 };

const AGAIN = "correct the cause, then deploy again";

/** One way in which a service is not as it was asked for. */
interface Problem {
  readonly text: string;
  /** Whether it may pass without anybody's doing. */
  readonly passing?: true;
}

/** In which ways services are not as they were asked for, in the order of the services; none when all is well. */
export async function verifyServices(
  services: readonly ExpectedService[],
  { ecs }: Pick<Clients, "ecs">,
  settle = SETTLE,
): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1) {
    const problems = await problemsOf(services, ecs);
    const mayPass = problems.length > 0 && problems.every(({ passing }) => passing);
    if (!mayPass || attempt >= settle.attempts) return problems.map(({ text }) => text);
    await pause(settle.pollMs);
  }
}

async function problemsOf(services: readonly ExpectedService[], ecs: ECSClient): Promise<Problem[]> {
  const found = await describeServices(services, ecs);
  const problems = await Promise.all(
    services.map(async (expected): Promise<readonly Problem[]> => {
      const service = found.get(expected.name);
      const subject = `service ${expected.name}`;
      if (service === undefined) {
        return [
          { text: `${subject} must exist in cluster ${lastPart(expected.cluster)}, got none; deploy again` },
        ];
      }
      if (service.status !== "ACTIVE") {
        return [{ text: `${subject} must be ACTIVE, got ${service.status ?? "no status"}; deploy again` }];
      }
      const newest = await newestDeployment(expected, ecs);
      const { failed, primary } = rolloutOf(service);
      const failure = failureOf(failed, newest);
      const why = failure === undefined ? "" : ` (${failure})`;
      const wanted = expected.taskDefinition;
      const got = primary?.taskDefinition ?? service.taskDefinition;
      if (got !== wanted) {
        const text = `${subject} must run task definition ${lastPart(wanted)}, got ${lastPart(got)}${why}; ${AGAIN}`;
        return [{ text }];
      }
      const gaveUp =
        (failed?.taskDefinition === wanted && (failed === primary || isNewer(failed, primary))) ||
        (newest !== undefined && hasFailed(newest) && (await targetDefinition(newest, ecs)) === wanted);
      if (gaveUp) {
        return [
          {
            text: `${subject} must have a completed deployment, got one that failed${why}; ${AGAIN}`,
          },
        ];
      }
      return unsettled(subject, service, primary, newest);
    }),
  );
  return problems.flat();
}

/** For example `deployment rolled back: tasks failed to start`. */
function failureOf(
  failed: Deployment | undefined,
  newest: ServiceDeployment | undefined,
): string | undefined {
  if (newest !== undefined && hasFailed(newest)) {
    return `deployment ${stateOf(newest) ?? "failed"}: ${clause(reasonOf(newest))}`;
  }
  return failed && `deployment failed: ${clause(failed.rolloutStateReason ?? "ECS does not say why")}`;
}

/** A sentence of ECS, to stand within another one. */
const clause = (sentence: string): string => sentence.replace(/\.$/, "");

/** What is not at its end. */
function unsettled(
  subject: string,
  { desiredCount = 0, runningCount = 0 }: Service,
  primary: Deployment | undefined,
  newest: ServiceDeployment | undefined,
): Problem[] {
  const problems: string[] = [];
  const { rolloutState = "COMPLETED", rolloutStateReason = "" } = primary ?? {};
  if (rolloutState !== "COMPLETED") {
    problems.push(`must have a completed deployment, got ${rolloutState}: ${rolloutStateReason}`);
  } else if (newest !== undefined && stateOf(newest) === "rolling out") {
    problems.push(`must have a completed deployment, got ${newest.status}: ${stageOf(newest)}`);
  }
  const running = primary?.runningCount ?? runningCount;
  const desired = primary?.desiredCount ?? desiredCount;
  if (running !== desired) problems.push(`must run ${desired} tasks, got ${running}`);
  return problems.map((problem) => ({
    text: `${subject} ${problem}; look at its events in ECS, then deploy again`,
    passing: true,
  }));
}
