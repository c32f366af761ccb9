import type { Environment, Service } from "../model";
import { platformOf } from "../topics/platform";
import { isClosed } from "./closed-network";
import { connectProblems } from "./connect";
import { containerProblems } from "./container";
import { logRouterProblems } from "./log-router";
import { meshProblems } from "./mesh";
import { sidecarProblems, type SidecarSettings } from "./sidecar";
import { sharedPortProblems } from "./sidecar-ports";

/** What is wrong with the containers that ECS or Slipway put beside the service's own, and with the ways between them. */
export function serviceSidecarsProblems(path: string, environment: Environment, service: Service): string[] {
  const place = {
    platform: platformOf(service),
    region: environment.region,
    closedNetwork: isClosed(environment, service),
  };
  const { logRouter, mesh, sidecars = [] } = service;
  const settings: readonly (readonly [path: string, Omit<SidecarSettings, "essential"> | undefined])[] = [
    ...sidecars.map((sidecar, index) => [`${path}.sidecars[${index}]`, sidecar] as const),
    [`${path}.logRouter`, logRouter],
    [`${path}.mesh`, mesh],
  ];
  return [
    ...sidecarProblems(path, sidecars, { ...place, variables: variablesOf(service) }),
    ...(logRouter ? logRouterProblems(`${path}.logRouter`, logRouter, place) : []),
    ...connectProblems(path, service, place),
    ...meshProblems(path, service, place),
    ...settings.flatMap(([name, container]) =>
      container ? containerProblems(name, container, place.platform) : [],
    ),
    ...sharedPortProblems(path, service, place.platform),
  ];
}

function variablesOf({ environment, secrets }: Service): Record<string, "environment" | "secrets"> {
  return Object.fromEntries([
    ...Object.keys(secrets).map((name) => [name, "secrets"] as const),
    ...Object.keys(environment).map((name) => [name, "environment"] as const),
  ]);
}
