import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StackPlace } from "../terraform/places";

/** What is read of a stack as Terraform gets it. */
export interface SynthesisedStack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, SynthesisedResource>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly output?: Readonly<Record<string, unknown>>;
}

export interface SynthesisedResource {
  readonly "//"?: { readonly metadata?: { readonly path?: string } };
}

export const readStack = ({ folder }: Pick<StackPlace, "folder">): SynthesisedStack =>
  JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as SynthesisedStack;
