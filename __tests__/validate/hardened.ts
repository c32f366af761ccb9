import type { EnvironmentInput } from "../../environments/input";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";

/** An environment that says yes to everything that is a matter of choice: what Checkov asks for must be there to choose. */
export const hardened: EnvironmentInput = {
  name: "hardened",
  account: "111122223333",
  region: "eu-west-1",
  protected: true,
  network: { nat: "per-zone", flowLogs: { retentionDays: 365 } },
  domain: { name: "shop.example.com", zone: "example.com" },
  loadBalancer: { allowedCidrs: ["203.0.113.0/24"] },
  observability: { logKey: KEY },
  databases: {
    orders: { engine: "postgres", kmsKey: KEY, iamAuth: true },
    archive: { engine: "aurora-postgres", kmsKey: KEY, iamAuth: true },
  },
  fileSystems: { shared: { kmsKey: KEY } },
  services: {
    web: {
      image: "apps/backend",
      port: 3000,
      route: { path: "/*", health: "/health" },
      repository: { kmsKey: "create" },
      uses: { orders: "readwrite", archive: { access: "readonly", prefix: "ARCHIVE_" } },
    },
  },
};
