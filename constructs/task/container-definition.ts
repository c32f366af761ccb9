/** A container definition of ECS, with the keys that this project writes; lists that ECS fills in are always there. */
export interface ContainerDefinition {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly environment: readonly NameValue[];
  readonly environmentFiles?: readonly { readonly value: string; readonly type: "s3" }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly portMappings: readonly PortMapping[];
  readonly mountPoints: readonly MountPoint[];
  readonly systemControls: readonly { readonly namespace: string; readonly value: string }[];
  readonly volumesFrom: readonly { readonly sourceContainer: string; readonly readOnly: boolean }[];
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly workingDirectory?: string;
  readonly dependsOn?: readonly ContainerDependency[];
  readonly healthCheck?: HealthCheckDefinition;
  readonly user?: string;
  readonly cpu?: number;
  /** Hard limit in MiB. */
  readonly memory?: number;
  /** Soft limit in MiB. */
  readonly memoryReservation?: number;
  /** Absent on Windows, which has no such setting. */
  readonly readonlyRootFilesystem?: boolean;
  readonly linuxParameters?: LinuxParameters;
  readonly ulimits?: readonly {
    readonly name: string;
    readonly softLimit: number;
    readonly hardLimit: number;
  }[];
  readonly dockerLabels?: Readonly<Record<string, string>>;
  readonly repositoryCredentials?: { readonly credentialsParameter: string };
  readonly firelensConfiguration?: {
    readonly type: "fluentbit";
    readonly options: Readonly<Record<string, string>>;
  };
  readonly stopTimeout?: number;
  readonly logConfiguration: LogConfiguration;
}

interface NameValue {
  readonly name: string;
  readonly value: string;
}

export interface PortMapping {
  readonly containerPort: number;
  readonly hostPort: number;
  readonly protocol: "tcp" | "udp";
  /** Name that Service Connect speaks of. */
  readonly name?: string;
  readonly appProtocol?: "http" | "http2" | "grpc";
}

export interface MountPoint {
  /** Name of a volume of the task. */
  readonly sourceVolume: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

export interface ContainerDependency {
  readonly containerName: string;
  readonly condition: "START" | "COMPLETE" | "SUCCESS" | "HEALTHY";
}

export interface LinuxParameters {
  readonly initProcessEnabled: boolean;
  readonly capabilities?: { readonly add: readonly string[]; readonly drop: readonly string[] };
  readonly sharedMemorySize?: number;
  readonly maxSwap?: number;
  readonly swappiness?: number;
  readonly tmpfs?: readonly {
    readonly containerPath: string;
    readonly mountOptions: readonly string[];
    readonly size: number;
  }[];
}

export interface LogConfiguration {
  readonly logDriver: "awslogs" | "awsfirelens";
  readonly options: Readonly<Record<string, string>>;
  readonly secretOptions?: readonly { readonly name: string; readonly valueFrom: string }[];
}

export interface HealthCheckDefinition {
  readonly command: readonly string[];
  readonly interval: number;
  readonly timeout: number;
  readonly retries: number;
  readonly startPeriod?: number;
}
