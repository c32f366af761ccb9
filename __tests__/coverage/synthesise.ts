import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../environments/model";
import { createApp, createStateApp } from "../../main";
import { Outdir, root } from "../support/synth-environment";

type Named = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** As much of a synthesised stack as the report on coverage reads. */
export interface Stack {
  readonly resource?: Named;
  readonly data?: Named;
  readonly ephemeral?: Named;
  readonly locals?: Readonly<Record<string, string>>;
}

/** The stacks of environments and of their state buckets, by `<environment>-<stack>`. */
export function synthesise(environments: readonly Environment[]): Map<string, Stack> {
  const outdir = new Outdir();
  const machine = { root, outdir: outdir.path };
  try {
    createApp(environments, machine).app.synth();
    const stacks = new Map([...outdir.read()].map(([name, json]) => [name, JSON.parse(json) as Stack]));
    for (const environment of environments) {
      createStateApp(environment, machine, "s3").synth();
      const state = readFileSync(join(outdir.folder("state"), "cdk.tf.json"), "utf8");
      stacks.set(`${environment.name}-state`, JSON.parse(state) as Stack);
    }
    return stacks;
  } finally {
    outdir.remove();
  }
}

/**
 * Types of the providers' blocks, as Terraform's addresses begin: `aws_vpc`, `data.aws_vpc`,
 * `ephemeral.aws_ecr_authorization_token`. Terraform's own (`terraform_remote_state`) are no provider's.
 */
export function typesIn(stacks: Iterable<Stack>): string[] {
  const types = [...stacks].flatMap(({ resource = {}, data = {}, ephemeral = {} }) => [
    ...Object.keys(resource),
    ...Object.keys(data).map((type) => `data.${type}`),
    ...Object.keys(ephemeral).map((type) => `ephemeral.${type}`),
  ]);
  return [...new Set(types)].filter((type) => !type.includes("terraform_")).sort();
}
