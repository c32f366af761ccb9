import { Construct } from "constructs";
import { ExecutionRole } from "../constructs/identity/execution-role";
import { TaskRole } from "../constructs/identity/task-role";
import type { Route } from "../constructs/load-balancer/route";
import type { Migration, TaskRunner } from "../constructs/migration/migration";
import { LogGroup } from "../constructs/observability/log-group";
import type { ServiceAlarms } from "../constructs/observability/service-alarms";
import type { ServiceScaling } from "../constructs/scaling/service-scaling";
import { Service } from "../constructs/service/service";
import { secretReference } from "../constructs/task/secret-reference";
import { mergeParts } from "../constructs/task/part";
import { TaskDefinition } from "../constructs/task/task-definition";
import type { Environment, Service as ServiceModel, SideContainer } from "../environments/model";
import { platformOf } from "../environments/topics/platform";
import type { FoundationStack } from "./foundation-stack";
import type { ImageReference } from "./image-references";
import { migrationOf } from "./migration";
import { nameIn, prefixOf } from "../environments/rules/names";
import { taskParts } from "./parts";
import type { Peers } from "./parts/context";
import { serviceContainer } from "./parts/containers";
import { routeOf, ServiceRollout } from "./rollout";
import { alarmsOf, scalingOf, whereTasksRun } from "./running";

interface ServiceUnitProps {
  readonly environment: Environment;
  readonly service: ServiceModel;
  readonly image: ImageReference;
  /** The image of a container beside the service's own. */
  readonly imageOf: (side: SideContainer) => ImageReference;
  readonly foundation: FoundationStack;
  readonly peers: Peers;
  /** What runs a task to its end when Terraform applies it. */
  readonly runner: TaskRunner;
}

/** One service with all that is its own: log group, roles, task definition, route, ECS service. */
export class ServiceUnit extends Construct {
  readonly logGroup: LogGroup;
  readonly executionRole: ExecutionRole;
  readonly taskRole: TaskRole;
  readonly taskDefinition: TaskDefinition;
  /** Absent for a service that is not behind the load balancer. */
  readonly route?: Route;
  /** Roles with which ECS moves requests and asks functions. */
  readonly rollout: ServiceRollout;
  /** Absent without `observability.alarms`. */
  readonly alarms?: ServiceAlarms;
  readonly service: Service;
  /** Absent when the service moves at once. */
  readonly migration?: Migration;
  /** Absent for a fixed number of tasks. */
  readonly scaling?: ServiceScaling;

  constructor(scope: Construct, id: string, props: ServiceUnitProps) {
    super(scope, id);
    const { environment, service, image, foundation } = props;
    const { account, region } = environment;
    const place = { account, region };
    const prefix = prefixOf(environment);
    const name = nameIn(environment, service.name);
    this.logGroup = new LogGroup(this, "logs", {
      name: `/ecs/${prefix}/${service.name}`,
      retentionDays: environment.logs.retentionDays,
      kmsKeyArn: environment.observability?.logKey,
    });
    const { network } = foundation;
    this.route = routeOf(this, { environment, service, foundation });
    this.rollout = new ServiceRollout(this, "rollout", { name, region, service, route: this.route });
    this.alarms = alarmsOf(this, { ...props, name, logGroup: this.logGroup.name, route: this.route });
    const context = { ...props, scope: this, name, logGroup: this.logGroup, alarms: this.alarms };
    const parts = mergeParts(`service ${JSON.stringify(service.name)}`, taskParts(context));
    const reads = parts.reads.map((source) => secretReference(source, place));

    this.executionRole = new ExecutionRole(this, "execution-role", {
      ...place,
      name: `${name}-execution`,
      repositoryArns: unique([image.repositoryArn, ...parts.repositoryArns]),
      logGroupArns: [this.logGroup.arn],
      secretArns: unique(reads.map(({ kind, arn }) => (kind === "secret" ? arn : undefined))),
      parameterArns: unique(reads.map(({ kind, arn }) => (kind === "parameter" ? arn : undefined))),
      kmsKeyArns: unique(reads.map(({ kmsKeyArn }) => kmsKeyArn)),
      statements: parts.executionStatements,
    });
    this.taskRole = new TaskRole(this, "task-role", {
      ...place,
      name: `${name}-task`,
      statements: parts.taskStatements,
      exec: service.exec,
      execLogGroupArn: foundation.cluster.execLogGroup.arn,
    });
    const task = {
      cpu: service.cpu,
      memoryMiB: service.memoryMiB,
      architecture: service.architecture,
      ...platformOf(service),
      ephemeralStorageGiB: service.ephemeralStorageGiB,
      executionRoleArn: this.executionRole.arn,
      taskRoleArn: this.taskRole.arn,
      volumes: parts.volumes,
    };
    this.taskDefinition = new TaskDefinition(this, "task", {
      ...task,
      family: name,
      containers: [serviceContainer(context, parts.own), ...parts.containers],
      ...(parts.proxyConfiguration && { proxyConfiguration: parts.proxyConfiguration }),
    });
    const ready = [...parts.dependsOn, ...this.executionRole.ready, ...this.taskRole.ready];
    this.service = new Service(this, "service", {
      name,
      clusterArn: foundation.cluster.arn,
      taskDefinition: {
        arn: this.taskDefinition.arn,
        containerName: service.name,
        ...(service.port !== undefined && { port: service.port }),
      },
      count: service.count,
      network: {
        vpcId: network.vpcId,
        subnetIds: service.publicIp ? network.publicSubnetIds : network.privateSubnetIds,
      },
      ...(this.route &&
        foundation.loadBalancer && {
          target: {
            targetGroupArn: this.route.targetGroupArn,
            loadBalancerSecurityGroupId: foundation.loadBalancer.securityGroupId,
            ...(this.rollout.shift && { shift: this.rollout.shift }),
          },
        }),
      ...(service.publicIp && { publicIp: service.publicIp }),
      ...whereTasksRun(service, foundation.cluster),
      rollout: this.rollout.settings,
      exec: service.exec,
      scaled: service.scaling !== undefined,
      reaches: parts.reaches,
      parts: parts.service,
      dependsOn: [...ready, ...this.rollout.ready],
    });
    this.migration = migrationOf(context, {
      task,
      own: parts.own,
      running: this.service,
      runner: props.runner,
      dependsOn: ready,
    });
    if (this.migration) this.service.startsAfter(this.migration.run);
    this.scaling = scalingOf(this, { ...props, name, serviceName: this.service.name, route: this.route });
    for (const [path, value] of Object.entries(parts.serviceOverrides)) {
      this.service.service.addOverride(path, value);
    }
  }
}

const unique = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];
