import type { Capability, KnownEmulator } from "../../emulator/capabilities";
import { PROOFS } from "../../emulator/capabilities";
import { refusesTypes, type Refuses } from "./offered";

/** Terraform types that are of use only where an engine has a capability. */
const NEEDS: Readonly<Partial<Record<Capability, RegExp>>> = {
  autoscaling: /\baws_appautoscaling_/,
  "app-mesh": /\baws_appmesh_/,
  "public-registry": /\baws_ecrpublic_/,
  "registry-settings": /\baws_ecr_(account_setting|registry|replication|pull_through)/,
};
const needs = Object.entries(NEEDS) as [Capability, RegExp][];

/** The capability that a resource type needs, where that is not a matter of course. */
export const neededFor = (type: string): Capability | undefined =>
  needs.find(([, types]) => types.test(type))?.[0];

/** What an engine refuses: the types of each capability that it lacks, and what refers to them. */
export function refusedBy(engine: KnownEmulator): Refuses {
  const lacking = needs.filter(([capability]) => PROOFS[engine][capability] === "absent");
  const types = lacking.map(([, { source }]) => source).join("|");
  return types === "" ? () => false : refusesTypes(new RegExp(types));
}
