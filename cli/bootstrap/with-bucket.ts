import type { Environment } from "../../environments/model";
import { withLock } from "../../toolchain/cache";
import type { Progress } from "../../toolchain/progress";

/**
 * Runs work while no other process of this user looks for the state bucket of an environment and creates it; also from
 * another folder, as all clones of a project share the bucket.
 */
export const withBucket = <T>(
  { name, state: { bucket } }: Environment,
  progress: Progress,
  work: () => Promise<T>,
): Promise<T> =>
  withLock(`bucket-${bucket}`, work, () =>
    progress.say("state", `waiting for another process that creates the state bucket of ${name}`),
  );
