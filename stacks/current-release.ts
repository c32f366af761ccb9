import { DataAwsS3Object } from "@cdktf/provider-aws/lib/data-aws-s3-object";
import { DataAwsS3Objects } from "@cdktf/provider-aws/lib/data-aws-s3-objects";
import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import type { Environment, Promoted } from "../environments/model";
import { currentReleaseKey } from "../environments/rules/release-key";

export interface RecordedImage {
  /** In the environment. */
  readonly name: string;
  readonly image: Promoted;
}

/**
 * What has been promoted into an environment, read when Terraform plans. So the record of the release decides, and a
 * plan after a promotion has nothing to change.
 */
export class CurrentRelease extends Construct {
  /** Whether there is a record: the object itself can not be asked. */
  readonly listing: DataAwsS3Objects;
  readonly record: DataAwsS3Object;
  private readonly locals: ReadonlyMap<string, TerraformLocal>;

  /** @param images those that are read from the record; at least one */
  constructor(scope: Construct, id: string, environment: Environment, images: readonly RecordedImage[]) {
    super(scope, id);
    const { bucket } = environment.state;
    const key = currentReleaseKey(environment.state);
    const sources = [...new Set(images.map(({ image }) => image.from))];
    const commands = sources.map((from) => `npx slipway promote all --from ${from} --to ${environment.name}`);
    const todo = `run: ${commands.join(" and ")}`;

    this.listing = new DataAwsS3Objects(this, "listing", { bucket, prefix: key });
    this.record = new DataAwsS3Object(this, "record", {
      bucket,
      key,
      lifecycle: {
        precondition: [
          {
            condition: `\${contains(${this.listing.fqn}.keys, "${key}")}`,
            errorMessage: `nothing has been promoted into environment "${environment.name}" yet; ${todo}`,
          },
        ],
        postcondition: images.map(({ name }) => ({
          condition: `\${can(regex("@sha256:[0-9a-f]{64}$", jsondecode(self.body).images["${name}"].image))}`,
          errorMessage: `the current release of environment "${environment.name}" must hold image "${name}" by its digest, and does not; ${todo}`,
        })),
      },
    });
    // By a name of its own, an image can stand inside the JSON of a task definition.
    this.locals = new Map(
      images.map(({ name }) => [
        name,
        new TerraformLocal(
          this,
          // No service has two hyphens in a row.
          `image-${name.replace("/", "--")}`,
          `\${jsondecode(${this.record.fqn}.body).images["${name}"].image}`,
        ),
      ]),
    );
  }

  /** Reference by digest; `undefined` for an image that is not read from the record. */
  image(name: string): string | undefined {
    return this.locals.get(name)?.asString;
  }
}
