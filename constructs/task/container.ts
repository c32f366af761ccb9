import { refuse, shown } from "../../environments/errors";
import { literal } from "../literal";
import type {
  ContainerDefinition,
  ContainerDependency,
  HealthCheckDefinition,
  LogConfiguration,
  MountPoint,
} from "./container-definition";

export interface ContainerProps {
  /** Name inside the task, letters, digits, `-` and `_`, at most 255 characters. */
  readonly name: string;
  /** Full image reference. */
  readonly image: string;
  /** TCP port that the process listens on, 1 to 65535. @default none: nothing is reachable */
  readonly port?: number;
  /** Arguments instead of the image's own. @default the image's */
  readonly command?: readonly string[];
  /** Plain environment variables; the values reach the container as they are written. */
  readonly environment: Readonly<Record<string, string>>;
  /** Environment variables that ECS fills when the task starts: name to `valueFrom`. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Command that tells whether the container is healthy. @default none */
  readonly healthCheck?: ContainerHealthCheck;
  /** Name of the CloudWatch log group that gets standard output and error. */
  readonly logGroup: string;
  /** Region of the log group. */
  readonly region: string;
  /** The root file system can not be written to; `/tmp` is in memory instead. */
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
  /** Volumes of the task, and where the container sees them. @default none */
  readonly mountPoints?: readonly MountPoint[];
  /** Where standard output and error go. @default CloudWatch Logs, by `awslogs` */
  readonly logConfiguration?: LogConfiguration;
  /** Name and protocol of `port`, for Service Connect. @default none */
  readonly portName?: { readonly name: string; readonly appProtocol?: "http" | "http2" | "grpc" };
}

export interface ContainerHealthCheck {
  /** As ECS wants it: `CMD` and the arguments, or `CMD-SHELL` and one line. */
  readonly command: readonly string[];
  /** Seconds between two checks, 5 to 300. */
  readonly intervalSeconds: number;
  /** Seconds until a check counts as failed, 2 to 60. */
  readonly timeoutSeconds: number;
  /** Failures in a row until the container is unhealthy, 1 to 10. */
  readonly retries: number;
  /** Seconds after the start in which failures do not count, 0 to 300. */
  readonly startPeriodSeconds: number;
}

/** Room for sockets, uploads and process ids; a 512 MiB task still keeps seven eighths of its memory. */
const DEFAULT_TEMPORARY_MIB = 64;

/** Log lines that may wait in memory while CloudWatch is slow; then the oldest go, and the application never blocks. */
const LOG_BUFFER = "25m";

/**
 * The definition of one container in the form in which ECS gives it back: lists that ECS fills in are there even when
 * empty, ports carry host port and protocol, variables are sorted. So neither plan nor registered revision differs
 * by more than what somebody changed.
 */
export function containerDefinition(props: ContainerProps): ContainerDefinition {
  refuse(`container ${shown(props.name)}`, problemsOf(props));
  const { port, command, healthCheck, user } = props;
  const secrets = named(props.secrets).map(([name, valueFrom]) => ({ name, valueFrom }));
  return {
    name: props.name,
    image: props.image,
    essential: props.essential ?? true,
    environment: named(props.environment).map(([name, value]) => ({ name, value: literal(value) })),
    ...(secrets.length > 0 ? { secrets } : {}),
    portMappings:
      port === undefined ? [] : [{ containerPort: port, hostPort: port, protocol: "tcp", ...props.portName }],
    mountPoints: props.mountPoints ?? [],
    systemControls: [],
    volumesFrom: [],
    ...(command === undefined ? {} : { command: command.map(literal) }),
    ...(healthCheck === undefined ? {} : { healthCheck: healthCheckDefinition(healthCheck) }),
    ...(user === undefined ? {} : { user }),
    readonlyRootFilesystem: props.readOnlyRoot,
    linuxParameters: {
      // A small init as process 1 passes SIGTERM on and reaps children that the application forgets.
      initProcessEnabled: true,
      // In memory and not a task volume: Fargate gives a volume to root, and images here do not run as root.
      ...(props.readOnlyRoot ? { tmpfs: [temporary(props.temporaryMiB ?? DEFAULT_TEMPORARY_MIB)] } : {}),
    },
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

function healthCheckDefinition(check: ContainerHealthCheck): HealthCheckDefinition {
  return {
    command: check.command.map(literal),
    interval: check.intervalSeconds,
    timeout: check.timeoutSeconds,
    retries: check.retries,
    // ECS knows no start period of 0: off is the absence of the key.
    ...(check.startPeriodSeconds > 0 ? { startPeriod: check.startPeriodSeconds } : {}),
  };
}

const temporary = (size: number) => ({
  containerPath: "/tmp",
  mountOptions: ["rw", "nosuid", "nodev"],
  size,
});

const named = (values: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(values).sort(([left], [right]) => (left < right ? -1 : 1));

function problemsOf({ environment, secrets, healthCheck }: ContainerProps): string[] {
  const twice = Object.keys(secrets).filter((name) => name in environment);
  const kind = healthCheck?.command.at(0);
  return [
    ...twice
      .sort()
      .map(
        (name) => `secrets.${name} must not have the name of a plain variable, got both; remove one of them`,
      ),
    ...(healthCheck === undefined || kind === "CMD" || kind === "CMD-SHELL"
      ? []
      : [`healthCheck.command must begin with "CMD" or "CMD-SHELL", got ${shown(kind)}`]),
  ];
}
