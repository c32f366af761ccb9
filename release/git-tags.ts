import { parse } from "semver";
import { RefusedError } from "../environments/errors";
import type { Environment } from "../environments/model";
import { COMMIT_TAG_PREFIX, VERSION_TAG_PREFIX } from "../environments/rules/image-tags";
import type { Git, GitCommit } from "./git";

/** Digits of a commit in a tag; `slipway registry commands` has the same. */
const COMMIT_DIGITS = 12;
/** What a registry takes as a tag. */
const IMAGE_TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
/** So many names make a long list of changes recognisable. */
const SHOWN_FILES = 5;

export interface TagChoice {
  /** Tags that an image gets beside the one that stands for its content. */
  readonly tags: readonly string[];
  /** `git`: read from the repository; `variable`: the user's own, from `SLIPWAY_EXTRA_TAGS`. */
  readonly from: "git" | "variable";
  /** Which tags images get, or why they get none, in one line. */
  readonly note: string;
}

export interface TagOptions {
  /** A protected environment may be released from sources that no commit holds. */
  readonly allowDirty: boolean;
  /** `SLIPWAY_EXTRA_TAGS`: empty for none; `undefined` when it is not set. */
  readonly extraTags?: string | undefined;
}

/**
 * The tags of a release from this repository.
 *
 * @throws RefusedError when the environment is protected and no commit holds what would be released
 */
export function chooseTags(
  { name, protected: isProtected }: Pick<Environment, "name" | "protected">,
  git: Git,
  { allowDirty, extraTags }: TagOptions,
): TagChoice {
  if (isProtected && !allowDirty) {
    const problems = commitProblems(git);
    if (problems.length > 0) throw new RefusedError(`release environment "${name}"`, problems);
  }
  if (extraTags !== undefined) {
    const tags = extraTags.split(",").filter((tag) => tag !== "");
    const note =
      tags.length === 0
        ? "images get no git tags: SLIPWAY_EXTRA_TAGS is empty"
        : `images get the tags of SLIPWAY_EXTRA_TAGS: ${tags.join(", ")}`;
    return { tags, from: "variable", note };
  }
  if (git.kind === "none") return { tags: [], from: "git", note: `images get no git tags: ${git.reason}` };
  if (git.changed.length > 0) {
    const note = `images get no git tags: the work tree has changes in ${shownFiles(git)}`;
    return { tags: [], from: "git", note };
  }
  const tags = [`${COMMIT_TAG_PREFIX}${git.commit.slice(0, COMMIT_DIGITS)}`, ...versionTags(git.tags)];
  const branch = git.branch === undefined ? "" : ` (branch ${git.branch})`;
  return { tags, from: "git", note: `images get the tags ${tags.join(", ")}${branch}` };
}

function commitProblems(git: Git): string[] {
  const must = "must be a git commit as it stands to be released into a protected environment";
  const todo = "or pass --allow-dirty";
  if (git.kind === "none") return [`the sources ${must}, got none (${git.reason}); commit them, ${todo}`];
  if (git.changed.length === 0) return [];
  return [`the sources ${must}, got changes in ${shownFiles(git)}; commit them, ${todo}`];
}

function shownFiles({ changed }: GitCommit): string {
  const more = changed.length - SHOWN_FILES;
  const shown = changed.slice(0, SHOWN_FILES).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/**
 * The semantic versions among git tags (`v1.2.3`), lowest first. A registry knows no "+", which stands before build
 * metadata: it becomes "_", as in Helm. A version that is too long for a registry is left out.
 */
export function versionTags(tags: readonly string[]): string[] {
  return tags
    .flatMap((tag) => {
      const version = new RegExp(`^${VERSION_TAG_PREFIX}\\d`).test(tag) ? parse(tag) : null;
      return version === null ? [] : [{ tag: tag.replace("+", "_"), version }];
    })
    .filter(({ tag }) => IMAGE_TAG.test(tag))
    .sort((a, b) => a.version.compare(b.version) || a.version.compareBuild(b.version))
    .map(({ tag }) => tag);
}
