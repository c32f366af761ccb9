import { CommandError, run } from "../toolchain/run";

/** What git says of the project. */
export type Git = GitCommit | NoCommit;

export interface GitCommit {
  readonly kind: "commit";
  /** All 40 digits (64 in a SHA-256 repository). */
  readonly commit: string;
  /** Absent when no branch is checked out, as in most CI systems. */
  readonly branch?: string;
  /** Tags at this commit, annotated or light, in their order by name. */
  readonly tags: readonly string[];
  /** Files of the whole work tree that differ from the commit, also new ones; ignored ones do not count. */
  readonly changed: readonly string[];
}

export interface NoCommit {
  readonly kind: "none";
  /** Why, in git's own words where it has any. */
  readonly reason: string;
}

/** Reads the repository that `folder` is in; changes nothing in it, not even its index. */
export async function readGit(folder: string): Promise<Git> {
  try {
    const status = await git(folder, [
      "status",
      "--porcelain=v2",
      "--branch",
      "-z",
      "--no-renames",
      // A user may have turned these off for speed, and would then deploy what nobody committed.
      "--untracked-files=normal",
      "--ignore-submodules=none",
    ]);
    const found = parseStatus(status);
    if (found.commit === undefined) return { kind: "none", reason: "the git repository has no commit" };
    const tags = await git(folder, ["tag", "--points-at", "HEAD"]);
    return {
      kind: "commit",
      commit: found.commit,
      ...(found.branch !== undefined && { branch: found.branch }),
      tags: tags.split("\n").filter((tag) => tag !== ""),
      changed: found.changed,
    };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const said = error.output.find((line) => line.startsWith("fatal: ")) ?? error.output[0];
    return { kind: "none", reason: said ?? "the program git was not found" };
  }
}

async function git(folder: string, args: readonly string[]): Promise<string> {
  const env = { LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" };
  return (await run("git", args, { doing: "reading the git repository", cwd: folder, env })).stdout;
}

interface Status {
  readonly commit?: string;
  readonly branch?: string;
  readonly changed: readonly string[];
}

/**
 * @internal `git status --porcelain=v2 --branch -z --no-renames`: entries that end with a NUL
 *
 * Source: https://git-scm.com/docs/git-status#_porcelain_format_version_2
 */
export function parseStatus(text: string): Status {
  const entries = text.split("\0").map((entry) => entry.replace(/^\n|\n$/g, ""));
  const header = (name: string) =>
    entries.find((entry) => entry.startsWith(`# ${name} `))?.slice(name.length + 3);
  const commit = header("branch.oid");
  const branch = header("branch.head");
  return {
    ...(commit !== undefined && commit !== "(initial)" && { commit }),
    ...(branch !== undefined && branch !== "(detached)" && { branch }),
    changed: entries.flatMap((entry) => {
      const fields = FIELDS_BEFORE_PATH[entry.slice(0, 2)];
      return fields === undefined ? [] : [entry.split(" ").slice(fields).join(" ")];
    }),
  };
}

/** By the kind of an entry: changed, unmerged, untracked. */
const FIELDS_BEFORE_PATH: Readonly<Record<string, number>> = { "1 ": 8, "u ": 10, "? ": 1 };
