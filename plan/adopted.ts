import type { Note } from "./notes";
import type { PlannedStack } from "./planned-stack";
import { typeIn } from "./resources";

/** An existing resource that a plan would create again. */
export interface NotAdopted {
  readonly stack: string;
  readonly address: string;
  readonly reason: string;
}

/** Types without tags. They are found by name in a resource with the environment's tags, or because they lead to one. */
export const UNTAGGED: ReadonlySet<string> = new Set([
  "aws_efs_mount_target",
  "aws_kms_alias",
  "aws_route",
  "aws_route53_record",
  "aws_route_table_association",
]);

/** A resource that a plan imports, for people. */
export const adoptedText = ({ address, id }: { readonly address: string; readonly id: string }): string =>
  `${address} (${id}${UNTAGGED.has(typeIn(address)) ? ", found by name; has no tags" : ""})`;

/** A note for each stack whose plan imports resources: they are the environment's, and no state has them. */
export const adoptedNotes = (stacks: readonly PlannedStack[]): Note[] =>
  stacks.flatMap(({ stack, plan }) => {
    const names = (plan.resource_changes ?? []).flatMap(({ address, change: { importing } }) =>
      importing === undefined ? [] : [adoptedText({ address, id: importing.id })],
    );
    const reason =
      "these exist with the environment's tags, unless noted, and are in no Terraform state; a deployment adopts them when it is told to (--adopt)";
    return names.length === 0 ? [] : [{ stack, kind: "adopted", reason, names }];
  });

/** A note for each existing resource that a deployment refuses to adopt. */
export const notAdoptedNotes = (problems: readonly NotAdopted[]): Note[] =>
  problems.map(({ stack, address, reason }) => ({
    stack,
    kind: "not-adopted",
    reason: `a deployment is refused: ${reason}`,
    names: [address],
  }));
