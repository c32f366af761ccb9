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
 * @param paths how the user names each container, for example `services.web` for the service's own
 */
export function taskContainerProblems(
  path: string,
  paths: readonly string[],
  containers: readonly TaskContainer[],
  task: Task,
): string[] {
  const pathOf = (name: string): string => paths[containers.findIndex((each) => each.name === name)] ?? path;
  return [
    ...(containers.length > MAX_CONTAINERS
      ? [`${path} must be at most ${MAX_CONTAINERS} in one task, got ${containers.length}`]
      : []),
    ...essentialProblems(paths, containers),
    ...nameProblems(path, paths, containers),
    ...sharedFileProblems(paths, containers),
    ...dependencyProblems(pathOf, containers),
    ...memoryProblems(paths, containers, task),
    ...cpuProblems(paths, containers, task),
    ...sharedPortProblems(pathOf, containers, task.platform),
  ];
}

/** A container is essential unless its user wrote otherwise, so the first one's property is written. */
function essentialProblems(paths: readonly string[], containers: readonly TaskContainer[]): string[] {
  if (containers.some(({ essential }) => essential)) return [];
  const rule =
    containers.length === 1
      ? "for the only container of a task"
      : "for at least one of the containers of a task";
  return [`${paths[0]}.essential must be true ${rule}, got false`];
}

function nameProblems(
  path: string,
  paths: readonly string[],
  containers: readonly TaskContainer[],
): string[] {
  return repeated(containers.map(({ name }) => name)).map((name) => {
    const [first, second] = paths.filter((_, index) => containers[index]?.name === name);
    return first === second
      ? `${path} must have different names, got ${shown(name)} more than once`
      : `${second} must have another container name than ${first}, got ${shown(name)}`;
  });
}

/** A container that has too many alone is reported by the rules for one container. */
function sharedFileProblems(paths: readonly string[], containers: readonly TaskContainer[]): string[] {
  const files = properties(paths, "environmentFiles", containers, (each) => each.environmentFiles?.length);
  return files.some(({ amount }) => amount > MAX_ENVIRONMENT_FILES)
    ? []
    : sharedLimitProblems(files, MAX_ENVIRONMENT_FILES, `hold at most ${MAX_ENVIRONMENT_FILES} files`);
}

function memoryProblems(
  paths: readonly string[],
  containers: readonly TaskContainer[],
  { memoryMiB, platform }: Task,
): string[] {
  if (memoryMiB === undefined) {
    return platform.launch === "fargate"
      ? []
      : containers.flatMap(({ memory, memoryReservation }, index) =>
          memory === undefined && memoryReservation === undefined
            ? [
                `${paths[index]}.containerMemory must be set where the task has no memory of its own, got nothing`,
              ]
            : [],
        );
  }
  const problems = containers.flatMap(({ memory = 0, memoryReservation = 0 }, index) => {
    const [property, amount] =
      memory > memoryMiB ? (["hardMiB", memory] as const) : (["softMiB", memoryReservation] as const);
    return amount > memoryMiB
      ? [
          `${paths[index]}.containerMemory.${property} must not be above the task's memory (${memoryMiB} MiB), got ${amount}`,
        ]
      : [];
  });
  if (problems.length > 0) return problems;
  return sharedLimitProblems(
    properties(
      paths,
      "containerMemory",
      containers,
      ({ memory, memoryReservation }) => memoryReservation ?? memory,
    ),
    memoryMiB,
    `not reserve more memory than the task has (${memoryMiB} MiB)`,
  );
}

function cpuProblems(
  paths: readonly string[],
  containers: readonly TaskContainer[],
  { cpu: limit, platform }: Task,
): string[] {
  if (limit === undefined || (platform.launch === "ec2" && isWindows(platform))) return [];
  const rule = `not reserve more CPU units than the task has (${limit})`;
  const units = properties(paths, "containerCpu", containers, ({ cpu }) => cpu);
  const tooMany = units.filter(({ amount }) => amount > limit);
  return tooMany.length > 0
    ? tooMany.map(({ path, amount }) => `${path} must ${rule}, got ${amount}`)
    : sharedLimitProblems(units, limit, rule);
}

/** A property of one container that counts towards a limit of the task. */
interface Share {
  readonly path: string;
  readonly amount: number;
}

const properties = (
  paths: readonly string[],
  property: string,
  containers: readonly TaskContainer[],
  amountOf: (container: TaskContainer) => number | undefined,
): readonly Share[] =>
  containers.flatMap((container, index) => {
    const amount = amountOf(container) ?? 0;
    return amount > 0 ? [{ path: `${paths[index]}.${property}`, amount }] : [];
  });

/** Reports the largest share: it is the likeliest mistake, and defaults are small. */
function sharedLimitProblems(shares: readonly Share[], limit: number, rule: string): string[] {
  const total = shares.reduce((sum, { amount }) => sum + amount, 0);
  const [largest, ...others] = [...shares].sort((a, b) => b.amount - a.amount);
  return largest === undefined || total <= limit
    ? []
    : [
        `${largest.path} must ${rule} together with ${others.map(({ path }) => path).join(", ")}, got ${total} in total`,
      ];
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
