import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imageUserProblems } from "../../../environments/rules/image-user";

let root: string;
beforeAll(() => (root = mkdtempSync(join(tmpdir(), "slipway-user-"))));
afterAll(() => rmSync(root, { recursive: true }));

type Service = Parameters<typeof imageUserProblems>[2];

function problems(
  dockerfile: string,
  { user, ...build }: Pick<Service, "user"> & Partial<Service["build"]> = {},
): string[] {
  writeFileSync(join(root, "Dockerfile"), dockerfile);
  return imageUserProblems("services.web", root, {
    ...(user !== undefined && { user }),
    build: { context: ".", dockerfile: "Dockerfile", ...build },
  });
}
it.each([
  ["in a stage", "FROM node\nRUN <<EOF\nUSER app\n", "EOF"],
  ["the second of two", "FROM node\nCOPY <<A <<-B /x/\nA\n B\nFROM node\nUSER node\n", "B"],
  ["behind a blank", 'FROM node\nRUN <<"END"\necho\nEND \nUSER node\n', "END"],
])("names a heredoc that no line ends, %s", (_, dockerfile, name) =>
  expect(problems(dockerfile)).toEqual([
    `services.web.image must have a Dockerfile whose heredocs end, got an unterminated heredoc; write "${name}" as a line of its own below its last line`,
  ]),
);

const refused = (got: string) => [
  `services.web.user must be set when the image runs as root, got ${got}; add a USER to the Dockerfile, or set user ("root" when it must be)`,
];

it.each([
  ["a user of its own", "FROM node\nUSER node\n"],
  ["a number", "FROM node\nUSER 10001:10001\n"],
  ["the user of an earlier stage", "FROM node AS base\nUSER node\nFROM base\nRUN true\n"],
  ["a lower-case instruction and a platform", "from --platform=linux/amd64 node as x\nuser node\n"],
  ["the last of several", "FROM node\nUSER root\nRUN true\nUSER node\n"],
  ["a default of ARG", "FROM node\nARG RUNAS=1000\nUSER ${RUNAS}\n"],
  ["an ARG before FROM that the stage declares", "ARG RUNAS=app\nFROM node\nARG RUNAS\nUSER $RUNAS\n"],
  ["a variable that only the base image knows", "FROM mcr.microsoft.com/dotnet/aspnet:8.0\nUSER $APP_UID\n"],
  ["a group of root", "FROM node\nUSER app:0\n"],
  ["a heredoc that names another base", "FROM node\nUSER node\nCOPY <<EOF /q.sql\nFROM orders\nEOF\n"],
  ["a heredoc that names root", "FROM node\nUSER node\nRUN <<EOF\nUSER root\nEOF\n"],
  ["a continued instruction with comments between", "FROM node\nUSER \\\n  # not root\n\n  node\n"],
  ["lines of Windows after a byte order mark", "\uFEFFFROM node\r\nUSER node\r\n"],
  ["a user for the images that begin with this one", "FROM node\nUSER node\nONBUILD USER root\n"],
  ["a stage with another case", "FROM node AS Base\nUSER node\nFROM base\n"],
  ["a quoted user", 'FROM node\nUSER "node"\n'],
])("accepts %s", (_, dockerfile) => expect(problems(dockerfile)).toEqual([]));

const UNREAD = "a USER that is too long or too deeply nested to read";
const NESTED = `${"${A:-".repeat(101)}root${"}".repeat(101)}`;

it.each([
  ["no user", "FROM node\n", "a Dockerfile without USER"],
  ["a user in another stage only", "FROM node AS build\nUSER node\nFROM node\n", "a Dockerfile without USER"],
  ["root by name", "FROM node\nUSER root\n", "USER root"],
  ["root by number with a group", "FROM node\nUSER 0:0\n", "USER 0:0"],
  ["root at the end", "FROM node\nUSER node\nUSER root\n", "USER root"],
  ["a line of a heredoc", "FROM node\nRUN <<EOF\nUSER app\nEOF\n", "a Dockerfile without USER"],
  [
    "a line of the second heredoc",
    "FROM node\nCOPY <<a <<-b /x/\nUSER app\na\nUSER app\n\tb\n",
    "a Dockerfile without USER",
  ],
  ["a continued line", "FROM node\nRUN echo \\\nUSER app\n", "a Dockerfile without USER"],
  [
    "a line continued by a backtick",
    "# escape=`\nFROM node\nRUN echo `\nUSER app\n",
    "a Dockerfile without USER",
  ],
  ["a default of ARG that is root", "FROM node\nARG RUNAS=0\nUSER ${RUNAS}\n", "USER 0"],
  ["an ENV that is root", 'FROM node\nENV U="root" G=1\nUSER $U:$G\n', "USER root:1"],
  ["a default of a substitution that is root", "FROM node\nUSER ${RUNAS:-root}\n", "USER root"],
  ["an alternative that is root", "FROM node\nENV A=1\nUSER ${A:+0}\n", "USER 0"],
  ["a pattern that leaves root", "FROM node\nARG A=user-root\nUSER ${A#user-}\n", "USER root"],
  ["an ARG without a value", "FROM node\nARG RUNAS\nUSER ${RUNAS}\n", 'USER ""'],
  ["root before a group of the base image", "FROM node\nUSER 0:$GID\n", "USER 0:$GID"],
  ["an ARG before FROM that the stage does not declare", "ARG U=app\nFROM scratch\nUSER $U\n", 'USER ""'],
  ["such an ARG with an image as the base", "ARG APP_USER=app\nFROM node\nUSER $APP_USER\n", 'USER ""'],
  [
    "such an ARG behind another stage",
    "ARG U=app\nFROM node AS build\nARG U\nFROM node\nUSER ${U}:1\n",
    "USER :1",
  ],
  ["too many nested substitutions", `FROM node\nUSER ${NESTED}\n`, UNREAD],
  ["a variable with too many nested substitutions", `FROM node\nENV U=${NESTED}\nUSER $U\n`, UNREAD],
  ["an argument with too many of them", `FROM node\nARG U=${NESTED}\nENV V=x$U\nUSER $V\n`, UNREAD],
  [
    "a value that is too long",
    `FROM scratch\nARG A=0123456789\n${"ENV A=$A$A$A$A\n".repeat(20)}USER app$A\n`,
    UNREAD,
  ],
  ["root in quotes", 'FROM node\nUSER "root"\n', "USER root"],
  ["root by several zeros", "FROM node\nUSER 00\n", "USER 00"],
  ["a group alone", "FROM node\nUSER :app\n", "USER :app"],
  ["a trigger of the stage before", "FROM node AS a\nUSER node\nONBUILD USER root\nFROM a\n", "USER root"],
])("refuses %s", (_, dockerfile, got) => expect(problems(dockerfile)).toEqual(refused(got)));

it("takes the user of the service instead, root included", () => {
  expect(problems("FROM node\n", { user: "10001" })).toEqual([]);
  expect(problems("FROM node\n", { user: "root" })).toEqual([]);
});

it("uses the build arguments of the service", () => {
  const dockerfile = "ARG BASE=safe\nFROM node AS safe\nUSER node\nFROM node AS open\nFROM ${BASE}\n";
  expect(problems(dockerfile)).toEqual([]);
  expect(problems(dockerfile, { args: { BASE: "open" } })).toEqual(refused("a Dockerfile without USER"));
  const user = "FROM node\nARG RUNAS=app\nUSER ${RUNAS}\n";
  expect(problems(user, { args: { RUNAS: "root" } })).toEqual(refused("USER root"));
  expect(problems("FROM node\nARG RUNAS\nUSER $RUNAS\n", { args: { RUNAS: "1000" } })).toEqual([]);
});

it("builds for the architecture of the service", () => {
  const dockerfile = "FROM node AS base-amd64\nUSER node\nFROM node AS base-arm64\nFROM base-${TARGETARCH}\n";
  expect(problems(dockerfile, { architecture: "x86_64" })).toEqual([]);
  expect(problems(dockerfile, { architecture: "arm64" })).toEqual(refused("a Dockerfile without USER"));
});

describe("a target", () => {
  const dockerfile = "FROM node AS Safe\nUSER node\nFROM node AS debug\n";

  it("is the stage whose user counts, in any case", () => {
    expect(problems(dockerfile, { target: "safe" })).toEqual([]);
    expect(problems(dockerfile, { target: "SAFE" })).toEqual([]);
    expect(problems(dockerfile, { target: "debug" })).toEqual(refused("a Dockerfile without USER"));
  });

  it.each([{}, { user: "1000" }])("must be the name of a stage, for a service with %j", (service) => {
    const path = "services.web.image.target";
    expect(problems(dockerfile, { ...service, target: "sfae" })).toEqual([
      `${path} must be one of the stages safe, debug, got "sfae"`,
    ]);
    expect(problems(dockerfile, { ...service, target: "0" })).toEqual([
      `${path} must be one of the stages safe, debug, got "0"`,
    ]);
    expect(problems("FROM node\nUSER node\n", { ...service, target: "run" })).toEqual([
      `${path} must be left out for a Dockerfile without named stages, got "run"; name one there: FROM ... AS <name>`,
    ]);
  });

  it("is not found in a heredoc", () => {
    const text = "FROM node AS app\nUSER node\nRUN <<EOF\nFROM node AS other\nEOF\n";
    expect(problems(text, { target: "other" })).toHaveLength(1);
  });
});

it("refuses a Dockerfile without a stage", () =>
  expect(problems("# nothing yet\n", { user: "1000" })).toEqual([
    "services.web.image must have a Dockerfile with a FROM, got one without; name its base image there",
  ]));
