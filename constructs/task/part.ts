import type {
  EcsServiceAlarms,
  EcsServiceServiceConnectConfiguration,
  EcsServiceServiceRegistries,
  EcsServiceVolumeConfiguration,
} from "@cdktf/provider-aws/lib/ecs-service";
import type {
  EcsTaskDefinitionProxyConfiguration,
  EcsTaskDefinitionVolume,
} from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { ITerraformDependable } from "cdktf";
import { refuse, shown } from "../../environments/errors";
import { canonicalJson } from "../canonical-json";
import type { Statement } from "../identity/policy";
import type {
  ContainerDefinition,
  ContainerDependency,
  LogConfiguration,
  MountPoint,
} from "./container-definition";
import type { Secret } from "../../environments/rules/secret";

/** What one feature (a sidecar, a volume, a database) adds to a task and to the service that runs it. */
export interface TaskPart {
  /** Containers beside the service's own. */
  readonly containers?: readonly ContainerDefinition[];
  /** What the service's own container gets. */
  readonly own?: OwnContainerPart;
  readonly volumes?: readonly EcsTaskDefinitionVolume[];
  readonly proxyConfiguration?: EcsTaskDefinitionProxyConfiguration;
  /** What the application may do in AWS. */
  readonly taskStatements?: readonly Statement[];
  /** What ECS needs to start the task. */
  readonly executionStatements?: readonly Statement[];
  /** Secrets and parameters that ECS reads for it, beside the variables of the service's own container. */
  readonly reads?: readonly Secret[];
  /** ECR repositories that ECS pulls its images from. */
  readonly repositoryArns?: readonly string[];
  /** Where the tasks connect to, beyond HTTPS. */
  readonly reaches?: readonly Reach[];
  /** Blocks of the ECS service. */
  readonly service?: ServicePart;
  /** Arguments of the ECS service that the binding does not have: Terraform's path to the value. */
  readonly serviceOverrides?: Readonly<Record<string, unknown>>;
  /** What must be there before a task starts. */
  readonly dependsOn?: readonly ITerraformDependable[];
}

export interface OwnContainerPart {
  readonly environment?: Readonly<Record<string, string>>;
  /** Variable to `valueFrom`. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly dependsOn?: readonly ContainerDependency[];
  readonly mountPoints?: readonly MountPoint[];
  /** Instead of CloudWatch Logs by `awslogs`; from one part at most. */
  readonly logConfiguration?: LogConfiguration;
  /** Name and protocol of the service's port, for Service Connect; from one part at most. */
  readonly portName?: { readonly name: string; readonly appProtocol?: "http" | "http2" | "grpc" };
}

/** A TCP connection to another security group: out of the service's group, into the other one. */
export interface Reach {
  /** Construct id, for example `database-orders`. */
  readonly id: string;
  readonly securityGroupId: string;
  readonly port: number;
  /** For the rule's description, for example `PostgreSQL of orders`. */
  readonly what: string;
}

export interface ServicePart {
  readonly serviceConnectConfiguration?: EcsServiceServiceConnectConfiguration;
  readonly volumeConfiguration?: EcsServiceVolumeConfiguration;
  readonly alarms?: EcsServiceAlarms;
  readonly serviceRegistries?: EcsServiceServiceRegistries;
}

/** Everything together; a part that would silently replace what another one gave is refused. */
export function mergeParts(subject: string, parts: readonly TaskPart[]) {
  const own = parts.flatMap((part) => part.own ?? []);
  const blocks = parts.flatMap((part) => Object.entries(part.service ?? {}));
  const single = <T>(name: string, values: readonly (T | undefined)[]) => {
    const given = values.filter((value) => value !== undefined);
    refuse(
      subject,
      given.length > 1 ? [`${name} must come from one feature at most, got ${given.length}`] : [],
    );
    return given[0];
  };
  const overrides = parts.flatMap((part) => Object.keys(part.serviceOverrides ?? {}));
  refuse(subject, [
    ...twice([...blocks.map(([name]) => name), ...overrides]).map(
      (name) => `${name} must come from one feature at most, got several`,
    ),
    ...twice(own.flatMap((each) => Object.keys({ ...each.environment, ...each.secrets }))).map(
      (name) => `variable ${shown(name)} must come from one feature at most, got several`,
    ),
  ]);
  const logConfiguration = single(
    "the log driver",
    own.map((each) => each.logConfiguration),
  );
  const portName = single(
    "the port's name",
    own.map((each) => each.portName),
  );
  const proxyConfiguration = single(
    "the proxy",
    parts.map((part) => part.proxyConfiguration),
  );
  return {
    containers: parts.flatMap((part) => part.containers ?? []),
    own: {
      environment: Object.assign({}, ...own.map((each) => each.environment ?? {})) as Record<string, string>,
      secrets: Object.assign({}, ...own.map((each) => each.secrets ?? {})) as Record<string, string>,
      dependsOn: own.flatMap((each) => each.dependsOn ?? []),
      mountPoints: own.flatMap((each) => each.mountPoints ?? []),
      ...(logConfiguration && { logConfiguration }),
      ...(portName && { portName }),
    },
    volumes: parts.flatMap((part) => part.volumes ?? []),
    ...(proxyConfiguration && { proxyConfiguration }),
    taskStatements: distinct(parts.flatMap((part) => part.taskStatements ?? [])),
    executionStatements: distinct(parts.flatMap((part) => part.executionStatements ?? [])),
    reads: parts.flatMap((part) => part.reads ?? []),
    repositoryArns: parts.flatMap((part) => part.repositoryArns ?? []),
    reaches: parts.flatMap((part) => part.reaches ?? []),
    service: Object.fromEntries(blocks) as ServicePart,
    serviceOverrides: Object.assign({}, ...parts.map((part) => part.serviceOverrides ?? {})) as Record<
      string,
      unknown
    >,
    dependsOn: parts.flatMap((part) => part.dependsOn ?? []),
  };
}

/** Two features may need the same; IAM takes the name of a statement once. */
const distinct = (statements: readonly Statement[]): Statement[] => [
  ...new Map(statements.map((statement) => [canonicalJson(statement), statement])).values(),
];

const twice = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];
