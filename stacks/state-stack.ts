import { type App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { GithubDelivery } from "../constructs/delivery/github-delivery";
import { StateBucket } from "../constructs/state/state-bucket";
import type { Machine } from "./machine";
import { prefixOf } from "../environments/rules/names";
import { configureAws, configureState } from "./target";
import type { TerraformEnvironment } from "./terraform-text";

/** What the stacks of an environment have. */
export interface StackContents {
  /** Terraform types in each stack, by the stack's last word. */
  readonly types: Readonly<Record<string, readonly string[]>>;
  /** Names of their S3 buckets. */
  readonly buckets: readonly string[];
  /** Those of them that Terraform empties before it deletes them. */
  readonly emptiedBuckets: readonly string[];
}

/**
 * The bucket that holds an environment's state, and the roles that deploy it. Its own state begins on the local disk, because the bucket is not
 * there yet, and moves into the bucket afterwards; only `slipway bootstrap` synthesises it.
 */
export class StateStack extends TerraformStack {
  readonly bucket: StateBucket;
  /** Absent without `delivery`. */
  readonly delivery?: GithubDelivery;

  /** @param contents what the environment's stacks have, for the roles that deploy them */
  constructor(
    app: App,
    environment: TerraformEnvironment,
    machine: Machine,
    backend: "local" | "s3",
    { types, ...buckets }: StackContents,
  ) {
    super(app, "state");
    if (backend === "s3") configureState(this, environment, machine, "state");
    else new LocalBackend(this, { path: "terraform.tfstate" });
    configureAws(this, environment, machine, { buckets: true });
    this.bucket = new StateBucket(this, "state", {
      bucketName: environment.state.bucket,
      // An emulator forgets everything anyway; the provider would wait a minute for the rule to settle.
      ...(environment.emulator && { forceDestroy: true, keepVersionsDays: false }),
    });
    const { account, delivery, permissionsBoundary, region, state } = environment;
    if (delivery) {
      this.delivery = new GithubDelivery(this, "delivery", {
        ...delivery.github,
        prefix: prefixOf(environment),
        account,
        region,
        ...(permissionsBoundary !== undefined && { permissionsBoundary }),
        state,
        stacks: types,
        ...buckets,
      });
      const { plan, deploy, release } = this.delivery;
      for (const role of [plan, ...deploy.values(), release]) {
        new TerraformOutput(this, `${role.node.id}-role`, {
          description: "Role for workflows, as role-to-assume",
          value: role.arn,
        });
      }
    }
  }
}
