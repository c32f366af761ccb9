import type { TerraformStack } from "cdktf";
import type { Rule, StackDocument } from "./document";
import { bucketProtection } from "./rules/bucket-protection";
import { immutableImages } from "./rules/immutable-images";
import { openEgress } from "./rules/open-egress";
import { openIngress } from "./rules/open-ingress";
import { policyWildcards } from "./rules/policy-wildcards";
import { publicPrincipals } from "./rules/public-principals";

export interface GuardOptions {
  /** Also refuse repositories with movable tags and images called `latest`. @default false */
  readonly immutableImages?: boolean;
}

const ALWAYS: readonly Rule[] = [
  policyWildcards,
  publicPrincipals,
  openIngress,
  openEgress,
  bucketProtection,
];

/**
 * Checks what a stack is about to tell Terraform, whoever put it there: overrides and resources made by hand are seen
 * as well as constructs. Synthesis fails with one sentence for each finding.
 */
export function guard(stack: TerraformStack, options: GuardOptions = {}): void {
  const make = stack.toTerraform.bind(stack);
  let checked: StackDocument | undefined;
  stack.node.addValidation({
    validate: () => findings((checked = make() as StackDocument), options),
  });
  // cdktf validates a stack and writes it right after; making the document is most of the time of a synthesis, so
  // what has been checked is what is written.
  stack.toTerraform = () => {
    const document: unknown = checked ?? make();
    checked = undefined;
    return document;
  };
}

/** What the rules find in the JSON of a stack. */
export function findings(document: StackDocument, options: GuardOptions = {}): string[] {
  const images = options.immutableImages ?? false;
  return [...ALWAYS, ...(images ? [immutableImages] : [])].flatMap((rule) => rule(document));
}
