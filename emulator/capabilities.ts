import type { EmulatorKind } from "./engine";

/**
 * What passing on an emulator says about AWS.
 *
 * - `proved`: it behaves as AWS does, as far as a deployment can see
 * - `recorded`: the settings are kept and read back, nothing acts on them
 * - `absent`: the calls are refused, or what they set is forgotten
 */
export type Proof = "proved" | "recorded" | "absent";

/** What an emulator may be able to show, and what is meant by it. */
export const CAPABILITIES = {
  "state-backend": "Terraform's state in S3, with versions and a lock that the second writer cannot take",
  "foundation-apis": "networks, roles, log groups, secrets, keys and topics made, read back and removed",
  "image-registry": "docker push, and tasks that run what was pushed",
  "registry-authentication": "a registry that refuses who has no token",
  "registry-settings": "registry policy, scanning, replication and pull-through cache",
  "public-registry": "public repositories with their gallery data",
  "image-scan": "findings after a push",
  "image-expiry": "images expired by a lifecycle policy",
  containers: "a service's containers run and are replaced when they end",
  "container-command": "command, entry point and working directory reach the container",
  "container-order": "a container starts when those that it depends on are ready",
  "container-health": "a failing container health check makes the task unhealthy",
  "task-network": "containers of one task reach each other on localhost",
  "task-secrets": "values of Secrets Manager and of SSM SecureString parameters in the container",
  "task-files": "environment files from S3 in the container",
  "task-logs": "what containers write is in CloudWatch Logs",
  "task-limits": "ulimits and Linux parameters act on the container",
  "task-users": "user and read-only root file system act on the container",
  "task-volumes": "a bind or Docker volume is mounted and shared by a task's containers",
  "task-calls": "an AWS call from inside a task reaches the emulator",
  "rolling-deployment": "new tasks replace old ones, and the deployment says when it is done",
  "circuit-breaker": "a deployment that cannot run is rolled back",
  "target-health": "a target that fails its health check gets no requests",
  "load-balancing": "requests reach the tasks through the balancer, by its rules",
  "load-balancer-tls": "TLS ends at the balancer",
  autoscaling: "scalable targets, target tracking, step and scheduled scaling",
  "capacity-providers": "launch template, auto scaling group and capacity provider",
  instances: "instances that join the cluster and run tasks",
  "service-discovery": "namespaces of Cloud Map",
  "service-connect": "Service Connect's settings are kept, and its names resolve",
  "app-mesh": "meshes, virtual nodes and virtual services",
  tracing: "X-Ray groups and sampling rules",
  "file-systems": "EFS file systems, mount targets and access points",
  databases: "RDS instances, subnet groups and managed master passwords",
  alarms: "metric alarms and dashboards",
  dns: "Route 53 zones and records",
  certificates: "ACM certificates with DNS validation",
  "deploy-roles": "an OIDC provider and the roles that trust it",
  networking: "subnets, gateways and routes carry packets",
  "security-groups": "security groups let through what they name",
  permissions: "a role can do what its policy allows and nothing else",
} as const;

export type Capability = keyof typeof CAPABILITIES;
type Table = Readonly<Record<Capability, Proof>>;
/** Emulators that were run here; of the licensed LocalStack nothing was, so nothing is claimed. */
export type KnownEmulator = Exclude<EmulatorKind, "localstack-licensed">;

const MINISTACK: Table = {
  "state-backend": "proved",
  "foundation-apis": "proved",
  "image-registry": "proved",
  // Any password is accepted, and none too.
  "registry-authentication": "recorded",
  "registry-settings": "absent",
  "public-registry": "absent",
  "image-scan": "recorded",
  "image-expiry": "recorded",
  containers: "proved",
  "container-command": "recorded",
  "container-order": "recorded",
  // By our patch, like the health of targets; without it every container's health is unknown.
  "container-health": "proved",
  "task-network": "absent",
  // Secrets Manager and, by our patch, SSM SecureString.
  "task-secrets": "proved",
  "task-files": "recorded",
  "task-logs": "proved",
  "task-limits": "recorded",
  // Neither the user nor the read-only root file system of a container definition reaches Docker.
  "task-users": "recorded",
  "task-volumes": "recorded",
  "task-calls": "proved",
  "rolling-deployment": "proved",
  "circuit-breaker": "proved",
  // By our patch; without it every target counts as healthy.
  "target-health": "proved",
  "load-balancing": "proved",
  "load-balancer-tls": "recorded",
  autoscaling: "absent",
  "capacity-providers": "recorded",
  instances: "absent",
  "service-discovery": "recorded",
  "service-connect": "absent",
  "app-mesh": "absent",
  tracing: "absent",
  "file-systems": "recorded",
  databases: "recorded",
  alarms: "recorded",
  dns: "recorded",
  certificates: "recorded",
  "deploy-roles": "recorded",
  networking: "recorded",
  "security-groups": "recorded",
  permissions: "recorded",
};

/** From one run of the whole chain by hand: the probes have not been held against it, so what was not seen is not claimed. */
const FAKECLOUD: Table = {
  ...MINISTACK,
  "container-health": "recorded",
  "task-secrets": "recorded",
  "task-logs": "recorded",
  "task-calls": "recorded",
  "registry-authentication": "proved",
  "registry-settings": "recorded",
  "rolling-deployment": "absent",
  "circuit-breaker": "absent",
  autoscaling: "recorded",
  tracing: "recorded",
};

const LOCALSTACK_FREE: Table = {
  "state-backend": "proved",
  "foundation-apis": "proved",
  "image-registry": "absent",
  "registry-authentication": "absent",
  "registry-settings": "absent",
  "public-registry": "absent",
  "image-scan": "absent",
  "image-expiry": "absent",
  containers: "absent",
  "container-command": "absent",
  "container-order": "absent",
  "container-health": "absent",
  "task-network": "absent",
  "task-secrets": "absent",
  "task-files": "absent",
  "task-logs": "absent",
  "task-limits": "absent",
  "task-users": "absent",
  "task-volumes": "absent",
  "task-calls": "absent",
  "rolling-deployment": "absent",
  "circuit-breaker": "absent",
  "target-health": "absent",
  "load-balancing": "absent",
  "load-balancer-tls": "absent",
  autoscaling: "absent",
  "capacity-providers": "absent",
  instances: "absent",
  "service-discovery": "absent",
  "service-connect": "absent",
  "app-mesh": "absent",
  tracing: "absent",
  "file-systems": "absent",
  databases: "absent",
  alarms: "recorded",
  dns: "recorded",
  certificates: "recorded",
  "deploy-roles": "recorded",
  networking: "recorded",
  // The description of a rule that names another group is forgotten.
  "security-groups": "recorded",
  permissions: "recorded",
};

/** The table for each engine; a test may claim only what is `proved` here. `npm run test:engines` holds each against the engine. */
export const PROOFS: Readonly<Record<KnownEmulator, Table>> = {
  ministack: MINISTACK,
  fakecloud: FAKECLOUD,
  "localstack-free": LOCALSTACK_FREE,
};

/** Whether an engine proves something. */
export function proves(kind: EmulatorKind, capability: Capability): boolean {
  return kind !== "localstack-licensed" && PROOFS[kind][capability] === "proved";
}
