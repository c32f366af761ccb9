import type { Environment, Service } from "../model";
import { platformOf } from "../topics/platform";
import { connectProblems } from "./connect";
import { logRouterProblems } from "./log-router";
import { meshProblems } from "./mesh";
import { sidecarProblems } from "./sidecar";

/** What is wrong with the containers that ECS or Slipway put beside the service's own, and with the ways between them. */
export function serviceSidecarsProblems(path: string, environment: Environment, service: Service): string[] {
  const place = {
    platform: platformOf(service),
    region: environment.region,
    closedNetwork: isClosed(environment, service),
  };
  const { logRouter, sidecars = [] } = service;
  return [
    ...sidecarProblems(path, sidecars, {
      ...place,
      variables: [...Object.keys(service.environment), ...Object.keys(service.secrets)],
    }),
    ...(logRouter ? logRouterProblems(`${path}.logRouter`, logRouter, place) : []),
    ...connectProblems(path, service, place),
    ...meshProblems(path, service, place),
  ];
}

/** Nothing leads from the tasks to the internet; an emulator's containers go where its machine goes. */
const isClosed = ({ emulator, network }: Environment, { publicIp }: Service): boolean =>
  network.kind === "new" && network.nat === "none" && publicIp === undefined && emulator === undefined;
