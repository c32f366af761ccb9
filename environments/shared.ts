import type { ServiceInput } from "./input";

/** What every environment runs: the sample application of `apps/`, said once. */
export const services: Readonly<Record<"backend" | "frontend", ServiceInput>> = {
  backend: {
    image: "apps/backend",
    port: 3000,
    route: { path: "/api/*", health: "/health" },
    environment: { NODE_ENV: "production", PORT: "3000", DEPLOYMENT: "${environment}" },
    healthCheck: { command: ["node", "dist/process/health-check.js"], startPeriodSeconds: 10 },
  },
  frontend: {
    image: "apps/frontend",
    port: 8080,
    route: { path: "/*", health: "/health" },
    environment: { NODE_ENV: "production", PORT: "8080" },
    healthCheck: { command: ["node", "dist/server/process/health-check.js"], startPeriodSeconds: 10 },
  },
};
