import { execFileSync } from "node:child_process";

/** A git repository in a folder, with an identity of its own and nothing of the user's settings. */
export class GitRepository {
  constructor(readonly path: string) {
    this.git("init", "--quiet", "--initial-branch=main");
  }

  /** Commits everything that is not ignored; resolves with the commit. */
  commit(message: string): string {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", message);
    return this.git("rev-parse", "HEAD").trim();
  }

  git(...args: string[]): string {
    const identity = [
      "-c",
      "user.name=Test",
      "-c",
      "user.email=test@example.com",
      "-c",
      "commit.gpgsign=false",
    ];
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
    return execFileSync("git", [...identity, ...args], { cwd: this.path, env, encoding: "utf8" });
  }
}
