import type { Statement } from "../../identity/policy";
import { identityRights, serviceLinkedRoles } from "./identity";
import { networkRights } from "./network";
import { registryRights } from "./registry";
import type { Own, Right, Rights } from "./right";
import { runningRights } from "./running";
import { storeRights } from "./stores";
import { watchingRights } from "./watching";

/** What Terraform may call to make, change and delete resources, by their types. What it reads is not here. */
export const RIGHTS: Rights = {
  ...identityRights,
  ...networkRights,
  ...registryRights,
  ...runningRights,
  ...storeRights,
  ...watchingRights,
};

/**
 * Statements with which Terraform can apply and destroy resources of these types, and no other ones, under the names of
 * one environment. Types without an entry need nothing: they call nothing in AWS.
 */
export function writeStatements(types: Iterable<string>, own: Own): Statement[] {
  const rights = [...new Set(types)].sort().flatMap((type) => RIGHTS[type]?.(own) ?? []);
  const merged = new Map<string, { readonly right: Right; readonly actions: Set<string> }>();
  for (const right of [serviceLinkedRoles(own), ...rights]) {
    const key = JSON.stringify([right.resources, right.conditions]);
    const entry = merged.get(key) ?? { right, actions: new Set<string>() };
    right.actions.forEach((action) => entry.actions.add(action));
    merged.set(key, entry);
  }
  return [...merged.values()].map(({ right, actions }) => ({ ...right, actions: [...actions].sort() }));
}
