import { environment } from "../define";

/** One API from a Dockerfile behind a load balancer: the least that an environment can say. */
export default environment({
  name: "node-api",
  account: "111122223333",
  region: "eu-west-1",
  services: {
    api: { image: "apps/backend", port: 3000, route: { path: "/*", health: "/health" } },
  },
});
