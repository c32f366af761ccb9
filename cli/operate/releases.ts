import type { Environment } from "../../environments/model";
import type { ReleaseRecord } from "../../release/record";
import { ReleaseStore } from "../../release/store";

/** A service that has not changed for longer is of no release that is known here. */
const RECENT = 50;

/** The last releases of an environment, the newest first. */
export async function recentReleases(environment: Environment): Promise<readonly ReleaseRecord[]> {
  const store = new ReleaseStore(environment);
  try {
    return await store.list(RECENT);
  } finally {
    store.close();
  }
}
