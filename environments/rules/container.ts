import { shown } from "../errors";
import { byName } from "./by-name";
import { linuxProblems, type LinuxSettings } from "./container-linux";
import { portProblems, type PortSettings } from "./container-port";
import { environmentFileProblems } from "./environment-file";
import { isWindows, under, type TaskPlatform } from "./platform";
import { MIN_MEMORY_MIB } from "./task-size";

/** Resource limits that ECS hands to Docker, https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html */
export const ULIMITS = [
  "core",
  "cpu",
  "data",
  "fsize",
  "locks",
  "memlock",
  "msgqueue",
  "nice",
  "nofile",
  "nproc",
  "rss",
  "rtprio",
  "rttime",
  "sigpending",
  "stack",
] as const;

export type Ulimit = (typeof ULIMITS)[number];

/** Limit that stands for none. */
export const UNLIMITED = -1;

/**
 * Open files of a process on Fargate, soft and hard.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_limits
 */
const MAX_FARGATE_FILES = 1_048_576;

/**
 * Seconds that ECS waits between SIGTERM and SIGKILL. Only Fargate has a maximum.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const STOP_TIMEOUT_SECONDS = { from: 2, onFargate: 120 } as const;

export interface ContainerMemory {
  /** The container is killed above it, in MiB. */
  readonly hardMiB?: number;
  /** Memory that is kept for the container, in MiB; it may have more while there is some. */
  readonly softMiB?: number;
}

/** Settings of one container that AWS judges without looking at the others of its task. */
export interface ContainerSettings extends PortSettings {
  readonly user?: string;
  readonly containerCpu?: number;
  readonly containerMemory?: ContainerMemory;
  readonly ulimits?: Readonly<Partial<Record<Ulimit, { readonly soft: number; readonly hard: number }>>>;
  readonly linux?: LinuxSettings;
  readonly readOnlyRoot?: boolean;
  readonly environmentFiles?: readonly string[];
  readonly stopTimeoutSeconds?: number;
}

/**
 * What AWS would refuse in one container.
 *
 * @param path what the user wrote before, for example `services.web`; empty for a construct
 */
export function containerProblems(
  path: string,
  container: ContainerSettings,
  platform: TaskPlatform,
): string[] {
  return [
    ...portProblems(path, container, platform),
    ...resourceProblems(path, container),
    ...ulimitProblems(path, container.ulimits, platform),
    ...linuxProblems(under(path, "linux"), container.linux, platform),
    ...environmentFileProblems(under(path, "environmentFiles"), container.environmentFiles ?? []),
    ...stopTimeoutProblems(path, container, platform),
    ...(isWindows(platform) ? windowsProblems(path, container) : []),
  ];
}

function resourceProblems(path: string, { containerCpu, containerMemory = {} }: ContainerSettings): string[] {
  const { hardMiB, softMiB } = containerMemory;
  const memory = under(path, "containerMemory");
  const problems: string[] = [];
  if (containerCpu !== undefined && !(Number.isInteger(containerCpu) && containerCpu >= 1)) {
    problems.push(
      `${under(path, "containerCpu")} must be a whole number of CPU units from 1, got ${containerCpu}`,
    );
  }
  for (const [name, value] of Object.entries({ hardMiB, softMiB })) {
    if (value === undefined || (Number.isInteger(value) && value >= MIN_MEMORY_MIB)) continue;
    problems.push(`${memory}.${name} must be a whole number of MiB from ${MIN_MEMORY_MIB}, got ${value}`);
  }
  if (hardMiB !== undefined && softMiB !== undefined && softMiB > hardMiB) {
    problems.push(`${memory}.softMiB must not be above hardMiB (${hardMiB}), got ${softMiB}`);
  }
  return problems;
}

function ulimitProblems(
  path: string,
  ulimits: ContainerSettings["ulimits"] = {},
  { launch }: TaskPlatform,
): string[] {
  const height = (limit: number) => (limit === UNLIMITED ? Infinity : limit);
  return byName(ulimits).flatMap(([name, { soft, hard }]) => {
    const limit = `${under(path, "ulimits")}.${name}`;
    if (height(soft) > height(hard)) return [`${limit}.soft must not be above hard (${hard}), got ${soft}`];
    return launch === "fargate" && name === "nofile" && height(hard) > MAX_FARGATE_FILES
      ? [`${limit} must be at most ${MAX_FARGATE_FILES} on Fargate, got ${hard}`]
      : [];
  });
}

function stopTimeoutProblems(
  path: string,
  { stopTimeoutSeconds: seconds }: ContainerSettings,
  { launch }: TaskPlatform,
): string[] {
  const { from, onFargate } = STOP_TIMEOUT_SECONDS;
  const to = launch === "fargate" ? onFargate : Infinity;
  return seconds === undefined || (Number.isInteger(seconds) && seconds >= from && seconds <= to)
    ? []
    : [
        `${under(path, "stopTimeoutSeconds")} must be a whole number of seconds from ${from}${launch === "fargate" ? ` to ${to} on Fargate` : ""}, got ${seconds}`,
      ];
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows_task_definitions.html */
function windowsProblems(path: string, container: ContainerSettings): string[] {
  const { readOnlyRoot = false, user, linux, ulimits, environmentFiles = [] } = container;
  const given = [
    ...(user === undefined ? [] : [["user", shown(user)]]),
    ...(linux === undefined ? [] : [["linux", "settings"]]),
    ...(ulimits === undefined ? [] : [["ulimits", Object.keys(ulimits).join(", ")]]),
    ...(readOnlyRoot ? [["readOnlyRoot", "true"]] : []),
    ...(environmentFiles.length > 0 ? [["environmentFiles", `${environmentFiles.length} of them`]] : []),
  ];
  return given.map(
    ([name = "", got = ""]) =>
      `${under(path, name)} must not be set on Windows, which has no such setting, got ${got}`,
  );
}
