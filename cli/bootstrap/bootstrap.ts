import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../../environments/model";
import type { Toolchain } from "../../toolchain/prepare";
import type { Progress } from "../../toolchain/progress";
import { run } from "../../toolchain/run";
import { heldLocks, lockedError } from "../deploy/lock/waiting";
import { emulatorVariables } from "../emulator-variables";
import { root } from "../root";
import { synthesiseInto } from "../synthesised";
import { statePlace } from "./state-place";

export interface BootstrapPlace {
  /** Where the stack is synthesised, and its state waits until the bucket is there. @default .slipway/bootstrap/<environment> */
  readonly folder?: string;
  /** Writes the state stack into the folder. @default synth.js does, for an environment of environments/index.ts */
  readonly synthesise?: (backend: "local" | "s3", folder: string) => Promise<void>;
}

/**
 * Makes the state bucket of an environment, or brings it up to date. Safe to run again at any point: the bucket's own
 * state is on the local disk until it is in the bucket, and a bucket without any state is imported.
 */
export async function bootstrap(
  environment: Environment,
  toolchain: Toolchain,
  progress: Progress,
  place: BootstrapPlace = {},
): Promise<void> {
  const { bucket, prefix } = environment.state;
  const folder = place.folder ?? join(root, ".slipway", "bootstrap", environment.name);
  const stack = join(folder, "stacks", "state");
  const localState = join(stack, "terraform.tfstate");
  const localStates = [localState, `${localState}.backup`];
  const env = { ...toolchain.environment, ...emulatorVariables(environment) };

  const byMain = (backend: "local" | "s3") =>
    synthesiseInto(
      folder,
      environment,
      { ...env, SLIPWAY_STATE_BACKEND: backend },
      `the state stack of ${environment.name}`,
    );
  const synthesise = async (backend: "local" | "s3") => {
    await mkdir(folder, { recursive: true });
    await (place.synthesise ?? byMain)(backend, folder);
  };
  const terraform = (...args: string[]) =>
    run(toolchain.terraform.path, args, {
      doing: `terraform ${args[0] ?? ""} of the state bucket`,
      cwd: stack,
      env,
    });
  const apply = () => terraform("apply", "-auto-approve", "-input=false", "-no-color");

  await progress.during("state", `bucket ${bucket}`, async (update) => {
    const found = await statePlace(environment);
    if (found === "missing") {
      update("making it");
      await synthesise("local");
      await terraform("init", "-input=false", "-no-color", "-reconfigure");
      await apply();
    }
    const held = found === "missing" ? [] : await heldLocks({ environment }, ["state"]);
    if (held.length > 0) throw lockedError({ environment }, held);
    update("moving its own state into it");
    await synthesise("s3");
    // A state that arrived in the bucket arrived whole. Terraform would offer to replace it by the one that a killed
    // move has left on the disk.
    if (found === "complete") await removeAll(localStates);
    const moves = existsSync(localState);
    await terraform(
      "init",
      "-input=false",
      "-no-color",
      ...(moves ? ["-migrate-state", "-force-copy"] : ["-reconfigure"]),
    );
    // Asked for after a move too: an apply that was killed leaves a bucket, and a state that does not know it.
    const { stdout: state } = await terraform("state", "pull");
    if (!state.includes('"aws_s3_bucket"')) {
      update("adopting the bucket that is there");
      await terraform("import", "-input=false", "-no-color", await bucketAddress(stack), bucket);
    }
    await apply();
    await removeAll(localStates);
  });
  progress.say("state", `s3://${bucket}/${prefix}/ holds the state of ${environment.name}`);
  if (environment.delivery) {
    const { stdout } = await terraform("output", "-json");
    for (const [name, { value }] of Object.entries(JSON.parse(stdout) as Outputs)) {
      progress.say("delivery", `${name}: ${value}`);
    }
  }
}

const removeAll = (files: readonly string[]) => Promise.all(files.map((file) => rm(file, { force: true })));

type Outputs = Readonly<Record<string, { readonly value: string }>>;

/** Terraform's address of the bucket in the synthesised stack, for an import. */
async function bucketAddress(stack: string): Promise<string> {
  const { resource } = JSON.parse(await readFile(join(stack, "cdk.tf.json"), "utf8")) as {
    resource: { aws_s3_bucket: Record<string, unknown> };
  };
  return `aws_s3_bucket.${Object.keys(resource.aws_s3_bucket)[0] ?? ""}`;
}
