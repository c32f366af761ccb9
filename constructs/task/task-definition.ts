import {
  EcsTaskDefinition,
  type EcsTaskDefinitionProxyConfiguration,
  type EcsTaskDefinitionVolume,
} from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { fargateSizeProblems } from "../../environments/rules/fargate-size";
import { canonicalJson } from "../canonical-json";
import type { ContainerDefinition } from "./container-definition";

export interface TaskDefinitionProps {
  /** Name that all revisions share, letters, digits, `-` and `_`, at most 255 characters. */
  readonly family: string;
  /** CPU units, 256 to 16384 (1024 = 1 vCPU). */
  readonly cpu: number;
  /** Memory in MiB, of a size that Fargate has for that CPU. */
  readonly memoryMiB: number;
  /** CPU architecture that the images are built for. */
  readonly architecture: "x86_64" | "arm64";
  /** From `containerDefinition`, at least one of them essential, each with a name of its own. */
  readonly containers: readonly ContainerDefinition[];
  /** Role that ECS starts the task with. */
  readonly executionRoleArn: string;
  /** Role of the application. */
  readonly taskRoleArn: string;
  /** What containers mount. @default none */
  readonly volumes?: readonly EcsTaskDefinitionVolume[];
  /** Envoy in front of the containers. @default none */
  readonly proxyConfiguration?: EcsTaskDefinitionProxyConfiguration;
}

/**
 * A Fargate task definition, a new revision for each change. Earlier revisions stay registered, because a service that
 * is rolled back must find the revision that it came from.
 */
export class TaskDefinition extends Construct {
  public readonly taskDefinition: EcsTaskDefinition;
  /** With the revision, so that a service pins exactly this one. */
  public readonly arn: string;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    refuse(`task definition ${shown(props.family)}`, problemsOf(props));

    this.taskDefinition = new EcsTaskDefinition(this, "task-definition", {
      family: props.family,
      cpu: String(props.cpu),
      memory: String(props.memoryMiB),
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      runtimePlatform: {
        cpuArchitecture: props.architecture.toUpperCase(),
        operatingSystemFamily: "LINUX",
      },
      executionRoleArn: props.executionRoleArn,
      taskRoleArn: props.taskRoleArn,
      containerDefinitions: canonicalJson(props.containers),
      ...(props.volumes && props.volumes.length > 0 && { volume: [...props.volumes] }),
      ...(props.proxyConfiguration && { proxyConfiguration: props.proxyConfiguration }),
      skipDestroy: true,
    });

    this.arn = this.taskDefinition.arn;
  }
}

function problemsOf({ family, cpu, memoryMiB, containers }: TaskDefinitionProps): string[] {
  const names = containers.map((container) => container.name);
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  return [
    ...(/^[\w-]{1,255}$/.test(family)
      ? []
      : [`family must have 1 to 255 letters, digits, "-" or "_", got ${shown(family)}`]),
    ...fargateSizeProblems("size", cpu, memoryMiB),
    ...(containers.some((container) => container.essential)
      ? []
      : ["containers must hold at least one that is essential, got none"]),
    ...twice.map((name) => `containers must have different names, got ${shown(name)} more than once`),
  ];
}
