import type { EnvironmentInput } from "../input";
import type { Build, Environment, Service } from "../model";
import { buildContextProblems } from "./build-context";
import { capacityProblems } from "./capacity";
import { imageUserProblems } from "./image-user";
import { placeholderProblems } from "./placeholders";

/** The rules between two or more properties of one service. */
export function serviceProblems(
  input: EnvironmentInput,
  environment: Environment,
  service: Service,
  root: string,
): string[] {
  const path = `services.${service.name}`;
  const { rollout, healthCheck } = service;
  const problems = [
    ...(service.image.kind === "build" ? imageProblems(path, root, service.image, service.user) : []),
    ...capacityProblems(`${path}.capacity`, service.capacity),
    ...variableProblems(path, input, environment, service),
  ];
  if (service.image.kind === "external" && input.services[service.name]?.repository) {
    problems.push(
      `${path}.repository must not be set for an image that is built elsewhere, got a repository`,
    );
  }
  if (service.publicIp && service.route) {
    problems.push(`${path}.publicIp must not be set beside route, got both; the load balancer is the way in`);
  }
  if (service.exec && !service.writableRoot) {
    problems.push(
      `${path}.exec must not be true with a read-only root file system, got true; set writableRoot, ECS Exec installs its agent there`,
    );
  }
  if (rollout.maximumPercent <= rollout.minimumHealthyPercent) {
    problems.push(
      `${path}.rollout.maximumPercent must be above minimumHealthyPercent (${rollout.minimumHealthyPercent}), got ${rollout.maximumPercent}; a rolling update needs room for one more or one less`,
    );
  }
  if (!service.route && input.services[service.name]?.rollout?.healthCheckGraceSeconds !== undefined) {
    problems.push(`${path}.rollout.healthCheckGraceSeconds must not be set without a route, got a value`);
  }
  if (healthCheck && healthCheck.timeoutSeconds >= healthCheck.intervalSeconds) {
    problems.push(
      `${path}.healthCheck.timeoutSeconds must be below intervalSeconds (${healthCheck.intervalSeconds}), got ${healthCheck.timeoutSeconds}`,
    );
  }
  return problems;
}

/** The user can be judged only when there is a Dockerfile. */
function imageProblems(path: string, root: string, build: Build, user: string | undefined): string[] {
  const problems = buildContextProblems(`${path}.image`, root, build);
  return problems.length > 0
    ? problems
    : imageUserProblems(path, root, { build, ...(user !== undefined && { user }) });
}

function variableProblems(
  path: string,
  input: EnvironmentInput,
  environment: Environment,
  service: Service,
): string[] {
  const values = {
    project: environment.project,
    environment: environment.name,
    region: environment.region,
    account: environment.account,
    service: service.name,
  };
  const unknown = Object.entries(input.services[service.name]?.environment ?? {}).flatMap(([name, text]) =>
    placeholderProblems(`${path}.environment.${name}`, text, values),
  );
  const twice = Object.keys(service.secrets)
    .filter((name) => Object.hasOwn(service.environment, name))
    .map((name) => `${path}.secrets.${name} must not stand in environment too, got both`);
  return [...unknown, ...twice];
}
