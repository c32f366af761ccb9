import type { Environment } from "../../environments/model";
import { releasedBy } from "../../release/released-by";
import { ReleaseStore } from "../../release/store";
import { tagRelease } from "../release/release-tags";
import { explainFailure, verifyServices, watchServices } from "./watch";

export type Store = Pick<ReleaseStore, "current" | "add" | "close">;

/** What a deployment asks of ECS and of the records. */
export interface Ports {
  readonly watchServices: typeof watchServices;
  readonly verifyServices: typeof verifyServices;
  readonly explainFailure: typeof explainFailure;
  readonly store: (environment: Environment) => Store;
  readonly releasedBy: typeof releasedBy;
  readonly tagRelease: typeof tagRelease;
}

export const slipwayPorts: Ports = {
  watchServices,
  verifyServices,
  explainFailure,
  store: (environment) => new ReleaseStore(environment),
  releasedBy,
  tagRelease,
};
