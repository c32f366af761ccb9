import { existsSync } from "node:fs";
import { join } from "node:path";
import { isImage } from "../../plan/effect";
import { readStack, type SynthesisedStack } from "../deploy/plan/synthesised-stack";

interface Deployed {
  /** Folder of cdktf's stacks. */
  readonly stacks: string;
  /** Addresses in the state of the stack in a folder. */
  readonly stateList: (folder: string) => Promise<readonly string[]>;
}

/**
 * Explains a deployment of an environment by cdktf that failed while resources were still to be removed: cdktf cannot
 * remove them after the services. Nothing when none are.
 *
 * @param names of the deployed stacks that cdktf applies before the services, and so removes from while the services may use it
 */
export async function explainRemovals(
  environment: string,
  names: readonly string[],
  deployed: Deployed,
): Promise<string[]> {
  const found = await Promise.all(
    names.map(async (name) => ({ name, addresses: await removedFrom(name, deployed) })),
  );
  const removing = found.filter(({ addresses }) => addresses.length > 0);
  if (removing.length === 0) return [];
  const keeps = removing.some(({ addresses }) => addresses.some((address) => REPOSITORY.test(address)));
  return [
    "",
    ...removing.flatMap(({ name, addresses }) => [
      `${name} has resources that are no longer configured:`,
      ...addresses.map((address) => `  ${address}`),
    ]),
    `cdktf removes them before ${environment}-services is applied, and AWS refuses what the services still use. In the right order: npx slipway deploy ${environment}`,
    ...(keeps ? ["It leaves repositories in AWS with their images, unless they have forceDelete."] : []),
  ];
}

const REPOSITORY = /^aws_ecr(public)?_repository\./;

/** Addresses that the state of a stack has and its configuration has not; none when one of the two cannot be read. */
async function removedFrom(name: string, { stacks, stateList }: Deployed): Promise<string[]> {
  const folder = join(stacks, name);
  if (!existsSync(join(folder, ".terraform"))) return [];
  try {
    // A finding of the policy removes the document before anything is applied.
    return unconfigured(await stateList(folder), readStack({ folder }));
  } catch {
    // The failure that is explained must not be hidden by another one.
    return [];
  }
}

/** @internal */
export const unconfigured = (state: readonly string[], { resource = {} }: SynthesisedStack): string[] =>
  state.filter((address) => {
    const [type = "", name = ""] = address.replace(/\[.*$/, "").split(".", 2);
    return (
      address !== "" &&
      type !== "data" &&
      type !== "module" &&
      !isImage(type) &&
      resource[type]?.[name] === undefined
    );
  });
