import type { EnvironmentInput } from "../input";
import type { Environment } from "../model";
import { databaseProblems } from "./database";
import { fileSystemProblems, mountTargetProblems } from "./file-systems";
import { deliveryProblems } from "./delivery";
import { sharedHostPortProblems } from "./host-ports";
import { listenerRuleProblems } from "./listener-rule-problems";
import { loadBalancerProblems } from "./load-balancer";
import { protectionProblems } from "./protection";
import { registryProblems } from "./registry";
import { reservedProjectProblems } from "./reserved-project";
import { publicSubnetProblems, subnetCountProblems } from "./subnets";
import { registryCredentialsProblems } from "./registry-credentials";
import { serviceProblems } from "./service";
import { capacityProblems } from "./capacity";
import { instancesProblems } from "./instances";
import { aliasProblems } from "./connect";
import { talksToProblems } from "./talks-to";
import { observabilityProblems } from "./observability";
import { tagProblems } from "./tags";
import { uniqueNameProblems } from "./unique-names";
import { targetGroupProblems } from "./target-groups";

/** Every rule that depends on more than one value, over an environment whose single values are right. */
export function environmentProblems(
  input: EnvironmentInput,
  environment: Environment,
  root: string,
): string[] {
  const { network } = environment;
  const problems = [
    ...reservedProjectProblems(environment),
    ...publicSubnetProblems(environment),
    ...subnetCountProblems(environment),
  ];
  if (network.kind === "new" && network.nat === "none" && !network.endpoints && !environment.emulator) {
    problems.push(
      'network.endpoints must be true when network.nat is "none", got false; tasks in private subnets could not reach ECR and CloudWatch Logs',
    );
  }
  problems.push(...capacityProblems("cluster.capacity", environment.cluster.capacity));
  problems.push(
    ...instancesProblems(
      environment.cluster.instances ?? [],
      environment.project,
      network,
      environment.emulator !== undefined,
    ),
    ...observabilityProblems(input.observability, {
      insights: environment.cluster.containerInsights !== "disabled",
    }),
  );
  problems.push(...loadBalancerProblems(input, environment));
  problems.push(
    ...(environment.databases ?? []).flatMap((database) =>
      databaseProblems(database, input.databases?.[database.name]),
    ),
  );
  for (const fileSystem of environment.fileSystems ?? []) {
    if (fileSystem.kind === "existing") continue;
    const path = `fileSystems.${fileSystem.name}`;
    const subnets = network.kind === "existing" ? network.privateSubnets : undefined;
    problems.push(
      ...fileSystemProblems(path, fileSystem),
      ...mountTargetProblems(path, fileSystem.subnets, subnets),
    );
  }
  problems.push(
    ...environment.services.flatMap((service) => serviceProblems(input, environment, service, root)),
  );
  problems.push(
    ...listenerRuleProblems(
      environment.services.flatMap(({ name, route }) =>
        route
          ? [{ service: name, pinned: input.services[name]?.route?.priority !== undefined, ...route }]
          : [],
      ),
    ),
  );
  problems.push(...sharedHostPortProblems(environment.cluster.instances ?? [], environment.services));
  problems.push(...targetGroupProblems(environment.services));
  problems.push(...aliasProblems(environment.services), ...talksToProblems(environment.services));
  problems.push(...uniqueNameProblems(environment));
  problems.push(...registryProblems(environment));
  problems.push(...deliveryProblems(environment));
  problems.push(...registryCredentialsProblems(environment.services));
  problems.push(...protectionProblems(environment));
  problems.push(...tagProblems(input.tags ?? {}, environment.tags));
  return problems;
}
