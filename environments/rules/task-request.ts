/** Process variable in which Terraform hands a request to `cli/run-task.js`, as JSON. It holds no secret. */
export const REQUEST_VARIABLE = "SLIPWAY_TASK";

/** Terraform type whose making runs such a task. */
export const MIGRATION_TYPE = "terraform_data";

/**
 * First part of the log streams of such tasks, `<prefix>/<container>/<task id>`. No service can have this name, so that
 * a role may read these streams and no others.
 */
export const TASK_STREAMS = "_once";

/** One task to run to its end: what synthesis writes, and what the program reads. */
export interface TaskRequest {
  /** As messages call it, for example `migration of service "web"`. */
  readonly what: string;
  readonly region: string;
  /** Gateway of an emulator. @default AWS */
  readonly endpoint?: string;
  /** ARN or name. */
  readonly cluster: string;
  readonly family: string;
  /** ARN with the revision. */
  readonly taskDefinition: string;
  /** Container whose exit code and lines count. */
  readonly container: string;
  /** `startedBy` of the task, the same for the same image and command of a family; at most 36 characters. */
  readonly mark: string;
  /** Capacity provider of a group of instances. @default Fargate, never Spot: a migration is not to be interrupted */
  readonly capacityProvider?: string;
  /** What an instance must be or have, in ECS's query language. @default nothing */
  readonly memberOf?: readonly string[];
  /** @default none: the task shares the network of its instance */
  readonly network?: {
    readonly subnets: readonly string[];
    readonly securityGroups: readonly string[];
    readonly publicIp: boolean;
  };
  readonly logGroup: string;
  readonly timeoutSeconds: number;
  /** The command that the user gives after the cause is corrected. */
  readonly again: string;
}
