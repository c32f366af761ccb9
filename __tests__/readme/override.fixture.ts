import { createApp } from "../../main";
import type { Environment } from "../../environments/model";
import type { Machine } from "../../stacks/machine";

/** The README's example of an override, word for word: here it is type-checked, and the test runs it. */
export function override(environments: readonly Environment[], machine: Machine): void {
  const { app, stacks } = createApp(environments, machine);
  stacks
    .get("production")
    ?.services.units.get("backend")
    ?.service.service.addOverride("health_check_grace_period_seconds", 120);
  app.synth();
}
