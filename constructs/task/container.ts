import { refuse, shown } from "../../environments/errors";
import { containerProblems, type ContainerMemory, type Ulimit } from "../../environments/rules/container";
import type { LinuxSettings } from "../../environments/rules/container-linux";
import { hostPortOf } from "../../environments/rules/container-port";
import { healthCheckProblems, type ContainerHealthCheck } from "../../environments/rules/health-check";
import { FARGATE_LINUX, isWindows, type TaskPlatform } from "../../environments/rules/platform";
import type {
  ContainerDefinition,
  ContainerDependency,
  HealthCheckDefinition,
  LogConfiguration,
  MountPoint,
} from "./container-definition";
import { linuxParameters } from "./linux-parameters";

export interface ContainerProps {
  /** Name inside the task, letters, digits, `-` and `_`, at most 255 characters. */
  readonly name: string;
  /** Full image reference. */
  readonly image: string;
  /** ARN of the Secrets Manager secret with `username` and `password` of the image's registry. @default none */
  readonly credentialsArn?: string;
  /** Launch type, operating system and network mode of the task. @default Fargate, Linux, awsvpc */
  readonly platform?: TaskPlatform;
  /** TCP port that the process listens on, 1 to 65535. @default none: nothing is reachable */
  readonly port?: number;
  /** Port of the instance that leads to `port`; only in `bridge`, 1 to 32767 or 0. @default 0: any that is free */
  readonly hostPort?: number;
  /** Ports beside `port` that containers of the same task connect to. @default none */
  readonly extraPorts?: readonly { readonly port: number; readonly protocol: "tcp" | "udp" }[];
  /** Arguments instead of the image's own. @default the image's */
  readonly command?: readonly string[];
  /** Program and first arguments instead of the image's own. @default the image's */
  readonly entryPoint?: readonly string[];
  /** Folder that the process starts in, an absolute path. @default the image's */
  readonly workingDirectory?: string;
  /** Plain environment variables; the values reach the container as they are written. */
  readonly environment: Readonly<Record<string, string>>;
  /** ARNs of S3 objects that end in `.env`, at most 10 in a task. @default none */
  readonly environmentFiles?: readonly string[];
  /** Environment variables that ECS fills when the task starts: name to `valueFrom`. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Command that tells whether the container is healthy. @default none */
  readonly healthCheck?: ContainerHealthCheck;
  /** Name of the CloudWatch log group that gets standard output and error. */
  readonly logGroup: string;
  /** Region of the log group. */
  readonly region: string;
  /** The root file system can not be written to; `/tmp` is in memory instead. Windows has no such setting. */
  readonly readOnlyRoot: boolean;
  /** Size of that `/tmp` in MiB, taken from the task's memory as it fills. @default 64 */
  readonly temporaryMiB?: number;
  /** User that runs the process, `name`, `uid` or `uid:gid`. @default the image's own */
  readonly user?: string;
  /** Seconds between SIGTERM and SIGKILL, 2 to 120. */
  readonly stopTimeoutSeconds: number;
  /** The task ends when this container ends. @default true */
  readonly essential?: boolean;
  /** Containers of the task that must have come so far before this one starts. @default none */
  readonly dependsOn?: readonly ContainerDependency[];
  /** CPU units that are kept for the container, from 1; 1024 = 1 vCPU. @default none: what the others leave */
  readonly containerCpu?: number;
  /** Memory limits in MiB, each from 6. @default none: the task's own */
  readonly containerMemory?: ContainerMemory;
  /** Resource limits, each soft one not above its hard one; -1: none. @default the launch type's own */
  readonly ulimits?: Readonly<Partial<Record<Ulimit, { readonly soft: number; readonly hard: number }>>>;
  /** Settings of the Linux kernel. @default an init process, and `/tmp` in memory where the root is read-only */
  readonly linux?: LinuxSettings;
  /** Docker labels. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Volumes of the task, and where the container sees them. @default none */
  readonly mountPoints?: readonly MountPoint[];
  /** Where standard output and error go. @default CloudWatch Logs, by `awslogs` */
  readonly logConfiguration?: LogConfiguration;
  /** Name and protocol of `port`, for Service Connect. @default none */
  readonly portName?: { readonly name: string; readonly appProtocol?: "http" | "http2" | "grpc" };
  /** Options of FireLens; makes the container the one that gets the lines of `awsfirelens`. @default none: it is not */
  readonly firelensOptions?: Readonly<Record<string, string>>;
}

/** Log lines that may wait in memory while CloudWatch is slow; then the oldest go, and the application never blocks. */
const LOG_BUFFER = "25m";

/**
 * The definition of one container in the form in which ECS gives it back: lists that ECS fills in are there even when
 * empty, ports carry host port and protocol, variables are sorted. So neither plan nor registered revision differs
 * by more than what somebody changed.
 */
export function containerDefinition(props: ContainerProps): ContainerDefinition {
  const platform = props.platform ?? FARGATE_LINUX;
  refuse(`container ${shown(props.name)}`, [...problemsOf(props), ...containerProblems("", props, platform)]);
  const { command, entryPoint, environmentFiles = [], healthCheck, user } = props;
  const { containerMemory = {}, ulimits = {}, labels = {} } = props;
  const secrets = named(props.secrets).map(([name, valueFrom]) => ({ name, valueFrom }));
  return {
    name: props.name,
    image: props.image,
    ...(props.credentialsArn !== undefined && {
      repositoryCredentials: { credentialsParameter: props.credentialsArn },
    }),
    essential: props.essential ?? true,
    environment: named(props.environment).map(([name, value]) => ({ name, value })),
    ...(environmentFiles.length > 0 && {
      environmentFiles: environmentFiles.map((file) => ({ type: "s3", value: file })),
    }),
    ...(secrets.length > 0 ? { secrets } : {}),
    portMappings: portMappings(props, platform),
    mountPoints: props.mountPoints ?? [],
    systemControls: [],
    volumesFrom: [],
    ...(command === undefined ? {} : { command }),
    ...(entryPoint === undefined ? {} : { entryPoint }),
    ...(props.workingDirectory !== undefined && { workingDirectory: props.workingDirectory }),
    ...(healthCheck === undefined ? {} : { healthCheck: healthCheckDefinition(healthCheck) }),
    ...(user === undefined ? {} : { user }),
    ...(props.containerCpu !== undefined && { cpu: props.containerCpu }),
    ...(containerMemory.hardMiB !== undefined && { memory: containerMemory.hardMiB }),
    ...(containerMemory.softMiB !== undefined && { memoryReservation: containerMemory.softMiB }),
    ...(Object.keys(ulimits).length > 0 && {
      ulimits: named(ulimits).map(([name, { soft, hard }]) => ({ name, softLimit: soft, hardLimit: hard })),
    }),
    ...(isWindows(platform) ? {} : linuxOnly(props)),
    ...(Object.keys(labels).length > 0 && {
      dockerLabels: Object.fromEntries(named(labels)),
    }),
    ...(props.firelensOptions && {
      firelensConfiguration: { type: "fluentbit", options: props.firelensOptions },
    }),
    stopTimeout: props.stopTimeoutSeconds,
    ...(props.dependsOn === undefined || props.dependsOn.length === 0 ? {} : { dependsOn: props.dependsOn }),
    logConfiguration: props.logConfiguration ?? cloudWatchLogs(props.name, props.logGroup, props.region),
  };
}

/** Lines to CloudWatch Logs, in streams `<name>/<name>/<task id>`. */
export const cloudWatchLogs = (name: string, logGroup: string, region: string): LogConfiguration => ({
  logDriver: "awslogs",
  options: {
    "awslogs-group": logGroup,
    "awslogs-region": region,
    "awslogs-stream-prefix": name,
    "max-buffer-size": LOG_BUFFER,
    mode: "non-blocking",
  },
});

const linuxOnly = ({ linux, mountPoints = [], readOnlyRoot, temporaryMiB }: ContainerProps) => ({
  readonlyRootFilesystem: readOnlyRoot,
  linuxParameters: linuxParameters(linux ?? {}, {
    readOnly: readOnlyRoot,
    mounted: mountPoints.map(({ containerPath }) => containerPath),
    ...(temporaryMiB !== undefined && { temporaryMiB }),
  }),
});

function portMappings(
  { port, hostPort, portName, extraPorts = [] }: ContainerProps,
  { networkMode }: TaskPlatform,
): ContainerDefinition["portMappings"] {
  const extra = extraPorts.map((each) => ({
    containerPort: each.port,
    hostPort: hostPortOf(each, networkMode),
    protocol: each.protocol,
  }));
  if (port === undefined) return extra;
  const host = hostPortOf({ port, ...(hostPort !== undefined && { hostPort }) }, networkMode);
  return [{ containerPort: port, hostPort: host, protocol: "tcp", ...portName }, ...extra];
}

function healthCheckDefinition(check: ContainerHealthCheck): HealthCheckDefinition {
  return {
    command: check.command,
    interval: check.intervalSeconds,
    timeout: check.timeoutSeconds,
    retries: check.retries,
    // ECS knows no start period of 0: off is the absence of the key.
    ...(check.startPeriodSeconds > 0 ? { startPeriod: check.startPeriodSeconds } : {}),
  };
}

const named = <T>(values: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(values).sort(([left], [right]) => (left < right ? -1 : 1));

function problemsOf({ name, environment, secrets, healthCheck }: ContainerProps): string[] {
  const twice = Object.keys(secrets).filter((variable) => Object.hasOwn(environment, variable));
  const kind = healthCheck?.command.at(0);
  return [
    ...(/^[\w-]{1,255}$/.test(name)
      ? []
      : [`name must have 1 to 255 letters, digits, "-" or "_", got ${shown(name)}`]),
    ...twice
      .sort()
      .map(
        (variable) =>
          `secrets.${variable} must not have the name of a plain variable, got both; remove one of them`,
      ),
    ...(healthCheck === undefined || kind === "CMD" || kind === "CMD-SHELL"
      ? []
      : [`healthCheck.command must begin with "CMD" or "CMD-SHELL", got ${shown(kind)}`]),
    ...(healthCheck ? healthCheckProblems("healthCheck", healthCheck) : []),
  ];
}
