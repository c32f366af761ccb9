import type { Service as EcsService } from "@aws-sdk/client-ecs";
import { ConfigurationError } from "../../environments/errors";
import type { Environment, Service } from "../../environments/model";
import { nameIn, prefixOf } from "../../environments/rules/names";
import type { Clients, RunningService } from "../deploy/watch";
import { describeServices } from "../deploy/watch/services";

/** Where ECS has a service of the environment. */
export const runningService = (
  environment: Environment,
  { name }: Pick<Service, "name">,
): RunningService => ({
  name,
  cluster: prefixOf(environment),
  service: nameIn(environment, name),
});

/** What ECS says of a service, which must be there. */
export async function deployedService(
  environment: Environment,
  running: RunningService,
  { ecs }: Pick<Clients, "ecs">,
): Promise<EcsService> {
  const found = (await describeServices([running], ecs)).get(running.name);
  if (found !== undefined) return found;
  throw new ConfigurationError(`environment "${environment.name}"`, [
    `service ${running.name} must exist in cluster ${running.cluster}, got none; deploy it with: npx slipway deploy ${environment.name}`,
  ]);
}
