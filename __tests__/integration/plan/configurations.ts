import type { Written } from "../releases/release-project";

/** A secret that a change lets a service read; its value must be seen nowhere. */
export const SECRET = { name: "shop/stripe", value: '{"api":"sk-live-5e0f2a77c19b"}' } as const;

/** Value of a variable whose name looks like that of a secret. */
export const SALTS = ["salt-in-the-open", "another-in-the-open"] as const;

const READ = `access: [{ bucket: "shop-uploads", to: "read" }],`;
const USES = `uses: { orders: "readwrite" },`;
const DATABASE = `databases: { orders: { engine: "postgres" } },`;
const BALANCER = `loadBalancer: { allowedCidrs: ["192.0.2.0/24"] },`;

interface Web {
  readonly environment?: string;
  readonly access?: string;
  readonly uses?: string;
  readonly further?: string;
}

/** TypeScript of the service that all configurations have. */
function web({
  environment = `{ LOG_LEVEL: "info", OLD_FLAG: "on", SESSION_SALT: "${SALTS[0]}" }`,
  access = READ,
  uses = USES,
  further = "",
}: Web = {}): string {
  return `web: {
      image: "apps/web",
      port: 3000,
      route: { path: "/*" },
      stopTimeoutSeconds: 2,
      environment: ${environment},
      ${access}
      ${uses}
      ${further}
    },`;
}

interface Parts {
  readonly services?: string;
  readonly databases?: string;
  readonly balancer?: string;
}

const written = ({ services = web(), databases = DATABASE, balancer = BALANCER }: Parts = {}): Written => ({
  services: `{
    ${services}
  }`,
  more: `${databases}\n  ${balancer}`,
});

/** What is deployed. */
export const BASE = written();

const WORKER = `worker: { image: "apps/web", stopTimeoutSeconds: 2, environment: { QUEUE: "orders" } },`;

/** What is planned against it, one kind of change each; a change of the image alone needs no other configuration. */
export const CHANGES = {
  "new-service": written({ services: `${web()}\n    ${WORKER}` }),
  "environment-variable": written({
    services: web({
      environment: `{ LOG_LEVEL: "debug", NEW_FLAG: "a|b @team \`c\`", SESSION_SALT: "${SALTS[1]}" }`,
    }),
  }),
  "secret-added": written({
    services: web({ further: `secrets: { STRIPE_KEY: { secret: "${SECRET.name}", key: "api" } },` }),
  }),
  "port-opened": written({ balancer: `loadBalancer: { allowedCidrs: ["192.0.2.0/24", "0.0.0.0/0"] },` }),
  "role-widened": written({
    services: web({
      access: `access: [{ bucket: "shop-uploads", to: "readwrite" }, { queue: "orders", to: "send" }],`,
    }),
  }),
  "balancer-replaced": written({
    balancer: `loadBalancer: { public: false, allowedCidrs: ["192.0.2.0/24"] },`,
  }),
  "database-destroyed": written({ services: web({ uses: "" }), databases: "" }),
  "scale-up": written({ services: web({ further: `size: { cpu: 1024, memoryMiB: 2048 }, count: 3,` }) }),
} as const;
