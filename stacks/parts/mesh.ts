import { envoy } from "../../constructs/mesh/envoy";
import { VirtualNode } from "../../constructs/mesh/virtual-node";
import type { TaskPart } from "../../constructs/task/part";
import type { ServiceContext } from "./context";
import { sidecarSettings } from "./sidecar-settings";

/** A virtual node of App Mesh, and Envoy before the application. */
export function mesh(context: ServiceContext): TaskPart | undefined {
  const { environment, name, scope, service } = context;
  const { mesh: settings, port, user } = service;
  if (!settings || port === undefined) return undefined;
  const node = new VirtualNode(scope, "mesh", {
    name,
    account: environment.account,
    region: environment.region,
    mesh: settings.name,
    port,
    protocol: settings.protocol,
    discovery: settings.discovery,
    backends: settings.backends,
    ...(settings.virtualService !== undefined && { virtualService: settings.virtualService }),
  });
  return {
    ...envoy({
      ...sidecarSettings(context, settings),
      virtualNodeArn: node.arn,
      port,
      ...(user !== undefined && { user }),
      egressIgnoredIps: settings.egressIgnoredIps,
      egressIgnoredPorts: settings.egressIgnoredPorts,
    }),
    ...(settings.registry !== undefined && {
      service: { serviceRegistries: { registryArn: settings.registry } },
    }),
    dependsOn: node.ready,
  };
}
