/** Ids of the rules over what is synthesised and planned; `policy/rules/` has a file for each. */
export const POLICY_RULES = [
  "no-wildcard-action",
  "no-wildcard-resource",
  "readable-policy",
  "no-public-principal",
  "no-world-open-port",
  "no-world-egress",
  "encrypted-stores",
  "no-public-bucket",
  "no-public-database",
  "no-mutable-tag",
  "no-plain-secret",
  "deletion-protection",
  "no-privileged-container",
  "no-public-task",
  "log-retention",
  "instance-metadata-v2",
] as const;

export type PolicyRule = (typeof POLICY_RULES)[number];

/** Characters; fewer are a word such as "needed", which says nothing. */
export const SHORTEST_REASON = 10;
