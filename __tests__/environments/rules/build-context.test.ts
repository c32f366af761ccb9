import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildContextProblems, projectIn } from "../../../environments/rules/build-context";
import { imageSchema } from "../../../environments/topics/image";

let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), "slipway-context-"));
  mkdirSync(join(repository, "infrastructure"));
  writeFileSync(join(repository, "Dockerfile"), "FROM scratch\n");
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

const problems = (context: string, project = "infrastructure") =>
  buildContextProblems("services.web.image", join(repository, project), {
    context,
    dockerfile: "Dockerfile",
  });
const ignore = (text: string, file = ".dockerignore") => writeFileSync(join(repository, file), text);

test.each(["..", "../", "../..", "../app", "..\\app", "./app", "..app", "app"])(
  "%j is a context",
  (context) => {
    expect(imageSchema.safeParse(context).success).toBe(true);
  },
);

test.each(["../app/..", "../../app/../x", "app/..", "/app", "..\\app\\.."])("%j is none", (context) => {
  expect(imageSchema.safeParse(context).success).toBe(false);
});

const WRITTEN = "infrastructure/cdktf.out, infrastructure/.slipway, infrastructure/node_modules";
test.each<[string, string, string]>([
  ["nothing", "", WRITTEN],
  ["something else", "node_modules\ndist\n", WRITTEN],
  ["a part", "**/node_modules\n", "infrastructure/cdktf.out, infrastructure/.slipway"],
  ["all, and takes it back", "infrastructure\n!infrastructure/.slipway\n", "infrastructure/.slipway"],
])("a context that holds the project and leaves out %s is refused", (_what, text, sent) => {
  ignore(text);
  expect(problems("..")).toEqual([
    `services.web.image must leave out what is written in the project, got ".." with ${sent}; add to its .dockerignore: infrastructure`,
  ]);
});

test.each([
  "infrastructure\n",
  "infrastructure/\n",
  "**/node_modules\n**/cdktf.out\n**/.slipway\n",
  "*\n!src\n",
])("one that leaves it out by %j is right", (text) => {
  ignore(text);
  expect(problems("..")).toEqual([]);
});

test("the ignore file of the Dockerfile's own name decides, and is named", () => {
  ignore("infrastructure\n");
  ignore("dist\n", "Dockerfile.dockerignore");
  expect(problems("..")).toEqual([
    `services.web.image must leave out what is written in the project, got ".." with ${WRITTEN}; add to its Dockerfile.dockerignore: infrastructure`,
  ]);
});

test("a context that is the project itself needs a line for each", () => {
  expect(problems(".", "")).toEqual([
    'services.web.image must leave out what is written in the project, got "." with cdktf.out, .slipway, node_modules; add to its .dockerignore: cdktf.out, .slipway, node_modules',
  ]);
});

test("a context beside the project needs nothing", () => {
  mkdirSync(join(repository, "app"));
  writeFileSync(join(repository, "app/Dockerfile"), "FROM scratch\n");
  expect(problems("../app")).toEqual([]);
});

test.each([
  ["/srv", "/srv/a/b", "a/b"],
  ["/srv", "/srv", ""],
  ["/srv/a", "/srv", undefined],
  ["/srv/a", "/srv/b", undefined],
  ["/srv", "/srv/..a", "..a"],
])("%s has the project %s at %s", (folder, root, way) => {
  expect(projectIn(folder, root)).toBe(way);
});
