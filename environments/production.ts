import { environment, extend } from "./define";
import { services } from "./shared";

export default environment({
  name: "production",
  account: "444455556666",
  region: "eu-west-1",
  protected: true,
  network: { cidr: "10.30.0.0/16", zones: 3, nat: "per-zone" },
  domain: { name: "shop.example.com", zone: "example.com" },
  cluster: { capacity: { fargate: { base: 2 }, fargateSpot: { weight: 3 } } },
  services: {
    ...extend(services, {
      backend: { image: { from: "staging" }, size: { cpu: 512, memoryMiB: 1024 }, count: 4 },
      frontend: { image: { from: "staging" } },
    }),
    admin: {
      ...services.frontend,
      image: { from: "staging", service: "frontend" },
      route: { path: "/admin/*" },
    },
  },
});
