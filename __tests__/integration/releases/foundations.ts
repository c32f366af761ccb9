import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AWS_PROVIDER } from "../../../toolchain/providers/pins";
import { emulatorSnapshot } from "../../support/emulator-snapshot";
import { ProjectCopy } from "../../support/project-copy";
import { finish, slipway, succeeded, type Started } from "../../support/slipway";
import { Terraform } from "../../support/terraform";
import { LocalProject, testEmulatorImage } from "../platform/local-project";

/** Image of an emulator whose account has the state buckets and the foundations of a project's environments. */
export async function emulatorWithFoundations(copy: ProjectCopy, names: readonly string[]): Promise<string> {
  // One after the other: the first one prepares the program for all.
  const stacks: string[] = [];
  for (const name of names) stacks.push(...(await stacksOf(copy, name)));
  return emulatorSnapshot(testEmulatorImage(), {
    inputs: [AWS_PROVIDER.version, process.env.SLIPWAY_TEST_TERRAFORM ?? "", ...stacks],
    fill: async (emulator) => {
      // Another copy: folders that Terraform has initialised know this emulator's port.
      const project = new LocalProject(new ProjectCopy(copy.path), emulator);
      try {
        await Promise.all(names.map((name) => apply(project, name)));
      } finally {
        project.copy.remove();
      }
    },
  });
}

/** The state's stack and the foundation of an environment as Terraform gets them, for the port that its file names. */
async function stacksOf({ path: cwd }: ProjectCopy, name: string): Promise<string[]> {
  const env = { SLIPWAY_ENVIRONMENT: name };
  const state = await synthesised({ cwd, env: { ...env, SLIPWAY_STATE_BACKEND: "s3" } }, `${name}-state`);
  const others = await synthesised({ cwd, env }, name);
  return [join(state, "state"), join(others, `${name}-foundation`)].map((stack) =>
    readFileSync(join(stack, "cdk.tf.json"), "utf8"),
  );
}

async function apply({ started, variables }: LocalProject, name: string): Promise<void> {
  succeeded(await slipway(["bootstrap", name], started));
  const env = { ...started.env, SLIPWAY_ENVIRONMENT: name };
  const stacks = await synthesised({ cwd: started.cwd, env }, name);
  await new Terraform(join(stacks, `${name}-foundation`), variables).applied();
}

/** Runs synth.js in a project; returns the folder of the stacks. */
async function synthesised({ cwd, env }: Required<Started>, folder: string): Promise<string> {
  const outdir = join(cwd, ".slipway", "snapshot", folder);
  mkdirSync(outdir, { recursive: true });
  succeeded(await finish(process.execPath, ["synth.js"], { cwd, env: { ...env, CDKTF_OUTDIR: outdir } }));
  return join(outdir, "stacks");
}
