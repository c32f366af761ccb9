import { environment, extend } from "./define";
import { services } from "./shared";

/** The whole platform on a laptop: the account and region are the emulator's. */
export default environment({
  name: "local",
  account: "000000000000",
  region: "us-east-1",
  emulator: { endpoint: "http://localhost:4566" },
  network: { nat: "none", endpoints: false, flowLogs: false },
  services: extend(services, { backend: { count: 2 } }),
});
