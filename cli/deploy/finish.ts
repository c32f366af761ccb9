import { plural } from "../../plan/words";
import type { ReleaseRecord } from "../../release/record";
import { readImages } from "../build/synthesised-images";
import { tagImage } from "../build/deployment-tags";
import { withClients } from "./clients";
import { builtHere, type Deployment } from "./deployment";
import { digestOf } from "./plan/digests";
import { DeploymentError } from "./errors";
import { imagesOf } from "./image-names";
import type { Store } from "./ports";
import { recordedImages, sameImages } from "./recorded-images";
import { deployedImages, deployedServices, type StateJson } from "./terraform/services-state";
import { originOf } from "./plan/summarise";
import { nameIn } from "../../environments/rules/names";

export interface Finish {
  readonly store: Store;
  /** Who deploys. */
  readonly by: string;
  readonly before: ReleaseRecord | undefined;
  /** Whether anything was changed: without, only what no record says yet is recorded. */
  readonly changed: boolean;
}

/** Holds what runs against what was asked for, records it, and puts its tags on the images. */
export async function finish(
  deployment: Deployment,
  { store, by, before, changed }: Finish,
): Promise<ReleaseRecord> {
  const { environment, ports, progress, request, terraform, places, interrupts } = deployment;
  const state = (await terraform.show(places.stacks.services)) as StateJson;
  await interrupts.race(verify(deployment, state));
  const names = imagesOf(environment.services);
  const built = new Set(builtHere(deployment).map(({ name }) => name));
  const images = await recordedImages({
    running: deployedImages(environment, names, state),
    digestOf: (reference) => digestOf(environment, reference),
    given: request.images ?? {},
    before,
    origin: (name) => (built.has(name) ? originOf(deployment) : {}),
  });
  if (!changed && before !== undefined && sameImages(before.images, images)) return before;
  const release = await store.add({
    at: new Date().toISOString(),
    by,
    reason: request.reason,
    images,
  });
  progress.say("release", `${environment.name} runs release ${release.number}`);
  await addTags(deployment);
  await ports.tagRelease(environment, release, progress);
  return release;
}

async function verify(deployment: Deployment, state: StateJson): Promise<void> {
  const { environment, ports, progress, request } = deployment;
  const services = deployedServices(environment, state);
  const since = new Date();
  await withClients(environment, async (clients) => {
    const problems = await progress.during(
      "ecs",
      `verification of ${plural(services.length, "service")}`,
      () => ports.verifyServices(services, clients),
    );
    if (problems.length === 0) return;
    const explained = await ports.explainFailure(services, since, clients).catch(() => []);
    throw new DeploymentError(
      [
        `${environment.name} was applied, but ECS does not run what was asked for; no release was recorded:`,
        ...problems.map((problem) => `  - ${problem}`),
        ...explained,
        `Correct the cause, then: ${request.again}`,
      ].join("\n"),
    );
  });
}

/** Git tags go on the images that this deployment has built or found. */
async function addTags(deployment: Deployment): Promise<void> {
  const { choice, environment, places, progress } = deployment;
  if (choice.from !== "git" || choice.tags.length === 0) return;
  const wanted = new Set(builtHere(deployment).map(({ name }) => nameIn(environment, name)));
  if (wanted.size === 0) return;
  const { images } = await readImages(places.stacks.images.folder);
  for (const image of images.filter(({ repositoryName }) => wanted.has(repositoryName))) {
    await tagImage(environment, image, choice.tags, progress);
  }
}
