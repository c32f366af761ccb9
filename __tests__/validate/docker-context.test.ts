import fc from "fast-check";
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join, posix } from "node:path";
import { buildProblems, contentTag } from "../../constructs/image/content-tag";
import { contextFiles } from "../../constructs/image/context-files";
import { ignoreFile } from "../../environments/rules/ignore-file";
import { PATTERNS, REFUSED } from "../environments/rules/ignore-patterns";
import { root } from "../support/synth-environment";
import { DockerContext, goModule, type Sent } from "./docker-context/docker-context";
import { trees, write, type Tree } from "./docker-context/trees";

/** What is sent is compared with Docker's own Go packages, in the versions that the docker provider has. */
const TREES = 3_000;
/** Repeats a run: SLIPWAY_TEST_SEED=<the seed in the test's title>. */
const seed = Number(process.env.SLIPWAY_TEST_SEED ?? Date.now() % 2 ** 31);

let docker: DockerContext;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "slipway-trees-"));
  docker = await DockerContext.start(folder);
});
afterAll(async () => {
  await docker.end();
  rmSync(folder, { recursive: true });
});

const newContext = (): string => mkdtempSync(join(folder, "tree-"));
const tagOf = (context: string, dockerfile: string): string =>
  contentTag({ root: folder, context: basename(context), dockerfile, args: {}, platform: "linux/amd64" });
const problemsOf = (context: string, dockerfile: string): string[] =>
  buildProblems(folder, basename(context), dockerfile);

/** What the tag counts according to Docker: what is sent, the Dockerfile and the ignore file. */
function counted({ sent }: Sent, context: string, dockerfile: string): string[] {
  const paths = (sent ?? []).map(({ path }) => path);
  const ignore = ignoreFile(context, dockerfile)?.files ?? [];
  return [...new Set([...paths, posix.normalize(dockerfile), ...ignore])].sort();
}

test.each(["github.com/moby/patternmatcher", "github.com/tonistiigi/fsutil"])(
  "compares with the version of %s that the docker provider has",
  (name) => {
    const version = (module: string) => new RegExp(`^\\s*${name} (\\S+)`, "m").exec(goModule(module))?.[1];
    const own = version(join(__dirname, "docker-context"));
    expect(own).toMatch(/^v\d/);
    expect(version(join(root, "toolchain/providers/docker"))).toBe(own);
  },
);

test.each(PATTERNS)("Docker reads %j as the unit tests do", async (text, ignored, sent) => {
  for (const path of [...ignored, ...sent]) {
    const context = newContext();
    write(
      { dockerfile: "Dockerfile", files: { Dockerfile: "", ".dockerignore": text, [path]: "" }, links: {} },
      context,
    );
    const answer = await docker.sent(context, "Dockerfile");
    expect(answer.error).toBeUndefined();
    expect([path, answer.sent?.some((each) => each.path === path)]).toEqual([path, sent.includes(path)]);
  }
});

test.each(REFUSED)("Docker refuses %s too", async (_, text) => {
  const context = newContext();
  write({ dockerfile: "Dockerfile", files: { Dockerfile: "", ".dockerignore": text }, links: {} }, context);
  expect((await docker.sent(context, "Dockerfile")).error).toBeDefined();
});

test("Docker reads a line of the greatest length", async () => {
  const context = newContext();
  writeFileSync(join(context, "Dockerfile"), "");
  writeFileSync(join(context, ".dockerignore"), `${"a".repeat(65_535)}\nb`);
  expect(await docker.sent(context, "Dockerfile")).not.toHaveProperty("error");
  expect(problemsOf(context, "Dockerfile")).toEqual([]);
});

test("Docker sends sockets and pipes too", async () => {
  const context = newContext();
  writeFileSync(join(context, "Dockerfile"), "");
  execFileSync("mkfifo", [join(context, "pipe")]);
  const server = createServer();
  await new Promise<void>((listening) => server.listen(join(context, "socket"), listening));
  try {
    const answer = await docker.sent(context, "Dockerfile");
    expect(contextFiles(context, "Dockerfile")).toEqual(counted(answer, context, "Dockerfile"));
    expect(contextFiles(context, "Dockerfile")).toEqual(["Dockerfile", "pipe", "socket"]);
  } finally {
    await new Promise((closed) => server.close(closed));
  }
});

test.each<[string, Record<string, string>, string]>([
  ["a Dockerfile", { "web/Dockerfile": "../Dockerfile.shared" }, "web/Dockerfile"],
  ["an ignore file", { "web/Api.dockerignore": "../shared" }, "web/Api"],
])("Docker does not follow %s that is a link out of its folder", async (_, links, dockerfile) => {
  const context = newContext();
  const files = { "Dockerfile.shared": "FROM scratch\n", shared: "*\n", "web/Api": "FROM scratch\n" };
  write({ dockerfile, files, links }, context);
  const answer = await docker.sent(context, dockerfile);
  expect(answer.error ?? answer.sent?.some(({ path }) => path === "shared")).toBeTruthy();
  expect(problemsOf(context, dockerfile)).toHaveLength(1);
});

/** How often each outcome came up, so that the test cannot pass by trees in which nothing happens. */
const outcomes = { refused: 0, "new tag": 0, "same tag": 0 };

async function compare({ dockerfile, ...tree }: Tree, pick: number): Promise<keyof typeof outcomes> {
  const context = newContext();
  const written = write({ dockerfile, ...tree }, context);
  fc.pre(written.includes(dockerfile));
  const before = await docker.sent(context, dockerfile);
  const problems = problemsOf(context, dockerfile);
  if (before.error !== undefined) {
    expect(problems).toContainEqual(
      expect.stringMatching(/must have patterns in its .* that Docker accepts/),
    );
    return "refused";
  }
  expect(problems).toEqual([]);
  expect(contextFiles(context, dockerfile)).toEqual(counted(before, context, dockerfile));
  const tag = tagOf(context, dockerfile);
  const editable = written.filter((path) => !path.endsWith(".dockerignore"));
  const edited = editable[pick % editable.length] ?? dockerfile;
  appendFileSync(join(context, edited), "\n# edited");
  const after = await docker.sent(context, dockerfile);
  const isChanged = JSON.stringify(after) !== JSON.stringify(before);
  // Patterns such as `a`, `!a/b`, `a` make BuildKit send `a/b` empty: its content counts all the same.
  const isEmptied = !isChanged && before.sent?.some(({ path }) => path === edited);
  if (!isEmptied) expect(tagOf(context, dockerfile) !== tag).toBe(isChanged);
  return isChanged ? "new tag" : "same tag";
}

test(`the tag changes exactly with what Docker sends, in ${TREES} trees of seed ${seed}`, async () => {
  // As text, which a failure prints in full.
  const texts = trees.map((tree) => JSON.stringify(tree));
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), async (text, pick) => {
      outcomes[await compare(JSON.parse(text) as Tree, pick)] += 1;
    }),
    { numRuns: TREES, seed },
  );
  for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(TREES / 40);
});
