import type { Service as EcsService } from "@aws-sdk/client-ecs";
import type { Environment, Service } from "../../environments/model";
import { runningService, type Clients, type RunningService } from "../deploy/watch";
import { namedService } from "../named-service";
import { deployedService, notThere } from "./deployed-service";

/** A service that an operator acts on: as the environment says it, and where ECS has it. */
export interface ActedOn {
  readonly environment: Environment;
  readonly service: Service;
  readonly running: RunningService;
}

/** Finds it by its name; an unknown one is answered with the known ones. */
export function actedOn(environment: Environment, name: string): ActedOn {
  const service = namedService(environment, name);
  return { environment, service, running: runningService(environment, service) };
}

/** What ECS says of it; one that is on its way out is refused as one that was never deployed. */
export async function inEcs(
  { environment, running }: ActedOn,
  clients: Pick<Clients, "ecs">,
): Promise<EcsService> {
  const found = await deployedService(environment, running, clients);
  if (found.status === "ACTIVE") return found;
  throw notThere(environment, running, `one that is ${found.status ?? "without a status"}`);
}
