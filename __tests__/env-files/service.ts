import type { Service } from "../../environments/model";

/** A service of which only the given fields matter. */
export function service(fields: Partial<Service>): Service {
  return {
    name: "backend",
    image: { kind: "external", uri: "registry.example.com/backend:v1" },
    port: 3000,
    cpu: 256,
    memoryMiB: 512,
    count: 1,
    architecture: "x86_64",
    environment: {},
    secrets: {},
    rollout: { minimumHealthyPercent: 100, maximumPercent: 200 },
    writableRoot: false,
    exec: false,
    capacity: { fargate: { base: 0, weight: 1 } },
    stopTimeoutSeconds: 30,
    ...fields,
  };
}
