import { environmentNames, resolveEnvironment } from "../../environments";
import type { Environment } from "../../environments/model";
import { buildsImages } from "../../environments/rules/released-images";
import { readGit } from "../../release/git";
import { chooseTags, type TagChoice } from "../../release/git-tags";
import type { Progress } from "../../toolchain/progress";
import { matchingStacks } from "../stack-patterns";
import { PARTS } from "../deploy/terraform/places";
import { root } from "../root";
import { ImageRepository } from "./repository";
import { type SynthesisedImage, withSynthesisedImages } from "./synthesised-images";
import { addTags, takenText } from "./tagging";

/** An environment that is about to be deployed, and the tags of its images. */
export interface Release {
  readonly environment: Environment;
  /** Whether its images are deployed too. */
  readonly images: boolean;
  readonly choice: TagChoice;
}

/** The environments whose stacks the arguments of `cdktf deploy` name. */
export function deployedEnvironments(args: readonly string[]): { name: string; images: boolean }[] {
  const matches = matchingStacks(args);
  return environmentNames.flatMap((name) => {
    const named = PARTS.filter((part) => matches(`${name}-${part}`));
    return named.length === 0 ? [] : [{ name, images: named.includes("images") }];
  });
}

/**
 * What a deployment is a release of.
 *
 * @throws ConfigurationError when an environment is protected and no commit holds what would be deployed
 */
export async function releases(
  deployed: readonly { readonly name: string; readonly images: boolean }[],
  { allowDirty }: { readonly allowDirty: boolean },
): Promise<Release[]> {
  if (deployed.length === 0) return [];
  const git = await readGit(root);
  const options = { allowDirty, extraTags: process.env.SLIPWAY_EXTRA_TAGS };
  return deployed.map(({ name, images }) => {
    const environment = resolveEnvironment(name, root);
    return {
      environment,
      images: images && buildsImages(environment),
      choice: chooseTags(environment, git, options),
    };
  });
}

export interface TaggingOptions {
  /** Those of the toolchain, which the deployment gets too. */
  readonly variables: Readonly<Record<string, string>>;
  readonly progress: Progress;
}

/**
 * Runs a deployment and, when it succeeded, puts the git tags on its images. Not by Terraform: a tag for each commit
 * would be a planned change for each commit, also where no image has changed; and a tag that is taken would end the
 * deployment half-way. Tags of `SLIPWAY_EXTRA_TAGS` are Terraform's, and not looked at here.
 */
export async function withGitTags(
  all: readonly Release[],
  { variables, progress }: TaggingOptions,
  deploy: () => Promise<boolean>,
): Promise<void> {
  const wanted: { environment: Environment; tags: readonly string[]; images: readonly SynthesisedImage[] }[] =
    [];
  for (const { environment, choice } of all.filter((release) => release.images)) {
    progress.say("git", choice.note);
    if (choice.from !== "git" || choice.tags.length === 0) continue;
    // Before the deployment, as its sources may be edited while it runs.
    const found = await withSynthesisedImages(environment, variables, (synthesised) =>
      Promise.resolve(synthesised.images),
    );
    wanted.push({ environment, tags: choice.tags, images: found });
  }
  if (!(await deploy())) return;
  for (const { environment, tags, images } of wanted) {
    for (const image of images) await tagImage(environment, image, tags, progress);
  }
}

/** A deployment that succeeded stays one: what stands in the way of a tag is said, and no more. */
export async function tagImage(
  environment: Environment,
  { repositoryName, tag: content }: SynthesisedImage,
  tags: readonly string[],
  progress: Progress,
): Promise<void> {
  const repository = new ImageRepository(environment, repositoryName);
  try {
    const digest = (await repository.digests([content])).get(content);
    if (digest === undefined) {
      progress.say("git", `${repositoryName} has no image ${content}: no tags were added`);
      return;
    }
    const { added, taken } = await addTags(repository, { from: content, digest }, tags);
    if (added.length > 0) progress.say("git", `${repositoryName}:${content} is ${added.join(", ")} too`);
    for (const each of taken) progress.say("git", `${repositoryName}: ${takenText(each)}`);
  } catch (error) {
    progress.say("git", `${repositoryName}: no tags were added: ${(error as Error).message}`);
  } finally {
    repository.close();
  }
}
