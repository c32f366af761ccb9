import { environment } from "../define";

/** One API from a Dockerfile behind a load balancer, scaled by what it is asked, watched, and told about. */
export default environment({
  name: "node-api",
  account: "111122223333",
  region: "eu-west-1",
  observability: { alarms: { emails: ["team@example.com"] } },
  services: {
    api: {
      image: "apps/backend",
      port: 3000,
      route: { path: "/*", health: "/health" },
      count: { min: 1, max: 4, targetCpuPercent: 60, targetRequestsPerTaskPerMinute: 1000 },
      access: [{ bucket: "example-uploads", prefix: "api", to: "readwrite" }],
    },
  },
});
