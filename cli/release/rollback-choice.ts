import { RefusedError } from "../../environments/errors";
import type { Environment, Service } from "../../environments/model";
import type { ReleasedImage, ReleaseRecord } from "../../release/record";
import type { ReleaseStore } from "../../release/store";
import { digestOf, sameDigest } from "./changes";
import { releasedImages } from "../../environments/rules/released-images";
import { imageSource } from "./image-source";
import { releasingCommand } from "./next-command";

/** An earlier release that a service goes back to. */
export interface RollbackChoice {
  readonly release: ReleaseRecord;
  /** What the service runs afterwards, by the names of the images, as it was recorded. */
  readonly images: Readonly<Record<string, ReleasedImage>>;
  /** Those among them that the release did not have, and that stay as they are. */
  readonly kept: readonly string[];
}

type Records = Pick<ReleaseStore, "current" | "get" | "list">;

/** So many releases are named to who asks for one that is not there. */
const NAMED = 5;

/**
 * @param to number of a release; without it, the newest one in which the service had other images than now
 * @throws RefusedError when there is no such release, or it would change nothing
 */
export async function chooseRollback(
  records: Records,
  environment: Environment,
  { service, to }: { readonly service: Service; readonly to: number | undefined },
): Promise<RollbackChoice> {
  const refusal = (problem: string) =>
    new RefusedError(`roll back ${service.name} in environment "${environment.name}"`, [problem]);
  const names = releasedImages(service).map(({ name }) => name);
  if (names.length === 0) {
    throw refusal(
      `service ${service.name} must have an image that is built or promoted to have releases, got ${imageSource(service.image)}; write the earlier one into the environment, and deploy`,
    );
  }
  const current = await records.current();
  if (current === undefined) {
    throw refusal(
      `environment "${environment.name}" must have a release to go back from, got none; the first one: ${releasingCommand(environment)}`,
    );
  }
  const has = ({ images }: ReleaseRecord) => names.some((name) => images[name] !== undefined);
  const differs = ({ images }: ReleaseRecord) =>
    names.some((name) => images[name] !== undefined && !sameDigest(images[name], current.images[name]));
  const chosen = (release: ReleaseRecord): RollbackChoice => ({
    release,
    images: Object.fromEntries(
      names.flatMap((name) => {
        const image = release.images[name] ?? current.images[name];
        return image === undefined ? [] : [[name, image]];
      }),
    ),
    kept: names.filter((name) => release.images[name] === undefined && current.images[name] !== undefined),
  });

  if (to === undefined) {
    for (let number = current.number - 1; number > 0; number -= 1) {
      const release = await records.get(number);
      if (release && differs(release)) return chosen(release);
    }
    throw refusal(
      `service ${service.name} must have run another image in an earlier release, got the same in all of them; see npx slipway releases ${environment.name}`,
    );
  }
  const release = await records.get(to);
  if (release === undefined) {
    const newest = (await records.list(NAMED)).map(({ number }) => number).join(", ");
    throw refusal(`--to must be a release (the newest are ${newest}), got ${to}`);
  }
  if (!has(release)) {
    throw refusal(
      `--to must be a release that has service ${service.name}, got ${to}, which has ${Object.keys(release.images).join(", ")}`,
    );
  }
  if (!differs(release)) {
    const digests = names.flatMap((name) => (release.images[name] ? [digestOf(release.images[name])] : []));
    throw refusal(
      `--to must be a release with another image of service ${service.name} than runs now, got ${to}, which has the same: ${digests.join(", ")}`,
    );
  }
  return chosen(release);
}
