import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { contextFiles } from "../../../constructs/image/context-files";
import { buildProblems, type ContentTagOptions, contentTag } from "../../../constructs/image/content-tag";

let root: string;

const write = (path: string, text = path): void => {
  mkdirSync(dirname(join(root, "app", path)), { recursive: true });
  writeFileSync(join(root, "app", path), text);
};
const tag = (options: Partial<ContentTagOptions> = {}): string =>
  contentTag({
    root,
    context: "app",
    dockerfile: "Dockerfile",
    args: {},
    platform: "linux/amd64",
    ...options,
  });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "content-tag-"));
  write("Dockerfile", "FROM scratch\n");
  write("src/main.js", "main");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The tag before and after something happens. */
const around = (change: () => void, options?: Partial<ContentTagOptions>): [string, string] => {
  const before = tag(options);
  change();
  return [before, tag(options)];
};

test("is src- and 20 hex digits, known for all time", () => {
  expect(tag()).toMatch(/^src-[0-9a-f]{20}$/);
  expect(tag()).toBe("src-2ff10fd0526f052ada35");
});

describe("changes with", () => {
  test.each<[string, () => void]>([
    ["the content of a file", () => write("src/main.js", "Main")],
    ["a new file", () => write("src/other.js")],
    ["a new empty file", () => write("empty", "")],
    ["a renamed file", () => renameSync(join(root, "app/src/main.js"), join(root, "app/src/start.js"))],
    ["a removed file", () => rmSync(join(root, "app/src/main.js"))],
    ["the executable bit", () => chmodSync(join(root, "app/src/main.js"), 0o755)],
    ["the Dockerfile", () => write("Dockerfile", "FROM scratch\n\n")],
    ["the ignore file", () => write(".dockerignore", "nothing-here")],
    ["a link", () => symlinkSync("src/main.js", join(root, "app/link"))],
    ["a name in other case", () => renameSync(join(root, "app/src/main.js"), join(root, "app/src/Main.js"))],
  ])("%s", (_, change) => {
    const [before, after] = around(change);
    expect(after).not.toBe(before);
  });

  test("the target of a link, also when it leads nowhere", () => {
    symlinkSync("nowhere", join(root, "app/link"));
    const [before, after] = around(() => {
      rmSync(join(root, "app/link"));
      symlinkSync("elsewhere", join(root, "app/link"));
    });
    expect(after).not.toBe(before);
  });

  test.each<[string, string, string]>([
    ["a folder in other case than its pattern", "build/\n*.md\n", "Build/Main.java"],
    ["a file in other case than its pattern", "build/\n*.md\n", "README.MD"],
    ["a file that a suffix takes back", "foo.txt\n!/**.txt\n", "foo.txt/a.b/b"],
  ])("%s", (_, ignore, path) => {
    write(".dockerignore", ignore);
    write(path);
    const [before, after] = around(() => write(path, "changed"));
    expect(after).not.toBe(before);
  });

  test.each(["Dockerfile", "api.dockerignore"])("what a link that is the %s leads to", (name) => {
    write(".dockerignore", "common\n");
    write("api.dockerignore", "common\n");
    write("api", "FROM scratch\n");
    rmSync(join(root, "app", name));
    write("common/file", "FROM scratch\n");
    symlinkSync("common/file", join(root, "app", name));
    const [before, after] = around(() => write("common/file", "FROM scratch\n\n"), {
      dockerfile: name === "Dockerfile" ? name : "api",
    });
    expect(after).not.toBe(before);
  });

  test("a socket", async () => {
    const server = createServer();
    const before = tag();
    await new Promise<void>((listening) => server.listen(join(root, "app/socket"), listening));
    try {
      expect(tag()).not.toBe(before);
    } finally {
      await new Promise((closed) => server.close(closed));
    }
  });

  test("target, arguments, platform and the name of the Dockerfile", () => {
    write("Other", "FROM scratch\n");
    const tags = [
      tag(),
      tag({ target: "production" }),
      tag({ args: { A: "1" } }),
      tag({ args: { A: "2" } }),
      tag({ platform: "linux/arm64" }),
      tag({ dockerfile: "Other" }),
    ];
    expect(new Set(tags).size).toBe(tags.length);
  });

  test("content that moves from one file to the next", () => {
    write("a", "12");
    write("b", "3");
    const [before, after] = around(() => {
      write("a", "1");
      write("b", "23");
    });
    expect(after).not.toBe(before);
  });
});

describe("stays with", () => {
  test.each<[string, () => void]>([
    ["another time of change", () => utimesSync(join(root, "app/src/main.js"), 1, 1)],
    ["other rights of group and others", () => chmodSync(join(root, "app/src/main.js"), 0o600)],
    ["an empty folder", () => mkdirSync(join(root, "app/empty"))],
    ["a file outside the context", () => writeFileSync(join(root, "outside"), "x")],
  ])("%s", (_, change) => {
    const [before, after] = around(change);
    expect(after).toBe(before);
  });

  test("a change of what is ignored", () => {
    write(".dockerignore", "node_modules\n*.env\n");
    write("node_modules/a/index.js");
    const [before, after] = around(() => {
      write("node_modules/a/index.js", "changed");
      write("secret.env");
    });
    expect(after).toBe(before);
  });

  test("a change of what a pattern of two stars and a text leaves out", () => {
    write(".dockerignore", "**.log\n");
    write("a/x.log");
    const [before, after] = around(() => write("a/x.log", "changed"));
    expect(after).toBe(before);
  });

  test("the target of a link, which is sent as it is", () => {
    write("target");
    write(".dockerignore", "target\n");
    symlinkSync("target", join(root, "app/link"));
    const [before, after] = around(() => write("target", "changed"));
    expect(after).toBe(before);
  });

  test("another order of the arguments", () => {
    expect(tag({ args: { A: "1", B: "2" } })).toBe(tag({ args: { B: "2", A: "1" } }));
  });

  test("another place of the checkout", () => {
    const before = tag();
    renameSync(root, `${root}-moved`);
    root = `${root}-moved`;
    expect(tag()).toBe(before);
  });
});

test("a file larger than one read counts to its end", () => {
  const large = "x".repeat(3 * 1024 * 1024);
  write("large", `${large}a`);
  const [before, after] = around(() => write("large", `${large}b`));
  expect(after).not.toBe(before);
});

describe("context files", () => {
  const files = (dockerfile = "Dockerfile"): string[] => contextFiles(join(root, "app"), dockerfile);

  test("all files, sorted, without an ignore file", () => {
    write("b");
    write("B");
    write(".hidden");
    expect(files()).toEqual([".hidden", "B", "Dockerfile", "b", "src/main.js"]);
  });

  test("what .dockerignore lets through, itself and the Dockerfile always", () => {
    write(".dockerignore", "# comment\n\n*\r\n!src\n  !docs/keep.md  \nsrc/**/*.log\n");
    write("src/deep/debug.log");
    write("src/deep/code.js");
    write("docs/keep.md");
    write("docs/drop.md");
    expect(files()).toEqual([
      ".dockerignore",
      "Dockerfile",
      "docs/keep.md",
      "src/deep/code.js",
      "src/main.js",
    ]);
  });

  test("a name leaves the folder out at the top only, as Docker reads it", () => {
    write(".dockerignore", "build\n**/cache\n/dist\n");
    for (const path of ["build/a", "sub/build/a", "sub/cache/a", "dist/a"]) write(path);
    expect(files()).toEqual([".dockerignore", "Dockerfile", "src/main.js", "sub/build/a"]);
  });

  test("<dockerfile>.dockerignore stands instead of .dockerignore", () => {
    write(".dockerignore", "src\n");
    write("docker/Web", "FROM scratch\n");
    write("docker/Web.dockerignore", "docker\nDockerfile\n");
    expect(files("docker/Web")).toEqual([
      ".dockerignore",
      "docker/Web",
      "docker/Web.dockerignore",
      "src/main.js",
    ]);
  });
});

describe("a build that can not be", () => {
  test.each<[string, string, string]>([
    [
      "nowhere",
      "Dockerfile",
      'image context must be a folder with a Dockerfile, got "nowhere", which is no folder',
    ],
    [
      "app/src/main.js",
      "Dockerfile",
      'image context must be a folder with a Dockerfile, got "app/src/main.js", which is no folder',
    ],
    [
      "app",
      "Missing",
      'image context must be a folder with a Missing, got "app" without one; write that file there',
    ],
    ["app", "src", 'image context must be a folder with a src, got "app" without one; write that file there'],
  ])("%s with %s", (context, dockerfile, problem) => {
    expect(buildProblems(root, context, dockerfile)).toEqual([problem]);
    expect(() => tag({ context, dockerfile })).toThrow(`image is not valid:\n  - ${problem}`);
  });

  test("one with a wrong pattern", () => {
    write(".dockerignore", "a\n[b\n");
    expect(() => tag()).toThrow(
      'image is not valid:\n  - image context must have patterns in its .dockerignore that Docker accepts, got "[b" in line 2',
    );
  });

  test("a good one has no problem", () => {
    expect(buildProblems(root, "app", "Dockerfile")).toEqual([]);
  });
});

describe("files that cannot be sent", () => {
  const latin1 = (path: string): Buffer => Buffer.from(join(root, "app", path), "latin1");

  /** Root may read every file. */
  function asOtherUser<T>(act: () => T): T {
    if (process.geteuid?.() !== 0) return act();
    chmodSync(root, 0o755);
    process.seteuid?.(65_534);
    try {
      return act();
    } finally {
      process.seteuid?.(0);
    }
  }

  test("are refused by name when their name is not UTF-8", () => {
    writeFileSync(latin1("src/f\xfcr"), "x");
    write("src/\uFFFD");
    expect(() => tag({ path: "services.web.image" })).toThrow(
      'image is not valid:\n  - services.web.image must have UTF-8 names in it, got "src/f\uFFFDr" with other bytes; change it, or add it to the ignore file',
    );
    write(".dockerignore", "src/f*r\n");
    expect(contextFiles(join(root, "app"), "Dockerfile")).toContain("src/main.js");
  });

  test("are refused when they are links to a name that is not UTF-8", () => {
    symlinkSync(Buffer.from("\xfc", "latin1"), join(root, "app/link"));
    expect(() => tag()).toThrow('image context must have links to UTF-8 names, got "link"; change it,');
  });

  test("are refused when they cannot be read", () => {
    write("src/secret");
    write("private/file");
    chmodSync(join(root, "app/src/secret"), 0o000);
    chmodSync(join(root, "app/private"), 0o000);
    expect(() => asOtherUser(tag)).toThrow(
      'image context must have files that can be read, got "private" with EACCES (scandir); change it, or add it to the ignore file',
    );
    write(".dockerignore", "private\n!x\n!private/*/x\n");
    expect(() => asOtherUser(tag)).toThrow('got "src/secret" with EACCES (open); change it');
    write(".dockerignore", "private\nsrc\n");
    expect(asOtherUser(tag)).toMatch(/^src-/);
  });

  test("are counted beyond the first ten", () => {
    for (let index = 0; index < 15; index += 1) writeFileSync(latin1(`f\xfc${index}`), "x");
    expect(() => tag()).toThrow(
      /(\n {2}- image context must .*){10}\n {2}- image context has 5 more such files$/,
    );
  });

  test("are the Dockerfile and the ignore file too", () => {
    chmodSync(join(root, "app/Dockerfile"), 0o000);
    expect(() => asOtherUser(tag)).toThrow(
      'image is not valid:\n  - image context must have files that can be read, got "Dockerfile" with EACCES (open)',
    );
    chmodSync(join(root, "app/Dockerfile"), 0o644);
    write(".dockerignore");
    chmodSync(join(root, "app/.dockerignore"), 0o000);
    expect(() => asOtherUser(tag)).toThrow('got ".dockerignore" with EACCES (open)');
  });
});
