import { RefusedError } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import { releasableImages } from "../../environments/rules/released-images";
import type { ReleaseRecord } from "../../release/record";
import { withReleases } from "../../release/store";
import type { Progress } from "../../toolchain/progress";
import { requireEmulator } from "../require-emulator";
import type { DeployRequest } from "../deploy/deployment";
import { releasingCommand } from "./next-command";
import { requirePresent } from "./presence";
import { withProfile } from "./profile";
import { promotedImages, promotionsOf, type Promotion } from "./promotion";
import { healthProblems } from "./source-health";

export interface PromoteRequest extends Pick<
  DeployRequest,
  "yes" | "adopt" | "install" | "allowDirty" | "json"
> {
  /** Of the target, or `all`. */
  readonly services: readonly string[];
  readonly from: Environment;
  /** Profile of AWS that reads the source. Absent: the caller's own credentials, as for the target. */
  readonly fromProfile?: string | undefined;
  readonly to: Environment;
}

/** Lets the images that one environment has released run in another: the same digests, nothing is built. */
export async function promote(
  request: PromoteRequest,
  progress: Progress,
  deploy: (request: DeployRequest) => Promise<unknown>,
): Promise<void> {
  const { from: source, fromProfile, to: target, services, yes, adopt, install, allowDirty, json } = request;
  const [from, to] = [source.name, target.name];
  const images = promotedImages(target, from, services);
  await requireEmulator(source);
  await requireEmulator(target);
  const release = await withProfile(fromProfile, () => currentRelease(source));
  if (release === undefined) {
    throw new RefusedError(`promote from "${from}" to "${to}"`, [
      `environment "${from}" must have a release to promote, got none; the first one: ${releasingCommand(source)}`,
    ]);
  }
  const promotions = promotionsOf(target, images, { environment: source, release });
  const current = await currentRelease(target);
  if (promotions.every(({ name, released }) => current?.images[name]?.image === released.image)) {
    const what = promotions.map(({ name }) => name).join(", ");
    const note = `${to} runs release ${release.number} of ${from} already (${what}): nothing to promote`;
    console.log(
      json ? JSON.stringify({ environment: to, outcome: "unchanged", release: current }, null, 2) : note,
    );
    return;
  }
  const what = `release ${release.number} of ${from}`;
  await requirePresent(
    target,
    promotions.map(({ name, image, released }) => ({ named: { name, image }, released })),
    what,
  );
  await progress.during("promote", `health of ${from}`, () =>
    withProfile(fromProfile, () => requireHealthy(source, promotions, what)),
  );
  await deploy({
    environment: target,
    services: servicesOf(target, promotions),
    images: Object.fromEntries(promotions.map(({ name, released }) => [name, released])),
    reason: { kind: "promote", from, release: release.number },
    again: [
      `npx slipway promote ${services.join(" ")} --from ${from} --to ${to}`,
      ...(fromProfile === undefined ? [] : [`--from-profile ${fromProfile}`]),
      ...(allowDirty ? ["--allow-dirty"] : []),
    ].join(" "),
    yes,
    adopt,
    install,
    allowDirty,
    json,
  });
}

/** None for all: when every image comes from the source, the environment is brought up to date as a whole. */
function servicesOf(target: Environment, promotions: readonly Promotion[]): string[] {
  const names = new Set(promotions.map(({ name }) => name));
  return releasableImages(target).every(({ name }) => names.has(name))
    ? []
    : [...new Set(promotions.map(({ service }) => service.name))];
}

const currentRelease = (environment: Environment): Promise<ReleaseRecord | undefined> =>
  withReleases(environment, (store) => store.current());

async function requireHealthy(
  source: Environment,
  promotions: readonly Promotion[],
  what: string,
): Promise<void> {
  // Two services may run the same image of the source.
  const images = new Map(promotions.map(({ image, source: released }) => [image.service, released]));
  const recorded = [...images].flatMap(([name, released]) => {
    const [own, side] = name.split("/");
    const service = source.services.find((each) => each.name === own);
    return service === undefined ? [] : [{ service, container: side ?? service.name, name, released }];
  });
  const problems = await healthProblems(source, recorded);
  if (problems.length > 0) throw new RefusedError(`promote ${what}`, problems);
}
