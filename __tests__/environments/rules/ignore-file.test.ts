import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ignoreFile } from "../../../environments/rules/ignore-file";
import { withinTime } from "../../fuzz/time-limit";
import { PATTERNS, REFUSED } from "./ignore-patterns";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-ignore-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
function ignores(text: string, path: string): boolean {
  write(".dockerignore", text);
  const file = ignoreFile(folder, "Dockerfile");
  expect(file?.problems).toEqual([]);
  return file?.filter.ignores(path) ?? false;
}
const problems = (dockerfile = "Dockerfile") => ignoreFile(folder, dockerfile)?.problems;

test.each(PATTERNS)("reads %j as Docker does", (text, ignored, sent) => {
  expect(ignored.filter((path) => !ignores(text, path))).toEqual([]);
  expect(sent.filter((path) => ignores(text, path))).toEqual([]);
});

test("matches in linear time", () => {
  expect(ignores(`${"*a".repeat(40)}b`, "a".repeat(4_000))).toBe(false);
  expect(ignores(`${"**/a".repeat(40)}b`, "a/".repeat(2_000))).toBe(false);
});

test("reads the longest pattern of wildcards in a second", () =>
  withinTime(() => expect(ignores(`${"**/".repeat(2_048)}a`, "b/".repeat(100))).toBe(false), 1));

test("reads a line of blanks in a second", () => {
  write(".dockerignore", `a${" ".repeat(60_000)}b`);
  expect(withinTime(problems, 1)).toEqual([]);
});

test.each<[string, string | Buffer, string]>([
  ...REFUSED,
  [
    "a pattern of more wildcards than a path has folders",
    `b\n${"**/".repeat(2_049)}a`,
    "must have patterns of at most 2048 wildcards in its .dockerignore, got 2049 in line 2",
  ],
  [
    "bytes that are no UTF-8",
    Buffer.from("# f\xfcr\n\xfc\n", "latin1"),
    "must have its .dockerignore in UTF-8, got other bytes in line 2",
  ],
  [
    "a late byte order mark",
    "a\n\uFEFFb",
    "must have a byte order mark at the start of its .dockerignore only, got one in line 2",
  ],
])("refuses %s", (_, text, problem) => {
  write(".dockerignore", text);
  expect(problems()).toEqual([problem]);
});

test("reports all lines", () => {
  write("docker/api.dockerignore", "[a\nb\n!\n");
  expect(problems("docker/api")).toEqual([
    'must have patterns in its docker/api.dockerignore that Docker accepts, got "[a" in line 1',
    'must have patterns in its docker/api.dockerignore that Docker accepts, got "!" in line 3',
  ]);
});

describe("the ignore file of a build", () => {
  test("is the one of the Dockerfile, in the Dockerfile's folder, before the context's own", () => {
    write(".dockerignore", "a\n");
    write("docker/api.dockerignore", "");
    expect(ignoreFile(folder, "./docker/api")).toMatchObject({
      path: "docker/api.dockerignore",
      files: ["docker/api.dockerignore"],
    });
    expect(ignoreFile(folder, "docker/web")).toMatchObject({
      path: ".dockerignore",
      files: [".dockerignore"],
    });
  });

  test("may be a link to a file of the same folder", () => {
    write("docker/ignored/common", "a\n");
    symlinkSync("ignored/common", join(folder, "docker/api.dockerignore"));
    expect(ignoreFile(folder, "docker/api")).toMatchObject({
      files: ["docker/api.dockerignore", "docker/ignored/common"],
      problems: [],
    });
  });

  test.each<[string, () => void]>([
    ["a link that leads nowhere", () => symlinkSync("nowhere", join(folder, "docker/api.dockerignore"))],
    ["a link out of the folder", () => symlinkSync("../common", join(folder, "docker/api.dockerignore"))],
    [
      "an absolute link",
      () => symlinkSync(join(folder, "docker/x"), join(folder, "docker/api.dockerignore")),
    ],
    ["a link to itself", () => symlinkSync("api.dockerignore", join(folder, "docker/api.dockerignore"))],
    ["a folder", () => mkdirSync(join(folder, "docker/api.dockerignore"))],
  ])("is refused as %s", (_, make) => {
    write("common", "a\n");
    write("docker/x", "a\n");
    make();
    expect(problems("docker/api")).toEqual([
      "must have a file as its docker/api.dockerignore, got a folder, a special file, or a link that leads to no file in the same folder; Docker would ignore it",
    ]);
  });
});
