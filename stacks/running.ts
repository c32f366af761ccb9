import type { Construct } from "constructs";
import type { Cluster } from "../constructs/cluster/cluster";
import type { Route } from "../constructs/load-balancer/route";
import { ServiceAlarms } from "../constructs/observability/service-alarms";
import { ServiceScaling } from "../constructs/scaling/service-scaling";
import type { ServiceProps } from "../constructs/service/service";
import type { Service } from "../environments/model";
import type { FoundationStack } from "./foundation-stack";

/** A service and what its tasks run beside. */
interface Running {
  readonly service: Service;
  readonly foundation: FoundationStack;
  /** `<project>-<environment>-<service>`. */
  readonly name: string;
  /** Absent without a route. */
  readonly route?: Route;
}

/** Fargate by shares, or a group of instances. */
export function whereTasksRun(
  { capacity, networkMode, runsOn }: Service,
  cluster: Cluster,
): Pick<ServiceProps, "capacity" | "instances" | "networkMode"> {
  const group = runsOn && cluster.instanceGroups.get(runsOn.group);
  if (runsOn === undefined || group === undefined) return { capacity };
  return {
    instances: { ...runsOn, capacityProvider: group.capacityProviderName },
    ...(networkMode !== undefined && { networkMode }),
  };
}

/** A task without an address of its own is reached at a port of its instance. */
export const targetTypeOf = ({ networkMode = "awsvpc" }: Service): "ip" | "instance" =>
  networkMode === "awsvpc" ? "ip" : "instance";

/** Names of balancer and target group in metrics. */
export function routeNames({ foundation, route }: Pick<Running, "foundation" | "route">) {
  const { loadBalancer } = foundation;
  return (
    loadBalancer &&
    route && {
      loadBalancerFullName: loadBalancer.fullName,
      targetGroupFullName: route.targetGroupFullName,
      ...(route.alternate && { alternateTargetGroupFullName: route.alternate.arnSuffix }),
    }
  );
}

/** The alarms of a service; `undefined` when it has none. */
export function alarmsOf(
  scope: Construct,
  running: Running & { readonly logGroup: string },
): ServiceAlarms | undefined {
  const { foundation, logGroup, name, service } = running;
  const route = routeNames(running);
  return (
    service.alarms &&
    new ServiceAlarms(scope, "alarms", {
      name,
      names: {
        clusterName: foundation.cluster.clusterName,
        serviceName: name,
        ...(route && { route }),
      },
      limits: service.alarms,
      actions: foundation.alarmActions,
      logGroup,
    })
  );
}

/** What moves the number of tasks; `undefined` when it stands. */
export function scalingOf(
  scope: Construct,
  running: Running & { readonly serviceName: string },
): ServiceScaling | undefined {
  const { foundation, name, service, serviceName } = running;
  const target = routeNames(running);
  return (
    service.scaling &&
    new ServiceScaling(scope, "scaling", {
      ...service.scaling,
      name,
      clusterName: foundation.cluster.clusterName,
      serviceName,
      ...(target && { target }),
    })
  );
}
