import type { EmulatorKind } from "./engine";

/**
 * What passing on an emulator says about AWS.
 *
 * - `proved`: it behaves as AWS does, as far as a deployment can see
 * - `recorded`: the settings are kept and read back, nothing acts on them
 * - `absent`: the calls are refused
 */
export type Proof = "proved" | "recorded" | "absent";

export type Capability =
  | "state-backend"
  | "image-registry"
  | "registry-authentication"
  | "image-scan"
  | "image-expiry"
  | "containers"
  | "rolling-deployment"
  | "circuit-breaker"
  | "target-health"
  | "container-health"
  | "task-secrets"
  | "task-logs"
  | "task-limits"
  | "task-users"
  | "load-balancing"
  | "load-balancer-tls"
  | "autoscaling"
  | "networking"
  | "security-groups"
  | "permissions"
  | "foundation-apis";

/** The table for each engine; a test may claim only what is `proved` here. */
export const CAPABILITIES: Readonly<
  Record<Exclude<EmulatorKind, "localstack-licensed">, Readonly<Record<Capability, Proof>>>
> = {
  ministack: {
    "state-backend": "proved",
    "image-registry": "proved",
    // Any password is accepted, and none too.
    "registry-authentication": "recorded",
    "image-scan": "recorded",
    "image-expiry": "recorded",
    containers: "proved",
    "rolling-deployment": "proved",
    "circuit-breaker": "proved",
    // By our patch; without it every target counts as healthy.
    "target-health": "proved",
    "container-health": "recorded",
    // Secrets Manager and, by our patch, SSM SecureString.
    "task-secrets": "proved",
    "task-logs": "proved",
    "task-limits": "recorded",
    // Neither the user nor the read-only root file system of a container definition reaches Docker.
    "task-users": "recorded",
    "load-balancing": "proved",
    "load-balancer-tls": "recorded",
    autoscaling: "absent",
    networking: "recorded",
    "security-groups": "recorded",
    permissions: "recorded",
    "foundation-apis": "proved",
  },
  "localstack-free": {
    "state-backend": "proved",
    "image-registry": "absent",
    "registry-authentication": "absent",
    "image-scan": "absent",
    "image-expiry": "absent",
    containers: "absent",
    "rolling-deployment": "absent",
    "circuit-breaker": "absent",
    "target-health": "absent",
    "container-health": "absent",
    "task-secrets": "absent",
    "task-logs": "absent",
    "task-limits": "absent",
    "task-users": "absent",
    "load-balancing": "absent",
    "load-balancer-tls": "absent",
    autoscaling: "absent",
    networking: "recorded",
    // The description of a rule that names another group is forgotten.
    "security-groups": "recorded",
    permissions: "recorded",
    "foundation-apis": "proved",
  },
};

/** Whether an engine proves something; of the licensed LocalStack nothing has been run here, so nothing is claimed. */
export function proves(kind: EmulatorKind, capability: Capability): boolean {
  return kind !== "localstack-licensed" && CAPABILITIES[kind][capability] === "proved";
}
