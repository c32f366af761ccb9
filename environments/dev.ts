import { environment } from "./define";
import { services } from "./shared";

export default environment({
  name: "dev",
  account: "111122223333",
  region: "eu-west-1",
  network: { cidr: "10.10.0.0/16" },
  cluster: { capacity: { fargateSpot: {} } },
  services,
});
