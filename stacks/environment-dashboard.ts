import type { Construct } from "constructs";
import { Dashboard } from "../constructs/observability/dashboard";
import type { Environment } from "../environments/model";
import type { FoundationStack } from "./foundation-stack";
import { prefixOf } from "../environments/rules/names";
import { routeNames } from "./running";
import type { ServiceUnit } from "./service-unit";

/** The dashboard of an environment, drawn from its services in the order of their names; `undefined` without one. */
export function dashboardOf(
  scope: Construct,
  environment: Environment,
  foundation: FoundationStack,
  units: ReadonlyMap<string, ServiceUnit>,
): Dashboard | undefined {
  if (!environment.observability?.dashboard) return undefined;
  const { cluster, loadBalancer } = foundation;
  const { clusterName } = cluster;
  const groups = [...cluster.instanceGroups.values()];
  return new Dashboard(scope, "dashboard", {
    name: prefixOf(environment),
    region: environment.region,
    insights: environment.cluster.containerInsights !== "disabled",
    ...(loadBalancer && { loadBalancerFullName: loadBalancer.fullName }),
    ...(groups.length > 0 && {
      instances: { clusterName, capacityProviders: groups.map((group) => group.capacityProviderName) },
    }),
    services: environment.services.flatMap(({ alarms, name }) => {
      const unit = units.get(name);
      if (unit === undefined) return [];
      const route = routeNames({ foundation, route: unit.route });
      return {
        title: name,
        names: { clusterName, serviceName: unit.service.name, ...(route && { route }) },
        ...(alarms && { limits: alarms }),
        alarmArns: [...(unit.alarms?.alarms.values() ?? [])].map((alarm) => alarm.arn),
      };
    }),
  });
}
