import { withLock } from "../../toolchain/cache";
import { contentKey } from "../../toolchain/keys";
import type { Progress } from "../../toolchain/progress";
import { root } from "../root";
import type { Purpose } from "./terraform/places";

const NOUNS: Readonly<Record<Purpose, string>> = { deploy: "deployment", plan: "plan" };
const FOLDER = contentKey(root).slice(0, 12);

interface Purposeful {
  readonly environment: string;
  readonly purpose: Purpose;
  readonly progress: Progress;
}

/**
 * Runs work while no other command of this folder has the same purpose for the environment. Deployments of other
 * folders meet at Terraform's lock.
 */
export const withEnvironment = <T>(
  { environment, purpose, progress }: Purposeful,
  work: () => Promise<T>,
): Promise<T> =>
  withLock(`${purpose}-${environment}-${FOLDER}`, work, () =>
    progress.say(purpose, `waiting for another ${NOUNS[purpose]} of ${environment} from this folder`),
  );
