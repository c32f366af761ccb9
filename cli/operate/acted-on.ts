import type { Service as EcsService } from "@aws-sdk/client-ecs";
import { ConfigurationError } from "../../environments/errors";
import type { Environment, Service } from "../../environments/model";
import { nameIn, prefixOf } from "../../environments/rules/names";
import type { Clients, RunningService } from "../deploy/watch";
import { describeServices } from "../deploy/watch/services";
import { namedService } from "../named-service";

/** A service that an operator acts on: as the environment says it, and where ECS has it. */
export interface ActedOn {
  readonly environment: Environment;
  readonly service: Service;
  readonly running: RunningService;
}

/** Finds it by its name; an unknown one is answered with the known ones. */
export function actedOn(environment: Environment, name: string): ActedOn {
  const service = namedService(environment, name);
  return {
    environment,
    service,
    running: { name, cluster: prefixOf(environment), service: nameIn(environment, name) },
  };
}

/** What ECS says of it; one that was never deployed is refused. */
export async function inEcs(
  { environment, running }: ActedOn,
  { ecs }: Pick<Clients, "ecs">,
): Promise<EcsService> {
  const found = (await describeServices([running], ecs)).get(running.name);
  if (found?.status === "ACTIVE") return found;
  const got = found === undefined ? "none" : `one that is ${found.status ?? "without a status"}`;
  throw new ConfigurationError(`environment "${environment.name}"`, [
    `service ${running.name} must be in cluster ${running.cluster} of account ${environment.account} in ${environment.region}, got ${got}; deploy it with: npx slipway deploy ${environment.name} ${running.name}`,
  ]);
}
