import type { PolicyRule } from "../../environments/rules/policy";
import type { Rule } from "../rule";
import { deletionProtection } from "./deletion-protection";
import { encryptedStores } from "./encrypted-stores";
import { instanceMetadataV2 } from "./instance-metadata-v2";
import { logRetention } from "./log-retention";
import { noMutableTag } from "./no-mutable-tag";
import { noPlainSecret } from "./no-plain-secret";
import { noPrivilegedContainer } from "./no-privileged-container";
import { noPublicBucket } from "./no-public-bucket";
import { noPublicDatabase } from "./no-public-database";
import { noPublicPrincipal } from "./no-public-principal";
import { noPublicTask } from "./no-public-task";
import { noWildcardAction } from "./no-wildcard-action";
import { noWildcardResource } from "./no-wildcard-resource";
import { noWorldEgress } from "./no-world-egress";
import { noWorldOpenPort } from "./no-world-open-port";
import { readablePolicy } from "./readable-policy";

/** Every rule, by its id. */
export const RULES: Readonly<Record<PolicyRule, Rule>> = {
  "no-wildcard-action": noWildcardAction,
  "no-wildcard-resource": noWildcardResource,
  "readable-policy": readablePolicy,
  "no-public-principal": noPublicPrincipal,
  "no-world-open-port": noWorldOpenPort,
  "no-world-egress": noWorldEgress,
  "encrypted-stores": encryptedStores,
  "no-public-bucket": noPublicBucket,
  "no-public-database": noPublicDatabase,
  "no-mutable-tag": noMutableTag,
  "no-plain-secret": noPlainSecret,
  "deletion-protection": deletionProtection,
  "no-privileged-container": noPrivilegedContainer,
  "no-public-task": noPublicTask,
  "log-retention": logRetention,
  "instance-metadata-v2": instanceMetadataV2,
};
