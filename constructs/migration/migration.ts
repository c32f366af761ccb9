import { TerraformResource, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { createHash } from "node:crypto";
import { refuse, shown } from "../../environments/errors";
import { MIGRATE_SECONDS } from "../../environments/rules/migrate";
import {
  MIGRATION_TYPE,
  REQUEST_VARIABLE,
  TASK_STREAMS,
  type TaskRequest,
} from "../../environments/rules/task-request";
import { canonicalJson } from "../canonical-json";
import { cloudWatchLogs } from "../task/container";
import type { ContainerDefinition } from "../task/container-definition";
import { TaskDefinition, type TaskDefinitionProps } from "../task/task-definition";

export interface MigrationProps {
  /** Name of the service in the environment. */
  readonly service: string;
  /** The task of the service, for one container and a family of its own. */
  readonly task: Omit<TaskDefinitionProps, "containers" | "proxyConfiguration">;
  /** The service's own container, as the service runs it. */
  readonly container: ContainerDefinition;
  /** Arguments instead of the image's own, at least one. */
  readonly command: readonly string[];
  /** Seconds until the task is stopped, 30 to 2400. */
  readonly timeoutSeconds: number;
  readonly clusterArn: string;
  readonly region: string;
  /** Name of the group that gets its lines. */
  readonly logGroup: string;
  /** Subnets and groups of its address. @default none: the task shares the network of its instance */
  readonly network?: TaskRequest["network"];
  /** Instances instead of Fargate. @default Fargate */
  readonly instances?: Pick<TaskRequest, "capacityProvider" | "memberOf">;
  /** The program that runs it, as Terraform sees it from the stack's folder, and the emulator that it runs it on. */
  readonly runner: TaskRunner;
  /** The command that a user gives to try again. */
  readonly again: string;
  /** What must be there before the task starts: rights of the roles, rules of its groups. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

export interface TaskRunner {
  /** Path of `cli/run-task.js`. */
  readonly program: string;
  /** Gateway of an emulator. @default AWS */
  readonly endpoint?: string;
}

/**
 * A task that runs once for each revision of its definition, when Terraform applies it, and fails the apply unless it
 * ends well. What depends on `run` moves only after that. A failed run is tainted, so the next apply runs it again.
 */
export class Migration extends Construct {
  public readonly taskDefinition: TaskDefinition;
  /** `terraform_data`; there exactly when the task of this revision has ended with exit code 0. */
  public readonly run: TerraformResource;

  constructor(scope: Construct, id: string, props: MigrationProps) {
    super(scope, id);
    refuse(`migration of service ${shown(props.service)}`, problemsOf(props));
    const container = onceOnly(props);

    this.taskDefinition = new TaskDefinition(this, "task", { ...props.task, containers: [container] });
    // cdktf's own class for it asks the terraform program for its version during synthesis.
    this.run = new TerraformResource(this, "run", {
      terraformResourceType: MIGRATION_TYPE,
      terraformGeneratorMetadata: { providerName: "terraform" },
      provisioners: [
        {
          type: "local-exec",
          // Without a shell in between, nothing needs quoting, on any system.
          interpreter: ["node"],
          command: props.runner.program,
          environment: { [REQUEST_VARIABLE]: canonicalJson(request(props, container, this.taskDefinition)) },
        },
      ],
      ...(props.dependsOn && { dependsOn: [...props.dependsOn] }),
    });
    this.run.addOverride("triggers_replace", { task_definition: this.taskDefinition.arn });
  }
}

/** Nothing connects to it, nothing checks it, and it waits for no container. */
function onceOnly({ command, container, logGroup, region }: MigrationProps): ContainerDefinition {
  return {
    ...container,
    essential: true,
    healthCheck: undefined,
    dependsOn: undefined,
    portMappings: [],
    command,
    logConfiguration: cloudWatchLogs(TASK_STREAMS, logGroup, region),
  };
}

function request(
  {
    again,
    clusterArn,
    instances,
    logGroup,
    network,
    region,
    runner,
    service,
    task,
    timeoutSeconds,
  }: MigrationProps,
  container: ContainerDefinition,
  { arn }: TaskDefinition,
): TaskRequest {
  return {
    what: `migration of service ${shown(service)}`,
    region,
    ...(runner.endpoint !== undefined && { endpoint: runner.endpoint }),
    cluster: clusterArn,
    family: task.family,
    taskDefinition: arn,
    container: container.name,
    mark: markOf(task.family, container),
    ...instances,
    ...(network && { network }),
    logGroup,
    timeoutSeconds,
    again,
  };
}

/** The same for the same image and command; 32 characters, of the 36 that every version of the API takes. */
function markOf(family: string, { command, entryPoint, image }: ContainerDefinition): string {
  const hash = createHash("sha256").update(canonicalJson({ family, image, entryPoint, command }));
  return `migrate/${hash.digest("hex").slice(0, 24)}`;
}

function problemsOf({ command, timeoutSeconds }: MigrationProps): string[] {
  const { from, to } = MIGRATE_SECONDS;
  return [
    ...(command.length > 0 ? [] : ["command must have at least one word, got []"]),
    ...(Number.isInteger(timeoutSeconds) && timeoutSeconds >= from && timeoutSeconds <= to
      ? []
      : [`timeoutSeconds must be a whole number from ${from} to ${to}, got ${shown(timeoutSeconds)}`]),
  ];
}
