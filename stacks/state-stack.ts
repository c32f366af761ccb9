import { type App, LocalBackend, TerraformStack } from "cdktf";
import { StateBucket } from "../constructs/state/state-bucket";
import type { Environment } from "../environments/model";
import type { Machine } from "./machine";
import { configureAws, configureState } from "./target";

/**
 * The bucket that holds an environment's state. Its own state begins on the local disk, because the bucket is not
 * there yet, and moves into the bucket afterwards; only `slipway bootstrap` synthesises it.
 */
export class StateStack extends TerraformStack {
  readonly bucket: StateBucket;

  constructor(app: App, environment: Environment, machine: Machine, backend: "local" | "s3") {
    super(app, "state");
    if (backend === "s3") configureState(this, environment, machine, "state");
    else new LocalBackend(this, { path: "terraform.tfstate" });
    configureAws(this, environment, machine, { buckets: true });
    this.bucket = new StateBucket(this, "state", {
      bucketName: environment.state.bucket,
      // An emulator forgets everything anyway; the provider would wait a minute for the rule to settle.
      ...(environment.emulator && { forceDestroy: true, keepVersionsDays: false }),
    });
  }
}
