import { environment } from "../define";

/** Two services in one cluster behind one balancer, the backend with the X-Ray daemon beside it. */
export default environment({
  name: "cruddur",
  account: "111122223333",
  region: "eu-west-1",
  domain: { name: "cruddur.example.com", zone: "example.com" },
  services: {
    backend: {
      image: "apps/backend",
      port: 3000,
      route: { path: "/api/*", health: "/health" },
      environment: { NODE_ENV: "production", PORT: "3000", DEPLOYMENT: "${environment}" },
      secrets: { ROLLBAR_ACCESS_TOKEN: { parameter: "/cruddur/backend/rollbar-access-token" } },
      sidecars: ["x-ray"],
      exec: true,
      writableRoot: true,
    },
    frontend: {
      image: "apps/frontend",
      port: 8080,
      route: { path: "/*", health: "/health" },
      environment: { NODE_ENV: "production", PORT: "8080" },
    },
  },
});
