import { createHash } from "node:crypto";
import { chmod, mkdir, rm } from "node:fs/promises";
import type { Environment } from "../../environments/model";
import { withLock } from "../../toolchain/cache";
import { prepare, type Needs } from "../../toolchain/prepare";
import type { Progress } from "../../toolchain/progress";
import { emulatorVariables } from "../emulator-variables";
import { root } from "../root";
import type { Workplace } from "./deployment";
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
}

/** Holds a folder for the environment's stacks, and the process's signals, while `work` runs. */
export async function openWorkplace<T>(
  { environment, purpose, install, needs, progress }: WorkplaceOptions,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const toolchain = await prepare({
    root,
    install,
    progress,
    needs: { ...needs, emulator: false, providers: true },
  });
  const places = placesOf(environment.name, root, purpose);
  await mkdir(places.folder, { recursive: true });
  // Plans may hold secrets, and go with the command; this is for as long as it takes.
  await chmod(places.folder, 0o700);
  const waiting = () =>
    progress.say(purpose, `waiting for another ${NOUNS[purpose]} of ${environment.name} from this folder`);
  return withLock(
    lockName(purpose, environment.name),
    async () => {
      const interrupts = new Interrupts((line) => progress.say(purpose, line));
      const env = { ...toolchain.environment, ...emulatorVariables(environment) };
      const terraform = new Terraform({ program: toolchain.terraform.path, purpose, env, interrupts });
      interrupts.listen();
      try {
        return await work({ environment, places, toolchain, terraform, interrupts, progress });
      } finally {
        interrupts.close();
        for (const { plan } of Object.values(places.stacks)) await rm(plan, { force: true });
      }
    },
    waiting,
  );
}

const NOUNS: Readonly<Record<Purpose, string>> = { deploy: "deployment", plan: "plan" };

/** One at a time in this folder; deployments of other folders meet at Terraform's lock. */
const lockName = (purpose: Purpose, environment: string): string =>
  `${purpose}-${environment}-${createHash("sha256").update(root).digest("hex").slice(0, 12)}`;
