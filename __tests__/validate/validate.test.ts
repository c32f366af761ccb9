import { environmentNames, resolveEnvironment } from "../../environments";
import { createStateApp } from "../../main";
import { run } from "../../toolchain/run";
import { Outdir, root } from "../support/synth-environment";

const terraform = process.env.TERRAFORM_BINARY_NAME ?? "terraform";
const outdir = new Outdir();
afterAll(() => outdir.remove());

async function validate(folder: string): Promise<unknown> {
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

const clean = { valid: true, error_count: 0, warning_count: 0 };
const stacks = [...outdir.synth(environmentNames).keys()];

it.each(stacks)(
  "%s is valid for the real providers, without a warning",
  async (stack) => {
    expect(await validate(outdir.folder(stack))).toMatchObject(clean);
  },
  120_000,
);

it("the state stack is valid for the real provider, without a warning", async () => {
  createStateApp(resolveEnvironment("dev", root), { root, outdir: outdir.path }, "s3").synth();
  expect(await validate(outdir.folder("state"))).toMatchObject(clean);
}, 120_000);
