import { shown } from "../errors";
import { MAX_ENVIRONMENT_FILES } from "./environment-file";
import { isWindows, type TaskPlatform } from "./platform";
import { repeated } from "./repeated";
import { dependencyProblems, type Dependent } from "./container-dependency";
import type { TaskSize } from "./task-size";

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const MAX_CONTAINERS = 10;

/** A container as the rules between the containers of one task see it, in the words of ECS. */
export interface TaskContainer extends Dependent {
  readonly essential: boolean;
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
  readonly portMappings: readonly {
    readonly containerPort: number;
    readonly hostPort: number;
    readonly protocol: "tcp" | "udp";
  }[];
  readonly environmentFiles?: readonly unknown[];
}

interface Task extends TaskSize {
  readonly platform: TaskPlatform;
}

/**
 * What AWS would refuse in the containers of one task, taken together.
 *
 * @param path the containers as the user wrote them, for example `services.web.containers`
 * @param pathOf how the user names one container, for example `services.web` for the service's own
 */
export function taskContainerProblems(
  path: string,
  pathOf: (container: string) => string,
  containers: readonly TaskContainer[],
  task: Task,
): string[] {
  const names = containers.map(({ name }) => name);
  const [first, ...others] = containers;
  // The only container of a task is written without a list around it.
  const together = (property: string): string =>
    first !== undefined && others.length === 0 ? `${pathOf(first.name)}.${property}` : path;
  const files = containers.flatMap(({ environmentFiles }) => environmentFiles ?? []).length;
  return [
    ...(containers.length > MAX_CONTAINERS
      ? [`${path} must be at most ${MAX_CONTAINERS} in one task, got ${containers.length}`]
      : []),
    ...(containers.some(({ essential }) => essential)
      ? []
      : [
          together("essential") === path
            ? `${path} must hold at least one that is essential, got none`
            : `${together("essential")} must be true for the only container of a task, got false`,
        ]),
    ...repeated(names).map((name) => `${path} must have different names, got ${shown(name)} more than once`),
    ...(files > MAX_ENVIRONMENT_FILES
      ? [`${path} must name at most ${MAX_ENVIRONMENT_FILES} environment files together, got ${files}`]
      : []),
    ...dependencyProblems(pathOf, containers),
    ...memoryProblems(together("containerMemory"), pathOf, containers, task),
    ...cpuProblems(together("containerCpu"), containers, task),
    ...sharedPortProblems(pathOf, containers, task.platform),
  ];
}

function memoryProblems(
  path: string,
  pathOf: (container: string) => string,
  containers: readonly TaskContainer[],
  { memoryMiB, platform }: Task,
): string[] {
  if (memoryMiB === undefined) {
    return platform.launch === "fargate"
      ? []
      : containers
          .filter(({ memory, memoryReservation }) => memory === undefined && memoryReservation === undefined)
          .map(
            ({ name }) =>
              `${pathOf(name)}.containerMemory must be set where the task has no memory of its own, got nothing`,
          );
  }
  const problems = containers.flatMap(({ name, memory }) =>
    memory !== undefined && memory > memoryMiB
      ? [
          `${pathOf(name)}.containerMemory.hardMiB must not be above the task's memory (${memoryMiB} MiB), got ${memory}`,
        ]
      : [],
  );
  const reserved = sum(containers.map(({ memory, memoryReservation }) => memoryReservation ?? memory ?? 0));
  return problems.length > 0 || reserved <= memoryMiB
    ? problems
    : [
        `${path} must not reserve more memory than the task has (${memoryMiB} MiB), got ${reserved} MiB together`,
      ];
}

function cpuProblems(path: string, containers: readonly TaskContainer[], { cpu, platform }: Task): string[] {
  if (cpu === undefined || (platform.launch === "ec2" && isWindows(platform))) return [];
  const reserved = sum(containers.map((container) => container.cpu ?? 0));
  return reserved <= cpu
    ? []
    : [`${path} must not reserve more CPU units than the task has (${cpu}), got ${reserved} together`];
}

/** In `awsvpc` and `host` the containers share one address; in `bridge` they share the instance's fixed ports. */
function sharedPortProblems(
  pathOf: (container: string) => string,
  containers: readonly TaskContainer[],
  { networkMode }: TaskPlatform,
): string[] {
  const property = networkMode === "bridge" ? "hostPort" : "port";
  const taken = new Map<number, string>();
  return containers.flatMap(({ name, portMappings }) =>
    portMappings.flatMap(({ hostPort }) => {
      const other = taken.get(hostPort);
      if (hostPort !== 0 && other === undefined) taken.set(hostPort, name);
      return other === undefined
        ? []
        : [
            `${pathOf(name)}.${property} must be another one than that of container ${shown(other)} with network mode "${networkMode}", got ${hostPort}`,
          ];
    }),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
