import { rolloutOf } from "./deployment";
import type { Clients, RunningService } from "./running-service";
import { describeServices } from "./services";

/** Why the deployments of services failed since a time, in lines for people; none of a service that is well. */
export async function explainFailure(
  services: readonly RunningService[],
  since: Date,
  { ecs }: Clients,
): Promise<string[]> {
  const found = await describeServices(services, ecs);
  return services.flatMap(({ name }) => {
    const { failed, primary, state } = rolloutOf(found.get(name) ?? {});
    const deployment = failed ?? primary;
    if (state === "steady" || Number(deployment?.updatedAt ?? 0) < since.getTime()) return [];
    return [`service ${name}: ${state}`, `  ECS: ${deployment?.rolloutStateReason ?? "it does not say why"}`];
  });
}
