import { extend } from "../../../environments/define";
import type { EnvironmentInput } from "../../../environments/input";

/** Properties that speak of the world outside the account: a public domain, ways out. */
const OUTSIDE = ["domain", "network", "protected"] as const;

/**
 * An example as it is run here: in the emulator's account, in private subnets without a way out, with everything else
 * as it stands. What the engine has no API for is left out when it is applied, and named.
 */
export function onEmulator(example: EnvironmentInput, endpoint: string): EnvironmentInput {
  const kept = Object.fromEntries(
    Object.entries(example).filter(([key]) => !(OUTSIDE as readonly string[]).includes(key)),
  ) as unknown as EnvironmentInput;
  return extend(kept, {
    account: "000000000000",
    region: "us-east-1",
    emulator: { endpoint },
    network: { nat: "none", endpoints: false, flowLogs: false },
  });
}
