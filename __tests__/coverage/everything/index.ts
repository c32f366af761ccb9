import { resolve } from "../../../environments/resolve";
import type { EnvironmentInput } from "../../../environments/input";
import type { Environment } from "../../../environments/model";
import { root } from "../../support/synth-environment";
import { fargate } from "./fargate";
import { groups, onInstances } from "./instances";
import { ACCOUNT, arn, globalArn, KEY, REGION } from "./names";
import { rollouts } from "./rollouts";

/** Made here, on Fargate. */
const made: EnvironmentInput = {
  name: "everything",
  account: ACCOUNT,
  region: REGION,
  protected: true,
  state: { bucket: "slipway-everything-state", prefix: "everything" },
  network: {
    cidr: "10.20.0.0/16",
    zones: 3,
    nat: "per-zone",
    endpoints: true,
    reachableRegistries: ["registry.example.com"],
    flowLogs: { retentionDays: 30 },
  },
  cluster: {
    capacity: { fargate: { base: 1, weight: 1 }, fargateSpot: { weight: 1 } },
    containerInsights: "enhanced",
  },
  loadBalancer: {
    public: true,
    allowedCidrs: ["203.0.113.0/24"],
    accessLogs: { retentionDays: 90 },
    deletionProtection: true,
    idleTimeoutSeconds: 120,
    testListener: { port: 9443, allowedCidrs: ["203.0.113.0/24"] },
  },
  domain: [
    { name: "shop.example.com", zone: "example.com" },
    { name: "*.shop.example.org", zone: { id: "Z0123456789ABC" } },
    {
      name: "old.example.net",
      zone: "example.net",
      certificate: arn("acm", "certificate/12345678-1234-1234-1234-123456789012"),
    },
  ],
  logs: { retentionDays: 365 },
  observability: {
    alarms: {
      emails: ["team@example.com"],
      thresholds: { cpuPercent: 85, memoryPercent: 85, missingTasks: 1 },
      balancerErrorsPerMinute: 5,
    },
    dashboard: true,
    logKey: KEY,
  },
  namespace: "shop",
  databases: {
    orders: {
      engine: "postgres",
      size: "db.t4g.medium",
      storageGiB: 50,
      maxStorageGiB: 200,
      multiAz: true,
      version: "17.4",
      database: "orders",
      port: 5433,
      backupDays: 35,
      backupWindow: "02:00-03:00",
      maintenanceWindow: "sun:03:30-sun:04:30",
      kmsKey: KEY,
      passwordRotationDays: 30,
      performanceInsights: true,
      monitoringSeconds: 60,
      parameters: { log_min_duration_statement: "500" },
      applyImmediately: false,
    },
  },
  fileSystems: {
    shared: {
      performance: "general-purpose",
      throughput: { provisionedMiBps: 64 },
      infrequentAccessAfterDays: 30,
      archiveAfterDays: false,
      returnOnAccess: true,
      backups: true,
      kmsKey: KEY,
    },
  },
  registry: {
    scanning: "enhanced",
    replication: [{ region: "eu-central-1" }, { region: REGION, account: "444455556666" }],
    pullThrough: [
      { prefix: "quay", upstream: "quay" },
      { prefix: "hub", upstream: "docker-hub", secret: "ecr-pullthroughcache/hub" },
    ],
    policy: {
      pullAccounts: ["444455556666"],
      pushAccounts: ["777788889999"],
      replicationAccounts: ["444455556666"],
    },
  },
  permissionsBoundary: "boundary",
  delivery: { github: { repository: "example/shop", branches: ["main"], environments: ["production"] } },
  policy: {
    suppress: [
      {
        rule: "no-mutable-tag",
        resource: "aws_ecs_task_definition.*",
        reason: "the registry of these images is an example, so nobody knows their digests",
      },
      {
        rule: "no-public-task",
        resource: "aws_ecs_service.service-open_*",
        reason: "`publicIp` is a property of the language, and this service is there for it",
      },
    ],
  },
  tags: { team: "shop" },
  services: { ...fargate, ...rollouts },
};

/** Made here, on EC2. */
const instances: EnvironmentInput = {
  name: "instances",
  account: ACCOUNT,
  region: REGION,
  cluster: { containerInsights: "enabled", instances: groups },
  observability: { logKey: KEY },
  databases: {
    ledger: {
      engine: "aurora-postgres",
      capacity: { minAcu: 0, maxAcu: 8, pauseAfterMinutes: 30 },
      readers: 1,
      iamAuth: true,
      monitoringSeconds: 30,
    },
  },
  services: onInstances,
};

/** What can be there already: its network, certificate, namespace, topic and provider. */
const adopted: EnvironmentInput = {
  name: "adopted",
  account: ACCOUNT,
  region: REGION,
  network: {
    vpc: "vpc-0a1b2c3d",
    publicSubnets: ["subnet-0a", "subnet-0b"],
    privateSubnets: ["subnet-0c", "subnet-0d"],
  },
  loadBalancer: {
    public: false,
    certificate: arn("acm", "certificate/12345678-1234-1234-1234-123456789012"),
  },
  observability: { alarms: { topic: arn("sns", "alarms") } },
  fileSystems: { old: { id: "fs-0a1b2c3d", securityGroup: "sg-0a1b2c3d" } },
  namespace: { arn: arn("servicediscovery", "namespace/ns-0123456789abcdef") },
  permissionsBoundary: "boundary",
  delivery: {
    github: {
      repository: "example/shop",
      provider: globalArn("iam", "oidc-provider/token.actions.githubusercontent.com"),
    },
  },
  services: {
    web: {
      image: "apps/backend",
      port: 3000,
      route: { path: "/*" },
      connect: true,
      repository: { kmsKey: KEY },
      volumes: { files: { mount: "/files", fileSystem: "old" } },
    },
  },
};

/** What other environments build: from the same registry, and from a copy of it. */
const promoted: EnvironmentInput = {
  name: "promoted",
  account: ACCOUNT,
  region: REGION,
  services: {
    web: {
      image: { from: "adopted" },
      containers: { proxy: { image: { from: "adopted", service: "web" }, essential: false } },
    },
  },
};
const copied: EnvironmentInput = {
  name: "copied",
  account: ACCOUNT,
  region: "eu-central-1",
  services: { shop: { image: { from: "everything", service: "web", replicated: true } } },
};

/** As an environment file has them, by name. */
export const inputs: Readonly<Record<string, EnvironmentInput>> = {
  everything: made,
  instances,
  adopted,
  promoted,
  copied,
};

/**
 * Environments that set together whatever the language has, so that their stacks hold every resource type. The real
 * provider validates them.
 */
export const everything: readonly Environment[] = Object.values(inputs).map((input) =>
  resolve(input, root, inputs),
);
