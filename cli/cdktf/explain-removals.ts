import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../toolchain/run";
import { readStack, type SynthesisedStack } from "../deploy/plan/synthesised-stack";

interface Deployed {
  /** Terraform itself. */
  readonly terraform: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Folder of cdktf's stacks. */
  readonly stacks: string;
}

/** The stacks that cdktf applies before the services, and so removes from while the services may use it. */
const EARLY = ["images", "foundation"] as const;

/**
 * Explains a deployment of an environment by cdktf that failed while resources were still to be removed: cdktf cannot
 * remove them after the services. Nothing when none are.
 */
export async function explainRemovals(environment: string, deployed: Deployed): Promise<string[]> {
  const names = EARLY.map((part) => `${environment}-${part}`);
  const found = await Promise.all(
    names.map(async (name) => ({ name, addresses: await removedFrom(name, deployed) })),
  );
  const removing = found.filter(({ addresses }) => addresses.length > 0);
  if (removing.length === 0) return [];
  return [
    "",
    ...removing.flatMap(({ name, addresses }) => [
      `${name} has resources that are no longer configured:`,
      ...addresses.map((address) => `  ${address}`),
    ]),
    `cdktf removes them before ${environment}-services is applied, and AWS refuses what the services still use. In the right order: npx slipway deploy ${environment}`,
  ];
}

/** Addresses that the state of a stack has and its configuration has not; none when they cannot be read. */
async function removedFrom(name: string, { terraform, env, stacks }: Deployed): Promise<string[]> {
  const folder = join(stacks, name);
  if (!existsSync(join(folder, ".terraform"))) return [];
  const doing = `terraform state list of ${name}`;
  const { stdout } = await run(terraform, ["state", "list"], { doing, cwd: folder, env: { ...env } }).catch(
    () => ({ stdout: "" }),
  );
  return unconfigured(stdout.split("\n"), readStack({ folder }));
}

/** @internal */
export const unconfigured = (state: readonly string[], { resource = {} }: SynthesisedStack): string[] =>
  state.filter((address) => {
    const [type = "", name = ""] = address.replace(/\[.*$/, "").split(".", 2);
    return address !== "" && type !== "data" && resource[type]?.[name] === undefined;
  });
