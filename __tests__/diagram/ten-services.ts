import type { EnvironmentInput, ServiceInput } from "../../environments/input";

const behind = (path: string, more: Partial<ServiceInput> = {}): ServiceInput => ({
  image: "apps/backend",
  port: 3000,
  route: { path },
  connect: {},
  ...more,
});

/** A shop of ten services: two databases, a file system, secrets, a queue, and services that call each other. */
export const tenServices: EnvironmentInput = {
  name: "ten",
  account: "111122223333",
  region: "eu-west-1",
  domain: { name: "shop.example.com", zone: "example.com" },
  namespace: "shop",
  observability: { alarms: { emails: ["team@example.com"] }, dashboard: true },
  databases: {
    orders: { engine: "postgres", size: "db.t4g.medium" },
    accounts: { engine: "aurora-postgres", capacity: { minAcu: 0.5, maxAcu: 8 } },
  },
  fileSystems: { media: {} },
  services: {
    frontend: behind("/*", { talksTo: ["catalogue", "basket"] }),
    admin: behind("/admin/*", { uses: { orders: "readwrite" } }),
    checkout: behind("/checkout/*", {
      uses: { orders: "readwrite" },
      secrets: { STRIPE_KEY: { secret: "shop/stripe", key: "api" } },
      talksTo: ["mail"],
    }),
    catalogue: behind("/catalogue/*", {
      uses: { orders: "readwrite" },
      access: [{ bucket: "example-images", to: "read" }],
    }),
    basket: behind("/basket/*", { talksTo: ["catalogue"] }),
    accounts: behind("/accounts/*", {
      uses: { accounts: "readwrite" },
      secrets: { OIDC: { secret: "shop/oidc" } },
    }),
    media: behind("/media/*", {
      volumes: { files: { mount: "/files", fileSystem: "media" } },
      user: "1000",
    }),
    search: behind("/search/*", { count: { min: 2, max: 8, targetCpuPercent: 60 } }),
    mail: {
      image: "apps/backend",
      port: 3000,
      connect: {},
      secrets: { SMTP: { secret: "shop/smtp" } },
      access: [{ queue: "mail", to: "consume" }],
    },
    reports: {
      image: "apps/backend",
      port: 3000,
      connect: {},
      uses: { orders: "readwrite" },
      access: [{ bucket: "example-reports", to: "readwrite" }],
    },
  },
};
