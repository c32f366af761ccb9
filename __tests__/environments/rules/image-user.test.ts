import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imageUserProblems } from "../../../environments/rules/image-user";

let root: string;
beforeAll(() => (root = mkdtempSync(join(tmpdir(), "slipway-user-"))));
afterAll(() => rmSync(root, { recursive: true }));

function problems(dockerfile: string, options: { user?: string; target?: string } = {}): string[] {
  writeFileSync(join(root, "Dockerfile"), dockerfile);
  const { user, target } = options;
  return imageUserProblems("services.web", root, {
    ...(user !== undefined && { user }),
    build: { context: ".", dockerfile: "Dockerfile", ...(target !== undefined && { target }) },
  });
}
const refused = (got: string) => [
  `services.web.user must be set when the image runs as root, got ${got}; add a USER to the Dockerfile, or set user ("root" when it must be)`,
];

it.each([
  ["a user of its own", "FROM node\nUSER node\n"],
  ["a number", "FROM node\nUSER 10001:10001\n"],
  ["the user of an earlier stage", "FROM node AS base\nUSER node\nFROM base\nRUN true\n"],
  ["a lower-case instruction and a platform", "from --platform=linux/amd64 node as x\nuser node\n"],
  ["the last of several", "FROM node\nUSER root\nRUN true\nUSER node\n"],
])("accepts %s", (_, dockerfile) => expect(problems(dockerfile)).toEqual([]));

it.each([
  ["no user", "FROM node\n", "a Dockerfile without USER"],
  ["a user in another stage only", "FROM node AS build\nUSER node\nFROM node\n", "a Dockerfile without USER"],
  ["root by name", "FROM node\nUSER root\n", "USER root"],
  ["root by number with a group", "FROM node\nUSER 0:0\n", "USER 0:0"],
  ["root at the end", "FROM node\nUSER node\nUSER root\n", "USER root"],
])("refuses %s", (_, dockerfile, got) => expect(problems(dockerfile)).toEqual(refused(got)));

it("takes the user of the service instead, root included", () => {
  expect(problems("FROM node\n", { user: "10001" })).toEqual([]);
  expect(problems("FROM node\n", { user: "root" })).toEqual([]);
});

it("looks at the stage that is built", () => {
  const dockerfile = "FROM node AS safe\nUSER node\nFROM node AS debug\n";
  expect(problems(dockerfile, { target: "safe" })).toEqual([]);
  expect(problems(dockerfile, { target: "debug" })).toEqual(refused("a Dockerfile without USER"));
  expect(problems(dockerfile, { target: "sfae" })).toEqual([
    'services.web.image.target must be one of the stages safe, debug, got "sfae"',
  ]);
});
