import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { validate } from "../validate/terraform-validate";

interface Stack {
  readonly provider?: Readonly<Record<string, readonly { readonly alias?: string }[]>>;
  readonly terraform?: { readonly backend?: unknown };
}

/**
 * Validates all stacks of a folder by one `terraform validate`: each becomes a module of one configuration. Their
 * provider blocks are left out, because each would start a provider of its own, as are their backends, which modules
 * cannot have.
 *
 * @returns what Terraform prints as JSON
 */
export async function validateStacks(folder: string): Promise<unknown> {
  const root = join(folder, "root");
  const stacks = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const modules = stacks.map((file, index) => {
    const {
      provider = {},
      terraform = {},
      ...rest
    } = JSON.parse(readFileSync(join(folder, file), "utf8")) as Stack;
    const module = { ...rest, ...aliased(provider), terraform: { ...terraform, backend: undefined } };
    const name = `stack-${index}`;
    mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, name, "main.tf.json"), JSON.stringify(module));
    return [name, { source: `./${name}` }] as const;
  });
  const configuration = {
    module: Object.fromEntries(modules),
    terraform: {
      required_providers: { aws: { source: "hashicorp/aws" }, docker: { source: "kreuzwerker/docker" } },
    },
  };
  writeFileSync(join(root, "main.tf.json"), JSON.stringify(configuration));
  return validate(root);
}

/** The provider blocks with an alias, which a module does not get from its parent. */
function aliased(provider: NonNullable<Stack["provider"]>) {
  const blocks = Object.entries(provider)
    .map(([name, all]) => [name, all.filter(({ alias }) => alias !== undefined)] as const)
    .filter(([, all]) => all.length > 0);
  return blocks.length === 0 ? {} : { provider: Object.fromEntries(blocks) };
}
