import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ListServiceDeploymentsCommand,
  type ECSClient,
  type ServiceDeployment,
  type ServiceDeploymentBrief,
  type ServiceDeploymentStatus,
} from "@aws-sdk/client-ecs";
import type { DeploymentState } from "./deployment";
import type { Limits, RunningService } from "./running-service";

/** Terraform waits for a deployment for less than that; ECS remembers ninety days of them. */
const RECENT_MS = 48 * 3600 * 1000;

/** The newest of the last days' deployments of a service; `undefined` when there was none. */
export async function newestDeployment(
  { cluster, service }: RunningService,
  ecs: ECSClient,
  limits: Limits = {},
): Promise<ServiceDeployment | undefined> {
  const after = new Date(Date.now() - RECENT_MS);
  let newest: ServiceDeploymentBrief | undefined;
  let nextToken: string | undefined;
  do {
    const answer = await ecs.send(
      new ListServiceDeploymentsCommand({ cluster, service, createdAt: { after }, nextToken }),
      limits,
    );
    for (const each of answer.serviceDeployments ?? []) {
      if (newest === undefined || time(each) > time(newest)) newest = each;
    }
    ({ nextToken } = answer);
  } while (nextToken !== undefined);
  const arn = newest?.serviceDeploymentArn;
  if (arn === undefined) return undefined;
  const { serviceDeployments = [] } = await ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }),
    limits,
  );
  return serviceDeployments[0];
}

const time = ({ createdAt }: ServiceDeploymentBrief): number => createdAt?.getTime() ?? 0;

const STATES: Readonly<Record<ServiceDeploymentStatus, DeploymentState>> = {
  PENDING: "rolling out",
  IN_PROGRESS: "rolling out",
  SUCCESSFUL: "steady",
  ROLLBACK_REQUESTED: "rolling back",
  ROLLBACK_IN_PROGRESS: "rolling back",
  ROLLBACK_SUCCESSFUL: "rolled back",
  ROLLBACK_FAILED: "failed",
  STOP_REQUESTED: "failed",
  STOPPED: "failed",
};

export const stateOf = ({ status }: ServiceDeployment): DeploymentState | undefined =>
  status && STATES[status];

/** Whether ECS gave it up, or somebody ended it. */
export function hasFailed(deployment: ServiceDeployment): boolean {
  const state = stateOf(deployment);
  return state === "rolling back" || state === "rolled back" || state === "failed";
}

/** Why ECS gave it up, in its own words. */
export const reasonOf = ({ rollback, status, statusReason }: ServiceDeployment): string =>
  [statusReason, rollback?.reason].find((text) => text !== undefined && text !== "") ?? status ?? "no reason";

/** For example `bake time`. */
export const stageOf = ({ lifecycleStage }: ServiceDeployment): string | undefined =>
  lifecycleStage?.toLowerCase().replaceAll("_", " ");

/** ARN of the task definition that a deployment was to bring; `undefined` when ECS does not know. */
export async function targetDefinition(
  { targetServiceRevision }: ServiceDeployment,
  ecs: ECSClient,
): Promise<string | undefined> {
  const arn = targetServiceRevision?.arn;
  if (arn === undefined) return undefined;
  const { serviceRevisions = [] } = await ecs.send(
    new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] }),
  );
  return serviceRevisions[0]?.taskDefinition;
}
