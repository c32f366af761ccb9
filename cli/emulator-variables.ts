import type { Environment } from "../environments/model";

/**
 * Process variables that keep every AWS client of an emulated environment on this machine: made-up credentials, and
 * no profile that could lead elsewhere. Empty for an environment on AWS, which uses the caller's own credentials.
 */
export function emulatorVariables(environment: Environment): Record<string, string> {
  if (!environment.emulator) return {};
  return {
    AWS_ACCESS_KEY_ID: environment.account,
    AWS_SECRET_ACCESS_KEY: "emulator",
    AWS_SESSION_TOKEN: "",
    AWS_PROFILE: "",
    AWS_REGION: environment.region,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** Options of an AWS SDK client for the environment: the emulator's gateway, or AWS with the caller's credentials. */
export function clientOptions(environment: Environment) {
  const { region, account } = environment;
  const endpoint = emulatorEndpoint(environment);
  if (endpoint === undefined) return { region };
  return {
    region,
    endpoint,
    credentials: { accessKeyId: account, secretAccessKey: "emulator" },
    forcePathStyle: true,
    maxAttempts: 2,
  };
}

/** The emulator's gateway: `SLIPWAY_EMULATOR_ENDPOINT` when set, else the environment's; `undefined` on AWS. */
export function emulatorEndpoint(environment: Environment): string | undefined {
  return environment.emulator && (process.env.SLIPWAY_EMULATOR_ENDPOINT ?? environment.emulator.endpoint);
}
