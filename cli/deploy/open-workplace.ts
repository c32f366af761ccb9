import { chmod, mkdir, rm } from "node:fs/promises";
import type { Environment } from "../../environments/model";
import { prepare, type Needs, type Toolchain } from "../../toolchain/prepare";
import type { Progress } from "../../toolchain/progress";
import { emulatorVariables } from "../emulator-variables";
import { root } from "../root";
import { removeImports } from "./adopt/import-file";
import type { Workplace } from "./deployment";
import { withEnvironment } from "./environment-lock";
import { Interrupts } from "./interrupts";
import { placesOf, type Purpose } from "./terraform/places";
import { Terraform } from "./terraform/terraform";

export interface WorkplaceOptions {
  readonly environment: Environment;
  readonly purpose: Purpose;
  /** Whether a Docker engine may be installed. */
  readonly install: boolean;
  /** What is needed of this machine beside Terraform and its providers. */
  readonly needs: Pick<Needs, "docker" | "databases">;
  readonly progress: Progress;
  /** What the command has prepared already. @default it is prepared */
  readonly prepared?: Toolchain | undefined;
}

/** Holds a folder for the environment's stacks, and the process's signals, while `work` runs. */
export async function openWorkplace<T>(
  { environment, purpose, install, needs, progress, prepared }: WorkplaceOptions,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const toolchain =
    prepared ??
    (await prepare({ root, install, progress, needs: { ...needs, emulator: false, providers: true } }));
  const places = placesOf(environment.name, root, purpose);
  await mkdir(places.folder, { recursive: true });
  // Plans may hold secrets, and go with the command; this is for as long as it takes.
  await chmod(places.folder, 0o700);
  return withEnvironment({ environment: environment.name, purpose, progress }, async () => {
    const interrupts = new Interrupts((line) => progress.say(purpose, line));
    const env = { ...toolchain.environment, ...emulatorVariables(environment) };
    const terraform = new Terraform({ program: toolchain.terraform.path, purpose, env, interrupts });
    interrupts.listen();
    try {
      return await work({ environment, places, toolchain, terraform, interrupts, progress });
    } finally {
      interrupts.close();
      for (const place of Object.values(places.stacks)) {
        await rm(place.plan, { force: true });
        removeImports(place);
      }
    }
  });
}
