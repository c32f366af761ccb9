import { environment, extend } from "./define";
import { services } from "./shared";

export default environment({
  name: "dev",
  account: "111122223333",
  region: "eu-west-1",
  network: { cidr: "10.10.0.0/16" },
  cluster: { capacity: { fargateSpot: {} } },
  // Production runs, by way of staging, what is built here.
  services: extend(services, {
    backend: { repository: { pullAccounts: ["444455556666"] } },
    frontend: { repository: { pullAccounts: ["444455556666"] } },
  }),
});
