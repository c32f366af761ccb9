import type { ReleaseRecord } from "../../release/record";
import type { Confirm, EarlyStacks } from "./apply-in-order";
import type { Applied } from "./apply-stacks";
import type { Deployment } from "./deployment";
import { finish, type Finish } from "./finish";
import type { Reported } from "./reported";

interface LastSteps {
  readonly applied: Applied;
  readonly reported: Pick<Reported, "release">;
  readonly finished: Finish;
  readonly early: Pick<EarlyStacks, "applyRemovals">;
  readonly confirm: Confirm;
}

/**
 * Verifies and records what runs, and only then removes what it no longer uses: until then tasks of the release before may
 * use it, and a removal that fails leaves a release that is recorded.
 */
export async function releaseThenRemove(deployment: Deployment, steps: LastSteps): Promise<ReleaseRecord> {
  const { applied, confirm, early, finished, reported } = steps;
  const release = await finish(deployment, finished);
  applied.release = release.number;
  reported.release = release;
  await early.applyRemovals(confirm, finished.by);
  return release;
}
