import type { ITerraformDependable } from "cdktf";
import { Migration, type TaskRunner } from "../constructs/migration/migration";
import type { Service } from "../constructs/service/service";
import type { OwnContainerPart } from "../constructs/task/part";
import type { TaskDefinitionProps } from "../constructs/task/task-definition";
import type { ServiceContext } from "./parts/context";
import { serviceContainer } from "./parts/containers";

interface Migrated {
  /** The task of the service. */
  readonly task: Omit<TaskDefinitionProps, "family" | "containers">;
  /** What features give to the service's own container. */
  readonly own: OwnContainerPart;
  readonly running: Service;
  readonly runner: TaskRunner;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * The migration that a service waits for; `undefined` when there is none. It is the service's own container with its
 * variables, secrets, volumes, roles and security group, without the containers beside it and what needs them.
 */
export function migrationOf(
  context: ServiceContext,
  { task, own, running, runner, dependsOn }: Migrated,
): Migration | undefined {
  const { environment, foundation, logGroup, name, scope, service } = context;
  if (!service.migrate) return undefined;
  const { cluster, network } = foundation;
  const { runsOn } = service;
  const group = runsOn && cluster.instanceGroups.get(runsOn.group);
  const { environment: variables, mountPoints, secrets } = own;
  return new Migration(scope, "migration", {
    ...service.migrate,
    service: service.name,
    task: { ...task, family: `${name}-migrate` },
    container: serviceContainer(context, {
      ...(variables && { environment: variables }),
      ...(secrets && { secrets }),
      ...(mountPoints && { mountPoints }),
    }),
    clusterArn: cluster.arn,
    region: environment.region,
    logGroup: logGroup.name,
    ...(running.securityGroupId !== undefined && {
      network: {
        subnets: service.publicIp ? network.publicSubnetIds : network.privateSubnetIds,
        securityGroups: [running.securityGroupId],
        publicIp: service.publicIp !== undefined,
      },
    }),
    ...(runsOn &&
      group && {
        instances: {
          capacityProvider: group.capacityProviderName,
          memberOf: runsOn.constraints.flatMap((each) => (each.type === "memberOf" ? each.expression : [])),
        },
      }),
    runner,
    again: `npx slipway cdktf deploy '${environment.name}-*'`,
    dependsOn: [...dependsOn, ...running.securityRules],
  });
}
