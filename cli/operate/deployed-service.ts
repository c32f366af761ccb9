import type { Service as EcsService } from "@aws-sdk/client-ecs";
import { NotReadyError } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import type { Clients, RunningService } from "../deploy/watch";
import { describeServices } from "../deploy/watch/services";

/** What ECS says of a service, which must be there. */
export async function deployedService(
  environment: Environment,
  running: RunningService,
  { ecs }: Pick<Clients, "ecs">,
): Promise<EcsService> {
  const found = (await describeServices([running], ecs)).get(running.name);
  if (found === undefined) throw notThere(environment, running, "none");
  return found;
}

export const notThere = (
  { account, name, region }: Environment,
  running: RunningService,
  got: string,
): NotReadyError =>
  new NotReadyError(`environment "${name}"`, [
    `service ${running.name} must be in cluster ${running.cluster} of account ${account} in ${region}, got ${got}; deploy it with: npx slipway deploy ${name} ${running.name}`,
  ]);
