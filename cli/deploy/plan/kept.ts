import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { effectOf } from "../../../plan/effect";
import type { PlanJson, ResourceChange, Values } from "../../../plan/plan-json";
import { block, text } from "../../../plan/resources";
import type { StackPlace } from "../terraform/places";

/** In the stack's folder, beside the document that is synthesised. */
export const keptFile = ({ folder }: Pick<StackPlace, "folder">): string => join(folder, "kept.tf.json");

/**
 * Addresses of the repositories that a plan would delete although their images were not given up (`forceDelete`), and of
 * what belongs to them: AWS refuses to delete a repository with images, and without its key its images cannot be read.
 */
export function keptAddresses({ resource_changes = [] }: PlanJson): string[] {
  const removed = resource_changes.filter(
    // A removed block takes no instance key; Slipway's own resources have none.
    ({ address, change }) => effectOf(change.actions) === "destroy" && !address.includes("["),
  );
  const before = ({ change }: ResourceChange): Values => change.before ?? {};
  const repositories = removed.filter(
    (each) =>
      (each.type === "aws_ecr_repository" && before(each).force_delete !== true) ||
      (each.type === "aws_ecrpublic_repository" && before(each).force_destroy !== true),
  );
  const names = (type: string, key: string) =>
    new Set(repositories.filter((each) => each.type === type).map((each) => before(each)[key]));
  const ecr = names("aws_ecr_repository", "name");
  const gallery = names("aws_ecrpublic_repository", "repository_name");
  const keys = new Set(
    repositories.flatMap((each) => text(block(before(each), "encryption_configuration"), "kms_key") ?? []),
  );
  const belongs: Readonly<Record<string, (values: Values) => boolean>> = {
    aws_ecr_lifecycle_policy: ({ repository }) => ecr.has(repository),
    aws_ecr_repository_policy: ({ repository }) => ecr.has(repository),
    aws_ecrpublic_repository_policy: ({ repository_name: name }) => gallery.has(name),
    aws_kms_key: (values) => keys.has(String(values.arn)),
    aws_kms_alias: (values) => keys.has(String(values.target_key_arn)),
  };
  return removed
    .filter((each) => repositories.includes(each) || belongs[each.type]?.(before(each)) === true)
    .map(({ address }) => address);
}

/** Lets the next plan of the stack take the resources out of the state, and leave them in AWS. */
export const writeKept = (place: StackPlace, addresses: readonly string[]): Promise<void> =>
  writeFile(
    keptFile(place),
    JSON.stringify({ removed: addresses.map((from) => ({ from, lifecycle: { destroy: false } })) }, null, 2),
  );
