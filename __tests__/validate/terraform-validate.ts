import { run } from "../../toolchain/run";

const terraform = process.env.TERRAFORM_BINARY_NAME ?? "terraform";

/** What a valid configuration without a warning answers. */
export const CLEAN = { valid: true, error_count: 0, warning_count: 0 };

/** What `terraform validate` says of a folder, by the schemas of this machine's providers. */
export async function validate(folder: string): Promise<unknown> {
  await run(terraform, ["init", "-backend=false", "-input=false", "-no-color"], {
    cwd: folder,
    doing: "terraform init",
  });
  const { stdout } = await run(terraform, ["validate", "-json"], {
    cwd: folder,
    doing: "terraform validate",
  });
  return JSON.parse(stdout);
}
