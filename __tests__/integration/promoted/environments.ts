import type { EnvironmentInput } from "../../../environments/input";

/** Two environments in one account: what the first builds, the second runs. */
export const REPOSITORY = "slipway-lab-web";
export const BUCKET = "slipway-lab-state-000000000000";

const input = (name: string, endpoint: string, services: EnvironmentInput["services"]): EnvironmentInput => ({
  name,
  account: "000000000000",
  region: "us-east-1",
  state: { bucket: BUCKET },
  emulator: { endpoint },
  network: { nat: "none", endpoints: false, flowLogs: false },
  services,
});
export const lab = (endpoint: string): EnvironmentInput =>
  input("lab", endpoint, {
    web: { image: "__tests__/integration/examples/stand-in", stopTimeoutSeconds: 2 },
  });
export const shop = (endpoint: string): EnvironmentInput =>
  input("shop", endpoint, { web: { image: { from: "lab" }, stopTimeoutSeconds: 2 } });
