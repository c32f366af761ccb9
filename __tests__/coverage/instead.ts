import {
  CAPABILITIES,
  PROOFS,
  type Capability,
  type KnownEmulator,
  type Proof,
} from "../../emulator/capabilities";

/** What was done about a capability that no engine here proves. */
export const INSTEAD: Readonly<Partial<Record<Capability, string>>> = {
  "registry-settings":
    "validated with the real provider; each policy and rule is read back from the synthesised JSON",
  "public-registry":
    "validated with the real provider; texts, sizes and regions are checked against the API's limits",
  "image-scan": "the setting is read back; findings are AWS's own",
  "image-expiry":
    "the rules are read back, and a rule that could expire what is deployed is refused at synthesis",
  "container-command": "command, entry point and folder are read back from the task definition",
  "container-order": "conditions are read back; cycles and conditions that can not be met are refused",
  "task-network": "ports and addresses are read back from the task definition",
  "task-files": "the references and the execution role's right to exactly those objects are read back",
  "task-limits": "limits and settings are read back; what Fargate refuses is refused at synthesis",
  "task-users":
    "user and root file system are read back; the Dockerfiles are checked for a user that is not root",
  "task-volumes": "volumes and mount points are read back from the task definition",
  "load-balancer-tls": "the listener is validated with the real provider, with its policy and redirect",
  autoscaling:
    "validated with the real provider; bounds, targets and steps are checked against the API's limits",
  "capacity-providers": "template, group and provider are applied and planned again without a change",
  instances: "the control plane is applied; user data and rights are read back from the synthesised JSON",
  "service-discovery": "the namespace is applied and read back by the probe",
  "service-connect": "validated with the real provider; names and ports are checked against each other",
  "app-mesh": "validated with the real provider; App Mesh came to its end on 30 September 2026",
  tracing: "the daemon's address and the task role's rights are read back",
  "file-systems":
    "applied and planned again without a change; the task definition's references are read back",
  databases: "applied, planned again without a change, and asked by the backend where the engine runs one",
  alarms: "applied and planned again without a change; thresholds and dimensions are read back",
  dns: "applied and read back; no resolver is asked",
  certificates: "applied and read back; validation is the engine's own word",
  "deploy-roles": "trust and rights are read back from the synthesised JSON and checked by the policy",
  networking: "routes and gateways are read back through the API; no packet is sent",
  "security-groups": "every rule is read back; the policy refuses what was not declared",
  permissions: "every policy is read back; the policy refuses what is wider than declared",
};

const engines = Object.keys(PROOFS) as KnownEmulator[];

/** Engines by what passing on them says of a capability. */
export const enginesThat = (proof: Proof, capability: Capability): KnownEmulator[] =>
  engines.filter((engine) => PROOFS[engine][capability] === proof);

/** Capabilities that no engine here proves. */
export const unproved = (Object.keys(CAPABILITIES) as Capability[]).filter(
  (capability) => enginesThat("proved", capability).length === 0,
);
