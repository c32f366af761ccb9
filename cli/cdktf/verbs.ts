import type { Environment } from "../../environments/model";
import { PARTS } from "../deploy/terraform/places";
import { matchingStacks } from "../stack-patterns";

/** Verbs of cdktf, with its own aliases. */
const PLANS = new Set(["diff", "plan"]);
const DEPLOYS = new Set(["deploy", "apply"]);
const OUTPUTS = new Set(["output", "outputs"]);

export const deploysStacks = ([verb = ""]: readonly string[]): boolean => DEPLOYS.has(verb);
/** Whether stacks are created, changed or destroyed. */
export const changesStacks = ([verb = ""]: readonly string[]): boolean =>
  DEPLOYS.has(verb) || verb === "destroy";
/** Whether Terraform works on a stack's state. */
export const runsTerraform = (args: readonly string[]): boolean =>
  changesStacks(args) || PLANS.has(args[0] ?? "");
export const readsState = (args: readonly string[]): boolean =>
  runsTerraform(args) || OUTPUTS.has(args[0] ?? "");

/** The parts of an environment that the arguments name. */
export const namedParts = (args: readonly string[], environment: string) =>
  PARTS.filter((part) => matchingStacks(args)(`${environment}-${part}`));

/**
 * The environments whose images are deployed before the foundation: on AWS that costs money and minutes, and a build that
 * fails must not create it. cdktf deploys a stack only together with those that it depends on, so both must be named.
 */
export const imagesFirst = (
  args: readonly string[],
  environments: readonly Pick<Environment, "name" | "emulator">[],
): string[] =>
  deploysStacks(args)
    ? environments
        .filter(({ name, emulator }) => emulator === undefined && namedParts(args, name).includes("images"))
        .map(({ name }) => name)
    : [];

/** What only shows a plan takes no lock, as `slipway plan`: none is held up, and the rights to read are enough. */
export function planVariables(
  [verb = ""]: readonly string[],
  { TF_CLI_ARGS_plan: given = "" }: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  return PLANS.has(verb) ? { TF_CLI_ARGS_plan: `${given} -lock=false`.trim() } : {};
}
