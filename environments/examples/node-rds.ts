import { environment } from "../define";

/** A Node backend on Fargate with a PostgreSQL of its own, released by GitHub Actions. */
export default environment({
  name: "node-rds",
  account: "111122223333",
  region: "eu-west-1",
  databases: { orders: { engine: "postgres", size: "db.t4g.micro" } },
  delivery: { github: { repository: "example/shop", environments: ["production"] } },
  services: {
    backend: {
      image: "apps/backend",
      port: 3000,
      size: { cpu: 256, memoryMiB: 512 },
      route: { path: "/*", health: "/health" },
      environment: { NODE_ENV: "production" },
      uses: { orders: "readwrite" },
    },
  },
});
