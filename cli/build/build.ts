import { join, relative, resolve } from "node:path";
import { evaluatedText } from "../../environments/evaluated-text";
import { RefusedError } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import { chooseTags } from "../../release/git-tags";
import { readGit } from "../../release/git";
import { prepare, type Needs } from "../../toolchain/prepare";
import { silentProgress, type Progress } from "../../toolchain/progress";
import { requireEmulator } from "../require-emulator";
import { root } from "../root";
import { buildImage } from "./docker-build";
import { PushError } from "./errors";
import { pushImage } from "./push";
import { ImageRepository } from "./repository";
import { type SynthesisedImage, type SynthesisedImages, withSynthesisedImages } from "./synthesised-images";
import { addTags, takenTags, takenText } from "./tagging";

export interface BuildOptions {
  /** Only says what would be done: asks neither Docker nor AWS. */
  readonly dryRun: boolean;
  readonly allowDirty: boolean;
  /** Whether a Docker engine may be installed. */
  readonly install: boolean;
  readonly progress: Progress;
}

/** What would be built, where it would go, and under which tags. */
export interface PlannedImage {
  readonly repository: string;
  /** The one that stands for the content first. */
  readonly tags: readonly string[];
  readonly image: SynthesisedImage;
  /** Relative to the project. */
  readonly context: string;
}

/** An image in its registry, read back from there. */
export interface BuiltImage extends PlannedImage {
  /** `present`: the content was there already, and nothing was built. */
  readonly outcome: "built" | "present";
  /** Tags that were not there before. */
  readonly added: readonly string[];
  readonly digest: string;
  readonly sizeBytes: number;
}

/** Builds and pushes one image as a deployment would, unless the registry has it; then adds the tags that lack. */
export async function build(
  environment: Environment,
  repositoryName: string,
  options: BuildOptions,
): Promise<PlannedImage | BuiltImage> {
  const { tags, note } = chooseTags(environment, await readGit(root), {
    allowDirty: options.allowDirty,
    extraTags: process.env.SLIPWAY_EXTRA_TAGS,
  });
  options.progress.say("git", note);
  if (!options.dryRun) await requireEmulator(environment);
  // The names of base images are part of the content; the images themselves are needed only where something is built.
  const { environment: variables } = await toolchain(options, { docker: false, providers: false });
  return withSynthesisedImages(environment, variables, async (found) => {
    const image = found.images.find((each) => each.repositoryName === repositoryName);
    if (image === undefined) throw new Error(`the images stack has no image for ${repositoryName}`);
    const repository = `${image.registry}/${repositoryName}`;
    const folder = resolve(found.folder, evaluatedText(image.build.context));
    const context = relative(root, folder).replaceAll("\\", "/");
    const planned = { repository, tags: [image.tag, ...tags], image, context };
    return options.dryRun
      ? planned
      : { ...planned, ...(await ensureImage(environment, found, planned, options)) };
  });
}

async function ensureImage(
  environment: Environment,
  found: SynthesisedImages,
  { image, tags: [content = "", ...tags] }: PlannedImage,
  options: BuildOptions,
): Promise<Omit<BuiltImage, keyof PlannedImage> & { readonly tags: readonly string[] }> {
  const repository = new ImageRepository(environment, image.repositoryName);
  const refuseTaken = (problems: readonly string[]): void => {
    if (problems.length > 0) throw new RefusedError(`release environment "${environment.name}"`, problems);
  };
  try {
    const present = await repository.digests([content, ...tags]);
    refuseTaken(takenTags(tags, present.get(content), present).map(takenText));
    const outcome = present.has(content) ? "present" : await buildAndPush(repository, found, image, options);
    const digest = present.get(content) ?? (await repository.digests([content])).get(content);
    if (digest === undefined) {
      throw new PushError(
        `pushing the image ${image.reference} failed: the registry has no such tag afterwards`,
      );
    }
    const { added, taken } = await addTags(repository, { from: content, digest }, tags);
    refuseTaken(taken.map(takenText));
    const details = await repository.details(digest);
    return { outcome, added: outcome === "built" ? [content, ...added] : added, digest, ...details };
  } finally {
    repository.close();
  }
}

async function buildAndPush(
  repository: ImageRepository,
  found: SynthesisedImages,
  image: SynthesisedImage,
  options: BuildOptions,
): Promise<"built" | "present"> {
  const { progress } = options;
  const tools = await toolchain(options, { docker: true, providers: true }, progress);
  const log = join(root, ".slipway", "builds", `${image.repositoryName}.log`);
  await progress.during("build", image.reference, (update) =>
    buildImage(found, image, { toolchain: tools, log }, update),
  );
  const auth = await repository.signIn(image.registry);
  try {
    await progress.during("push", image.reference, (update) => pushImage(image, auth, update));
    return "built";
  } catch (error) {
    // An immutable repository refuses the slower of two runs that build the same.
    if (!(error instanceof PushError) || !(await repository.digests([image.tag])).has(image.tag)) throw error;
    progress.say("push", "another run has pushed the same content meanwhile");
    return "present";
  }
}

const toolchain = (
  { install }: BuildOptions,
  needs: Pick<Needs, "docker" | "providers">,
  progress: Progress = silentProgress,
) => prepare({ root, install, progress, needs: { ...needs, emulator: false } });
