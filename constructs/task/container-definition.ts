/** A container definition of ECS, with the keys that this project writes. */
export interface ContainerDefinition {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly portMappings: readonly {
    readonly containerPort: number;
    readonly hostPort: number;
    readonly protocol: "tcp";
  }[];
  readonly mountPoints: readonly never[];
  readonly systemControls: readonly never[];
  readonly volumesFrom: readonly never[];
  readonly command?: readonly string[];
  readonly healthCheck?: HealthCheckDefinition;
  readonly user?: string;
  readonly readonlyRootFilesystem: boolean;
  readonly linuxParameters: {
    readonly initProcessEnabled: boolean;
    readonly tmpfs?: readonly {
      readonly containerPath: string;
      readonly mountOptions: readonly string[];
      readonly size: number;
    }[];
  };
  readonly stopTimeout: number;
  readonly logConfiguration: {
    readonly logDriver: "awslogs";
    readonly options: Readonly<Record<string, string>>;
  };
}

export interface HealthCheckDefinition {
  readonly command: readonly string[];
  readonly interval: number;
  readonly timeout: number;
  readonly retries: number;
  readonly startPeriod?: number;
}
