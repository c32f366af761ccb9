import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { ignoreFile } from "../../environments/rules/ignore-file";
import { sentOfProject } from "../../environments/rules/build-context";

/** Lines at the end of an ignore file of the repository. */
export interface Ignored {
  /** Relative to the repository, with forward slashes. */
  readonly file: string;
  readonly lines: readonly string[];
  /** What stands there now; `undefined` when there is no such file. */
  readonly before: string | undefined;
}

/**
 * What the ignore files of build contexts that hold the project lack: the project's folder, and git's own, which differs
 * between two clones of one commit.
 */
export function ignoredFor(repository: string, folders: readonly string[], into: string): Ignored[] {
  return folders.flatMap((folder) => {
    const context = join(repository, folder);
    const { file, lines } = sentOfProject(context, "Dockerfile", join(repository, into));
    if (lines.length === 0) return [];
    const isGitSent = !ignoreFile(context, "Dockerfile")?.filter.ignores(".git");
    const git = isGitSent && existsSync(join(context, ".git")) ? [".git"] : [];
    const path = posix.join(folder, file);
    const full = join(repository, path);
    const before = existsSync(full) ? readFileSync(full, "utf8") : undefined;
    return [{ file: path, lines: [...git, ...lines], before }];
  });
}

/** The whole text of the ignore file afterwards. */
export function ignoredText({ before = "", lines }: Ignored): string {
  const end = before === "" || before.endsWith("\n") ? "" : "\n";
  return `${before}${end}${lines.join("\n")}\n`;
}
