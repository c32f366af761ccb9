import { ConfigurationError } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import { builtService } from "../registry/built-service";
import { nameIn } from "../../environments/rules/names";
import { unknownService } from "../named-service";

/**
 * Name of the repository that the image of a service goes to, or of a container beside it (`web/proxy`). An unknown
 * name is answered with the known ones.
 */
export function builtRepository(environment: Environment, name: string): string {
  if (environment.services.some((service) => service.name === name)) {
    return builtService(environment, name).repositoryName;
  }
  const known = environment.services.flatMap(({ name: service, containers = [] }) => [
    service,
    ...containers.filter(({ repository }) => repository).map((side) => `${service}/${side.name}`),
  ]);
  if (known.includes(name)) return nameIn(environment, name);
  throw new ConfigurationError("the command", [unknownService(name, known)]);
}
