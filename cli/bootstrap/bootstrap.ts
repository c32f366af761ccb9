import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Environment } from "../../environments/model";
import type { Toolchain } from "../../toolchain/prepare";
import type { Progress } from "../../toolchain/progress";
import { InterruptedError } from "../../toolchain/run";
import { DeploymentError, DeploymentStopped } from "../deploy/errors";
import { Interruption, Interrupts } from "../deploy/interrupts";
import { releaseLeftBehind } from "../deploy/lock/release-left-behind";
import { heldLocks, lockedError } from "../deploy/lock/waiting";
import type { TerraformPlace } from "../deploy/terraform/places";
import { RunningTerraforms } from "../deploy/terraform/running";
import { describeErrors } from "../deploy/terraform/describe-errors";
import { Terraform, TerraformFailure } from "../deploy/terraform/terraform";
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
 * Creates the state bucket of an environment, or brings it up to date. Safe to run again at any point: the bucket's own
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
  const env = { ...toolchain.environment, ...emulatorVariables(environment) };
  const stack = statePlaceOf(environment, folder);
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

  // Of an earlier bootstrap that was killed.
  await RunningTerraforms.in(dirname(stack.marker)).ended(progress);
  const interrupts = new Interrupts((line) => progress.say("state", line));
  interrupts.listen();
  const terraform = new Terraform({
    program: toolchain.terraform.path,
    purpose: "deploy",
    env,
    interrupts,
  });
  try {
    const found = await statePlace(environment);
    if (found !== "missing")
      await requireUnlocked({ environment, marker: stack.marker, progress, interrupts });
    await progress.during("state", `bucket ${bucket}`, (update) =>
      createBucket({ environment, found, stack, terraform, synthesise, update }),
    );
    progress.say("state", `s3://${bucket}/${prefix}/ holds the state of ${environment.name}`);
    if (environment.delivery) {
      const outputs = JSON.parse(await terraform.read(stack, "output", "-json")) as Outputs;
      for (const [name, { value }] of Object.entries(outputs)) progress.say("delivery", `${name}: ${value}`);
    }
  } catch (error) {
    throw described(environment, error);
  } finally {
    interrupts.close();
  }
}

/** Where Terraform works on the bucket of an environment. */
const statePlaceOf = ({ name }: Environment, folder: string): TerraformPlace => ({
  part: "state",
  name: `${name}-state`,
  folder: join(folder, "stacks", "state"),
  log: join(folder, "state.log"),
  marker: join(folder, "running", "state.json"),
});

interface Creation {
  readonly environment: Environment;
  readonly found: Awaited<ReturnType<typeof statePlace>>;
  readonly stack: TerraformPlace;
  readonly terraform: Terraform;
  readonly synthesise: (backend: "local" | "s3") => Promise<void>;
  readonly update: (detail: string) => void;
}

async function createBucket(creation: Creation): Promise<void> {
  const { environment, found, stack, terraform, synthesise, update } = creation;
  const localState = join(stack.folder, "terraform.tfstate");
  const localStates = [localState, `${localState}.backup`];
  const quiet = () => undefined;
  if (found === "missing") {
    update("creating it");
    await synthesise("local");
    await terraform.run(stack, "init", ["-reconfigure"], quiet);
    await terraform.run(stack, "apply", ["-auto-approve"], quiet);
  }
  update("moving its own state into it");
  await synthesise("s3");
  // A state that arrived in the bucket arrived whole. Terraform would offer to replace it by the one that a killed
  // move has left on the disk.
  if (found === "complete") await removeAll(localStates);
  const moves = existsSync(localState);
  await terraform.run(stack, "init", moves ? ["-migrate-state", "-force-copy"] : ["-reconfigure"], quiet);
  // Asked for after a move too: an apply that was killed leaves a bucket, and a state that does not know it.
  if (!(await terraform.read(stack, "state", "pull")).includes('"aws_s3_bucket"')) {
    update("adopting the bucket that exists");
    await terraform.run(stack, "import", [await bucketAddress(stack), environment.state.bucket], quiet);
  }
  await terraform.run(stack, "apply", ["-auto-approve"], quiet);
  await removeAll(localStates);
}

interface Unlocking {
  readonly environment: Environment;
  /** The record of the Terraform that worked on the state. */
  readonly marker: string;
  readonly progress: Progress;
  readonly interrupts: Interrupts;
}

/** Removes the lock of a killed bootstrap of this machine; any other lock belongs to its owner. */
async function requireUnlocked({ environment, marker, progress, interrupts }: Unlocking): Promise<void> {
  const again = `npx slipway bootstrap ${environment.name}`;
  const releasing = { environment, marker: () => marker, progress, interrupts, yes: true, again };
  const held = await releaseLeftBehind(releasing, await heldLocks({ environment }, ["state"]));
  if (held.length > 0) throw lockedError({ environment }, held);
}

/** Describes a failure to the user. */
function described({ name }: Environment, error: unknown): unknown {
  if (error instanceof Interruption || error instanceof InterruptedError) {
    return new DeploymentStopped(
      `Creating the state bucket of ${name} was stopped by ${error.signal}. Run the same command again to continue.`,
      error.signal,
    );
  }
  if (!(error instanceof TerraformFailure)) return error;
  return new DeploymentError(
    [
      `Creating the state bucket of ${name} failed: terraform ${error.verb}`,
      "",
      ...describeErrors(error.place, error.errors),
      "",
      error.rest,
    ].join("\n"),
  );
}

const removeAll = (files: readonly string[]) => Promise.all(files.map((file) => rm(file, { force: true })));

type Outputs = Readonly<Record<string, { readonly value: string }>>;

/** Terraform's address of the bucket in the synthesised stack, for an import. */
async function bucketAddress({ folder }: TerraformPlace): Promise<string> {
  const { resource } = JSON.parse(await readFile(join(folder, "cdk.tf.json"), "utf8")) as {
    resource: { aws_s3_bucket: Record<string, unknown> };
  };
  return `aws_s3_bucket.${Object.keys(resource.aws_s3_bucket)[0] ?? ""}`;
}
