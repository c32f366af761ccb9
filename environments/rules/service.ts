import type { EnvironmentInput } from "../input";
import type { Environment, Service } from "../model";
import { repositoryOf } from "../topics/containers";
import { platformOf } from "../topics/platform";
import { capacityProblems } from "./capacity";
import { closedNetworkProblems } from "./closed-network";
import { wildcardProblems } from "./listener-patterns";
import { migrateProblems } from "./migrate";
import { repositoryProblems } from "./repository";
import { databaseUseProblems } from "./database-use";
import { rolloutProblems } from "./rollout";
import { serviceContainersProblems } from "./service-containers";
import { runningProblems } from "./running";
import { serviceSidecarsProblems } from "./service-sidecars";
import { volumesProblems } from "./volumes";

/** The rules between two or more properties of one service. */
export function serviceProblems(
  input: EnvironmentInput,
  environment: Environment,
  service: Service,
  root: string,
): string[] {
  const path = `services.${service.name}`;
  const given = input.services[service.name];
  const problems = [
    ...serviceContainersProblems(path, given, service, root),
    ...serviceSidecarsProblems(path, environment, service),
    ...closedNetworkProblems(path, environment, service),
    // The cluster's own capacity has its own problems.
    ...(given?.capacity ? capacityProblems(`${path}.capacity`, service.capacity) : []),
    ...runningProblems(path, input, environment, service),
    ...migrateProblems(path, service),
    ...rolloutProblems(path, service, given?.rollout, environment.region),
    ...repositoryProblems(path, environment, service, root),
    ...(service.route ? wildcardProblems(`${path}.route`, service.route) : []),
    ...databaseUseProblems(path, service, environment.databases ?? [], environment.emulator !== undefined),
    ...volumesProblems(path, service, environment.fileSystems ?? [], platformOf(service)),
  ];
  if (!repositoryOf(service) && given?.repository) {
    const { image } = service;
    const built =
      image.kind === "promoted"
        ? `promoted, got a repository; it is that of environment "${image.origin.environment}"`
        : "built elsewhere, got a repository";
    problems.push(`${path}.repository must not be set for an image that is ${built}`);
  }
  if (service.publicIp && service.route) {
    problems.push(`${path}.publicIp must not be set beside route, got both; the load balancer is the way in`);
  }
  if (service.exec && !service.writableRoot) {
    problems.push(
      `${path}.exec must not be true with a read-only root file system, got true; set writableRoot, ECS Exec installs its agent there`,
    );
  }
  return problems;
}
