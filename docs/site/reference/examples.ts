import type { EnvironmentInput, ServiceInput } from "../../../environments/input";

/** Properties of an environment, of a service in it, or of both; each is resolved by a test. */
export interface Example {
  readonly environment?: Partial<EnvironmentInput>;
  readonly service?: Partial<ServiceInput>;
}

export type ExampleName = keyof typeof EXAMPLES;

/** One for each chapter of the reference, which shows the source as it stands here. */
export const EXAMPLES = {
  environment: {
    environment: {
      name: "production",
      account: "444455556666",
      region: "eu-west-1",
      protected: true,
      tags: { team: "shop" },
      services: {
        web: { image: "apps/backend", port: 3000, route: { path: "/*" } },
      },
    },
  },
  service: {
    service: {
      image: "apps/backend",
      port: 3000,
      size: { cpu: 512, memoryMiB: 1024 },
      count: 2,
      route: { path: "/api/*", health: "/health", priority: 100, deregistrationDelaySeconds: 60 },
    },
  },
  container: {
    service: {
      environment: { NODE_ENV: "production", DEPLOYMENT: "${environment}" },
      healthCheck: { command: ["node", "health-check.js"], startPeriodSeconds: 10 },
      ulimits: { nofile: { soft: 16384, hard: 65536 } },
      linux: { tmpfs: { "/tmp": { sizeMiB: 64 } } },
      stopTimeoutSeconds: 60,
    },
  },
  image: {
    service: {
      image: { context: "apps/backend", target: "production" },
    },
  },
  secrets: {
    service: {
      secrets: {
        STRIPE_KEY: { secret: "shop/stripe", key: "api" },
        FEATURES: { parameter: "/shop/features" },
      },
    },
  },
  scaling: {
    service: {
      count: {
        min: 2,
        max: 10,
        targetCpuPercent: 60,
        schedules: {
          evening: { at: "cron(0 20 ? * MON-FRI *)", timezone: "Europe/Berlin", min: 0, max: 0 },
          morning: { at: "cron(0 7 ? * MON-FRI *)", timezone: "Europe/Berlin", min: 2, max: 10 },
        },
      },
    },
  },
  rollout: {
    service: {
      route: { path: "/*" },
      rollout: { strategy: "canary", percent: 10, canaryBakeMinutes: 5 },
    },
  },
  migrate: {
    service: {
      migrate: { command: ["node", "migrate.js"], timeoutSeconds: 900 },
    },
  },
  containers: {
    service: {
      sidecars: ["x-ray", { kind: "adot", metrics: true }],
      containers: {
        cache: { image: { uri: "public.ecr.aws/docker/library/redis:7.4" }, user: "999", port: 6379 },
      },
    },
  },
  platform: {
    service: {
      platform: "linux",
      architecture: "arm64",
      ephemeralStorageGiB: 50,
    },
  },
  network: {
    environment: {
      network: { cidr: "10.20.0.0/16", zones: 3, nat: "per-zone" },
    },
  },
  loadBalancer: {
    environment: {
      loadBalancer: { accessLogs: { retentionDays: 30 }, idleTimeoutSeconds: 120 },
      domain: { name: "shop.example.com", zone: "example.com" },
    },
    service: {
      route: { path: "/*", host: "shop.example.com" },
    },
  },
  cluster: {
    environment: {
      cluster: {
        capacity: { fargate: { base: 1 }, fargateSpot: { weight: 3 } },
        instances: { general: { types: ["m7i.large", "m6i.large"], max: 5, spot: true } },
      },
    },
    service: {
      runsOn: { instances: "general", placement: "binpack" },
    },
  },
  connect: {
    environment: {
      services: {
        web: { image: "apps/frontend", port: 8080, talksTo: ["api"], route: { path: "/*" } },
        api: { image: "apps/backend", port: 3000, connect: { as: "api", timeouts: { requestSeconds: 30 } } },
      },
    },
  },
  databases: {
    environment: {
      databases: { orders: { engine: "aurora-postgres", capacity: { maxAcu: 8 }, readers: 1 } },
    },
    service: {
      uses: { orders: "readwrite" },
    },
  },
  files: {
    environment: {
      fileSystems: { shared: { infrequentAccessAfterDays: 60 } },
    },
    service: {
      volumes: {
        uploads: { mount: "/var/uploads", fileSystem: "shared" },
        scratch: { mount: "/var/scratch" },
      },
    },
  },
  access: {
    service: {
      access: [
        { bucket: "shop-uploads", prefix: "api", to: "readwrite" },
        { queue: "shop-orders", to: "consume" },
      ],
    },
  },
  logs: {
    environment: {
      logs: { retentionDays: 90 },
    },
    service: {
      logRouter: { to: { s3: { bucket: "shop-logs", prefix: "web" } } },
    },
  },
  observability: {
    environment: {
      observability: {
        alarms: { emails: ["team@example.com"], thresholds: { latencyP95Ms: 500 } },
      },
    },
    service: {
      alarms: { cpuPercent: 95 },
    },
  },
  repository: {
    service: {
      image: "apps/backend",
      repository: { keepImages: 50, pullAccounts: ["444455556666"] },
    },
  },
  registry: {
    environment: {
      registry: {
        scanning: "enhanced",
        pullThrough: [{ prefix: "public", upstream: "ecr-public" }],
        replication: [{ region: "eu-central-1" }],
      },
    },
  },
  delivery: {
    environment: {
      delivery: { github: { repository: "example/shop", environments: ["production"] } },
    },
  },
  policy: {
    environment: {
      policy: {
        suppress: [
          {
            rule: "no-public-task",
            resource: "aws_ecs_service.service-probe_*",
            reason: "the probe calls from the internet, as callers do",
          },
        ],
      },
    },
  },
} as const satisfies Readonly<Record<string, Example>>;
