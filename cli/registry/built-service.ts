import { ConfigurationError } from "../../environments/errors";
import type { Build, Environment, Image, Service } from "../../environments/model";
import type { Repository } from "../../environments/topics/repository";
import { nameIn } from "../../environments/rules/names";
import { namedService } from "../named-service";

/** A service whose image is built here, so that it has a repository. */
export interface BuiltService {
  readonly service: Service;
  readonly build: Build;
  readonly repository: Repository;
  /** Of the private repository. */
  readonly repositoryName: string;
}

/** Finds a service by its name; an unknown one is answered with the known ones. */
export function builtService(environment: Environment, name: string): BuiltService {
  const service = namedService(environment, name);
  const { image, repository } = service;
  if (image.kind !== "build" || !repository) {
    throw new ConfigurationError("the command", [
      `service must be one whose image is built here, got "${name}", which runs ${elsewhere(image)}`,
    ]);
  }
  const repositoryName = nameIn(environment, name);
  return { service, build: image, repository, repositoryName };
}

function elsewhere(image: Image): string {
  if (image.kind === "external") return image.uri;
  if (image.kind === "build") return "no image";
  const { environment, service } = image.origin;
  return `what is promoted from "${image.from}"; its image is ${service} of environment "${environment}"`;
}
