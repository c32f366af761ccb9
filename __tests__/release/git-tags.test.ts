import type { Git } from "../../release/git";
import { chooseTags, versionTags, type TagOptions } from "../../release/git-tags";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const clean: Git = { kind: "commit", commit: COMMIT, branch: "main", tags: ["v1.2.3"], changed: [] };
const dirty = (...changed: string[]): Git => ({ ...clean, changed });
const none: Git = { kind: "none", reason: "fatal: not a git repository" };

const dev = { name: "dev", protected: false };
const production = { name: "production", protected: true };
const choose = (environment: typeof dev, git: Git, options: Partial<TagOptions> = {}) =>
  chooseTags(environment, git, { allowDirty: false, ...options });

describe("a commit as it stands", () => {
  it.each([dev, production])("gives its first twelve digits and its versions: $name", (environment) => {
    expect(choose(environment, clean)).toEqual({
      tags: ["git-0123456789ab", "v1.2.3"],
      from: "git",
      note: "images get the tags git-0123456789ab, v1.2.3 (branch main)",
    });
  });

  it("needs no branch and no version", () => {
    const detached: Git = { kind: "commit", commit: COMMIT, tags: [], changed: [] };
    expect(choose(dev, detached)).toEqual({
      tags: ["git-0123456789ab"],
      from: "git",
      note: "images get the tags git-0123456789ab",
    });
  });
});

describe("sources that no commit holds", () => {
  it("give a development environment no git tags, and it is said why", () => {
    expect(choose(dev, dirty("a.ts"))).toEqual({
      tags: [],
      from: "git",
      note: "images get no git tags: the work tree has changes in a.ts",
    });
    expect(choose(dev, none)).toEqual({
      tags: [],
      from: "git",
      note: "images get no git tags: fatal: not a git repository",
    });
  });

  it.each([
    [["1", "2", "3", "4", "5"], "1, 2, 3, 4, 5"],
    [["1", "2", "3", "4", "5", "6", "7"], "1, 2, 3, 4, 5 and 2 more"],
  ])("are refused for a protected environment with the first five files: %j", (files, shown) => {
    expect(() => choose(production, dirty(...files))).toThrow(
      'Cannot release environment "production":\n' +
        "  - the sources must be a git commit as it stands to be released into a protected environment, " +
        `got changes in ${shown}; commit them, or pass --allow-dirty`,
    );
  });

  it("are refused for a protected environment without a repository", () => {
    expect(() => choose(production, none)).toThrow(
      "got none (fatal: not a git repository); commit them, or pass --allow-dirty",
    );
  });

  it("are refused whatever tags the user gives", () => {
    expect(() => choose(production, dirty("a.ts"), { extraTags: "v1" })).toThrow("got changes in a.ts");
  });

  it("are released with --allow-dirty, and get no git tags", () => {
    for (const git of [dirty("a.ts"), none]) {
      expect(choose(production, git, { allowDirty: true })).toMatchObject({ tags: [], from: "git" });
    }
  });
});

describe("SLIPWAY_EXTRA_TAGS", () => {
  it("stands for the git tags", () => {
    expect(choose(dev, clean, { extraTags: "build-7,,nightly" })).toEqual({
      tags: ["build-7", "nightly"],
      from: "variable",
      note: "images get the tags of SLIPWAY_EXTRA_TAGS: build-7, nightly",
    });
  });

  it("turns them off when it is empty", () => {
    expect(choose(dev, clean, { extraTags: "" })).toEqual({
      tags: [],
      from: "variable",
      note: "images get no git tags: SLIPWAY_EXTRA_TAGS is empty",
    });
  });
});

describe("versions", () => {
  it("are semantic ones behind a v, lowest first", () => {
    expect(versionTags(["v1.10.0", "v1.9.0", "v1.10.0-rc.1"])).toEqual(["v1.9.0", "v1.10.0-rc.1", "v1.10.0"]);
  });

  it.each([
    "1.2.3",
    "v1.2",
    "v01.2.3",
    "vv1.2.3",
    "release-1",
    "version",
    "latest",
    "src-1",
    "v1.2.3/x",
    "v",
  ])("%s is none", (tag) => expect(versionTags([tag])).toEqual([]));

  it("have _ for the + that no registry takes", () => {
    expect(versionTags(["v1.2.3+build.5"])).toEqual(["v1.2.3_build.5"]);
  });

  it("fit into the 128 characters of an image tag", () => {
    const fits = `v1.2.3-${"a".repeat(121)}`;
    expect(versionTags([fits, `${fits}a`])).toEqual([fits]);
  });
});
