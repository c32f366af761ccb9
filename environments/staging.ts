import { environment, extend } from "./define";
import { services } from "./shared";

export default environment({
  name: "staging",
  account: "111122223333",
  region: "eu-west-1",
  network: { cidr: "10.20.0.0/16" },
  services: extend(services, {
    backend: { image: { from: "dev" }, count: 2 },
    frontend: { image: { from: "dev" }, count: 2 },
  }),
});
