import type { ServiceInput } from "../input";
import type { Image, Service, SideContainer } from "../model";
import { platformOf } from "../topics/platform";
import { containerProblems } from "./container";
import { containerImageProblems } from "./container-image";
import { hostPortOf } from "./container-port";
import { healthCheckProblems } from "./health-check";
import { helperContainers } from "./helper-containers";
import { isWindows, platformProblems, type TaskPlatform } from "./platform";
import { secretVersionProblems } from "./secret";
import { taskContainerProblems, type TaskContainer } from "./task-containers";
import { taskSizeProblems } from "./task-size";

/** The service's own container, or one beside it. */
export type AnyContainer = Omit<SideContainer, "image"> & { readonly image?: Image };

/**
 * What AWS would refuse in the task of a service: its platform, its size, and its containers alone and together.
 *
 * @param written the service as the user wrote it
 */
export function serviceContainersProblems(
  path: string,
  written: Pick<ServiceInput, "capacity"> | undefined,
  service: Service,
  root: string,
): string[] {
  const platform = platformOf(service);
  const { cpu, memoryMiB, containers: sides = [] } = service;
  const size = { ...(cpu !== undefined && { cpu }), ...(memoryMiB !== undefined && { memoryMiB }) };
  const all: readonly AnyContainer[] = [service, ...sides];
  const helpers = helperContainers(service);
  const paths = [
    path,
    ...sides.map(({ name }) => `${path}.containers.${name}`),
    ...helpers.map(({ property }) => `${path}.${property}`),
  ];
  return [
    ...platformProblems(path, { ...service, ...platform }),
    ...spotProblems(written?.capacity ? `${path}.capacity` : "cluster.capacity", service, platform),
    ...taskSizeProblems(`${path}.size`, size, platform),
    ...entranceProblems(path, service, platform),
    ...all.flatMap((each, index) => {
      const own = paths[index] ?? path;
      return [
        ...containerImageProblems(own, each, { ...platform, architecture: service.architecture }, root),
        ...settingsProblems(own, each, platform),
        ...variableProblems(own, each),
      ];
    }),
    ...taskContainerProblems(
      `${path}.containers`,
      paths,
      [...all.map((each) => taskContainer(each, platform)), ...helpers],
      { ...size, platform },
    ),
  ];
}

/** @param path the capacity as the user wrote it: the service's own or the cluster's */
function spotProblems(path: string, { capacity, name }: Service, platform: TaskPlatform): string[] {
  return isWindows(platform) && platform.launch === "fargate" && capacity.fargateSpot
    ? [
        `${path} must not hold fargateSpot on Windows, which Fargate Spot does not run, got a share; give services.${name} a capacity of its own`,
      ]
    : [];
}

/** Without a port nothing can connect, and without a network there is none. */
function entranceProblems(path: string, service: Service, { networkMode }: TaskPlatform): string[] {
  const entrances = (["route", "publicIp"] as const).filter((name) => service[name] !== undefined);
  if (networkMode === "none") {
    return entrances.map((name) => `${path}.${name} must not be set with network mode "none", got one`);
  }
  return service.port !== undefined
    ? []
    : entrances.map(
        (name) => `${path}.port must be set with ${name}, got nothing; that is where requests go`,
      );
}

function settingsProblems(path: string, container: AnyContainer, platform: TaskPlatform): string[] {
  const { environmentFiles = [], healthCheck } = container;
  const files = environmentFiles.map(({ object }) => object);
  const problems = containerProblems(path, { ...container, environmentFiles: files }, platform);
  if (isWindows(platform) && !container.writableRoot) {
    problems.push(
      `${path}.writableRoot must not be false on Windows, which has no read-only root, got false`,
    );
  }
  if (healthCheck) problems.push(...healthCheckProblems(`${path}.healthCheck`, healthCheck));
  return problems;
}

function variableProblems(path: string, { environment, secrets }: AnyContainer): string[] {
  const twice = Object.keys(secrets)
    .filter((name) => Object.hasOwn(environment, name))
    .map((name) => `${path}.secrets.${name} must not stand in environment too, got both`);
  const versions = Object.entries(secrets).flatMap(([name, secret]) =>
    secretVersionProblems(`${path}.secrets.${name}`, secret),
  );
  return [...twice, ...versions];
}

/** As ECS will see it. */
function taskContainer(container: AnyContainer, { networkMode }: TaskPlatform): TaskContainer {
  const { containerMemory = {}, containerCpu, healthCheck, hostPort, port } = container;
  return {
    name: container.name,
    essential: container.essential ?? true,
    ...(healthCheck && { healthCheck }),
    dependsOn: Object.entries(container.dependsOn ?? {}).map(([containerName, condition]) => ({
      containerName,
      condition,
    })),
    ...(containerCpu !== undefined && { cpu: containerCpu }),
    ...(containerMemory.hardMiB !== undefined && { memory: containerMemory.hardMiB }),
    ...(containerMemory.softMiB !== undefined && { memoryReservation: containerMemory.softMiB }),
    portMappings:
      port === undefined
        ? []
        : [
            {
              containerPort: port,
              hostPort: hostPortOf({ port, ...(hostPort !== undefined && { hostPort }) }, networkMode),
              protocol: "tcp",
            },
          ],
    ...(container.environmentFiles && { environmentFiles: container.environmentFiles }),
  };
}
