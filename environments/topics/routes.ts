import type { EnvironmentInput } from "../input";
import type { Route } from "../model";
import { byName } from "../rules/by-name";
import { assignPriorities } from "../rules/listener-priority";

/** Routes by service: all of them together, because their rules share a listener. */
export function resolveRoutes(services: EnvironmentInput["services"]): ReadonlyMap<string, Route> {
  const routes = byName(services).flatMap(([service, { route }]) => (route ? [{ service, ...route }] : []));
  return new Map(
    assignPriorities(routes).map(({ service, path, host, health, priority, deregistrationDelaySeconds }) => [
      service,
      {
        path,
        ...(host !== undefined && { host }),
        health: health ?? "/health",
        priority,
        deregistrationDelaySeconds: deregistrationDelaySeconds ?? 30,
      },
    ]),
  );
}
