import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseStatus, readGit } from "../../release/git";
import { GitRepository } from "../support/git-repository";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slipway-git-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const write = (file: string, text = "") => writeFileSync(join(folder, file), text);

test("a clean commit with its branch and tags, annotated and light", async () => {
  const repository = new GitRepository(folder);
  write("a");
  const commit = repository.commit("first");
  repository.git("tag", "v1.2.3");
  repository.git("tag", "--annotate", "v1.3.0", "--message", "annotated");
  expect(await readGit(folder)).toEqual({
    kind: "commit",
    commit,
    branch: "main",
    tags: ["v1.2.3", "v1.3.0"],
    changed: [],
  });
});

test("a tag of an earlier commit is not this one's, and a commit without a branch has none", async () => {
  const repository = new GitRepository(folder);
  repository.commit("first");
  repository.git("tag", "v1.0.0");
  const commit = repository.commit("second");
  repository.git("checkout", "--quiet", "--detach");
  expect(await readGit(folder)).toEqual({ kind: "commit", commit, tags: [], changed: [] });
});

test("every kind of change in the whole tree counts, and an ignored file does not", async () => {
  const repository = new GitRepository(folder);
  mkdirSync(join(folder, "app"));
  for (const file of ["changed", "deleted", "moved", "staged", "app/kept"]) write(file, file);
  write(".gitignore", "*.log\n");
  repository.commit("first");
  write("changed", "differs");
  rmSync(join(folder, "deleted"));
  renameSync(join(folder, "moved"), join(folder, "moved away"));
  write("staged", "differs");
  repository.git("add", "staged", "moved", "moved away");
  write("new file");
  write("noise.log");
  const read = await readGit(join(folder, "app"));
  expect(read).toMatchObject({ kind: "commit" });
  expect(read.kind === "commit" && [...read.changed].sort()).toEqual([
    "changed",
    "deleted",
    "moved",
    "moved away",
    "new file",
    "staged",
  ]);
});

test("new files count although the user's settings hide them", async () => {
  const repository = new GitRepository(folder);
  repository.commit("first");
  repository.git("config", "status.showUntrackedFiles", "no");
  write("new");
  expect(await readGit(folder)).toMatchObject({ changed: ["new"] });
});

test("a conflict is a change", () => {
  const modes = "100644 100644 100644 100644";
  const hashes = "1111 2222 3333";
  expect(
    parseStatus(`# branch.oid abc\0# branch.head main\0u UU N... ${modes} ${hashes} a b.txt\0\n`),
  ).toEqual({
    commit: "abc",
    branch: "main",
    changed: ["a b.txt"],
  });
});

test("a repository without a commit", async () => {
  new GitRepository(folder);
  expect(await readGit(folder)).toEqual({ kind: "none", reason: "the git repository has no commit" });
});

test("no repository, in git's own words", async () => {
  expect(await readGit(folder)).toEqual({
    kind: "none",
    reason: expect.stringMatching(/^fatal: not a git repository/),
  });
});

test("no git", async () => {
  const { PATH } = process.env;
  process.env.PATH = folder;
  try {
    expect(await readGit(folder)).toEqual({ kind: "none", reason: "the program git was not found" });
  } finally {
    process.env.PATH = PATH;
  }
});
