import type { Environment } from "../../environments/model";
import type { ReleaseRecord } from "../../release/record";
import { withReleases } from "../../release/store";

/** A service that has not changed for longer is of no release that is known here. */
const RECENT = 50;

/** The last releases of an environment, the newest first. */
export const recentReleases = (environment: Environment): Promise<readonly ReleaseRecord[]> =>
  withReleases(environment, (store) => store.list(RECENT));
