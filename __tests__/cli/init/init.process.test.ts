import { existsSync, readFileSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { init as initInProcess } from "../../../cli/init/init";
import { GitRepository } from "../../support/git-repository";
import { finish, slipway, type Finished } from "../../support/slipway";
import { root } from "../../support/synth-environment";
import { Folder } from "./folder";

// Each command is a process of its own.
const WEB = "FROM node:20\nUSER node\nEXPOSE 3000\nHEALTHCHECK CMD curl -f http://localhost:3000/up\n";
const GIVEN = ["--account", "111122223333", "--region", "eu-west-1"];
const refusal = (...problems: readonly string[]): Finished => ({
  code: 1,
  stdout: "",
  stderr: `the command is not valid:\n${problems.map((problem) => `  - ${problem}\n`).join("")}`,
});

let folder: Folder;
afterEach(() => folder.remove());
const at = (...parts: readonly string[]) => join(folder.path, ...parts);
const text = (file: string) => readFileSync(at(file), "utf8");
const init = (...args: readonly string[]) =>
  finish(process.execPath, [join(root, "cli/slipway.js"), "init", ...args], {
    cwd: folder.path,
    env: { AWS_REGION: undefined, AWS_DEFAULT_REGION: undefined },
  });

test("a repository with a Dockerfile: types pass, both environments are synthesised, the image is its content", async () => {
  folder = new Folder({ Dockerfile: WEB, "package.json": '{ "name": "shop" }', "index.js": "1" });
  const git = new GitRepository(folder.path);
  const { code, stdout, stderr } = await init(...GIVEN);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.replace(/\d+ files/, "<n> files"))
    .toBe(`infrastructure/ has the Slipway project shop: <n> files, environments local and dev (111122223333, eu-west-1)
  web: port 3000, /*, health /up
.dockerignore is new: .git, infrastructure

Next:
  cd infrastructure && npm run local          # the whole platform on this machine
  npx slipway bootstrap dev && npx slipway deploy dev
`);
  expect(readdirSync(folder.path).sort()).toEqual(
    [".dockerignore", ".git", "Dockerfile", "index.js", "infrastructure", "package.json"].sort(),
  );
  git.commit("with its infrastructure");
  const project = at("infrastructure");
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));

  const dev = await slipway(["environment", "dev"], { cwd: project });
  expect(JSON.parse(dev.stdout)).toMatchObject({
    name: "dev",
    project: "shop",
    account: "111122223333",
    region: "eu-west-1",
    services: [
      {
        name: "web",
        port: 3000,
        route: { path: "/*", health: "/up" },
        image: { kind: "build", context: ".." },
      },
    ],
  });
  expect(await slipway(["environment", "staging"], { cwd: project })).toEqual(
    refusal('environment must be one of local, dev, got "staging"'),
  );

  const synth = () => finish(process.execPath, ["synth.js"], { cwd: project });
  const images = () =>
    JSON.stringify(JSON.parse(text("infrastructure/cdktf.out/stacks/dev-images/cdk.tf.json")));
  expect(await synth()).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(readdirSync(join(project, "cdktf.out/stacks")).sort()).toEqual(
    ["local", "dev"]
      .flatMap((name) => ["foundation", "images", "services"].map((part) => `${name}-${part}`))
      .sort(),
  );
  const first = images();
  expect(first).toContain('"context":"../../../.."');
  expect(await synth()).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(images()).toBe(first);
  folder.write("index.js", "2");
  await synth();
  expect(images()).not.toBe(first);
  // What the commands wrote is in no commit, with the node_modules that is a link here.
  expect(git.git("status", "--porcelain").split("\n").sort()).toEqual([
    "",
    " M index.js",
    "?? infrastructure/node_modules",
  ]);

  const types = await finish(process.execPath, [join(root, "node_modules/typescript-7/bin/tsc")], {
    cwd: project,
  });
  expect([types.code, types.stdout]).toEqual([0, ""]);

  // Links in what was copied lead to what was copied.
  const guides = ["README.md", ...readdirSync(join(project, "docs")).map((name) => `docs/${name}`)];
  const links = guides.flatMap((guide) =>
    [...text(`infrastructure/${guide}`).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target = ""]) =>
      posix.join(dirname(guide), target),
    ),
  );
  expect(links.filter((target) => !existsSync(join(project, target)))).toEqual([]);
});

test("several Dockerfiles, an ignore file that is there, and another place", async () => {
  folder = new Folder({
    Dockerfile: "FROM node:20\nEXPOSE 8080\n",
    ".dockerignore": "node_modules",
    "services/api/Dockerfile": WEB,
    "services/worker/Dockerfile": "FROM node:20\nUSER 1000\n",
  });
  const { code, stdout } = await init(
    ...GIVEN,
    "--into",
    "deploy/aws",
    "--port",
    "worker=none",
    "--project",
    "big",
  );
  expect([code, stdout.split("\n").slice(1, 5)]).toEqual([
    0,
    [
      "  web: port 8080, /*, health /; runs as root, as its Dockerfile has no USER",
      "  api: port 3000, /api/*, health /up",
      "  worker: no port",
      ".dockerignore has new lines at its end: deploy/aws",
    ],
  ]);
  expect(text(".dockerignore")).toBe("node_modules\ndeploy/aws\n");
  expect(text("deploy/aws/environments/shared.ts")).toBe(`import type { ServiceInput } from "./input";

/** First part of every name on AWS. */
export const project = "big";

/** What every environment runs, said once. Hover a property for what it takes. */
export const services: Readonly<Record<"web" | "api" | "worker", ServiceInput>> = {
  // Its Dockerfile has no USER, so it runs as root: better one there, and without this \`user\`.
  web: {
    image: "../..",
    port: 8080,
    route: { path: "/*", health: "/" },
    user: "root",
  },
  api: {
    image: "../../services/api",
    port: 3000,
    route: { path: "/api/*", health: "/up" },
  },
  worker: {
    image: "../../services/worker",
  },
};
`);
  symlinkSync(join(root, "node_modules"), at("deploy/aws/node_modules"));
  const synth = await finish(process.execPath, ["synth.js"], {
    cwd: at("deploy/aws"),
    env: { SLIPWAY_ENVIRONMENT: "local" },
  });
  expect(synth).toEqual({ code: 0, stdout: "", stderr: "" });
  // The project is one from which another repository can begin too.
  rmSync(at("deploy/aws/cdktf.out"), { recursive: true });
  const second = new Folder({ Dockerfile: WEB });
  try {
    const again = await slipway(["init", second.path, ...GIVEN], { cwd: at("deploy/aws") });
    expect([again.code, again.stderr]).toEqual([0, ""]);
    expect(readdirSync(join(second.path, "infrastructure/environments"))).toEqual(
      readdirSync(at("deploy/aws/environments")),
    );
  } finally {
    second.remove();
  }
});

describe("refuses, and writes nothing:", () => {
  const untouched = async (args: readonly string[], expected: Finished) => {
    const before = readdirSync(folder.path, { recursive: true });
    expect(await init(...args)).toEqual(expected);
    expect(readdirSync(folder.path, { recursive: true })).toEqual(before);
  };

  test("a repository without a Dockerfile", async () => {
    folder = new Folder({ "Dockerfile.dev": WEB });
    await untouched(GIVEN, refusal('folder must have a Dockerfile, got "." without one; write one first'));
  });

  test("one of Windows", async () => {
    folder = new Folder({
      "app/Dockerfile": "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nEXPOSE 80\n",
    });
    await untouched(
      GIVEN,
      refusal(
        "the Dockerfile in app must be one of Linux, got a base of Windows; build it elsewhere and give an environment its uri",
      ),
    );
  });

  test("a Slipway project that is there", async () => {
    folder = new Folder({ Dockerfile: WEB, "aws/cdktf.json": "{}", "aws/environments/define.ts": "" });
    await untouched(
      GIVEN,
      refusal(
        'folder must be a repository without a Slipway project, got "." with one in "aws"; its environments are in aws/environments',
      ),
    );
  });

  test("a place that is taken, with all that is there", async () => {
    folder = new Folder({ Dockerfile: WEB, "infrastructure/main.tf": "", "infrastructure/a/b.tf": "" });
    await untouched(
      GIVEN,
      refusal(
        '--into must be a folder that is new or empty, got "infrastructure" with a, main.tf; name another one',
      ),
    );
  });

  test.each([
    [
      "C:\\shop",
      "infrastructure",
      'folder must be a path with forward slashes and no drive, got "C:\\\\shop"',
    ],
    ["d:/shop", "infrastructure", 'folder must be a path with forward slashes and no drive, got "d:/shop"'],
    [".", "deploy\\aws", '--into must be a path with forward slashes and no drive, got "deploy\\\\aws"'],
    [".", "../aws", '--into must be a folder of the repository, got "../aws"'],
    [".", "/srv/aws", '--into must be a folder of the repository, got "/srv/aws"'],
    [".", "./", '--into must be a folder of the repository, got "./"'],
    ["no/where", "aws", 'folder must be a folder that is there, got "no/where"'],
    ["package.json", "aws", 'folder must be a folder that is there, got "package.json"'],
  ])("paths %j, %j", async (path, into, problem) => {
    folder = new Folder({ Dockerfile: WEB });
    await expect(initInProcess(path, { into, port: [] })).rejects.toThrow(
      `the command is not valid:\n  - ${problem}`,
    );
  });

  test("answers that are missing or wrong, all at once, also with --yes", async () => {
    folder = new Folder({ Dockerfile: "FROM node:20\n" }, "a-name-that-is-too-long");
    await untouched(
      ["--account", "12", "--yes"],
      refusal(
        "--project must be given where nobody is asked, got nothing; first part of every name on AWS",
        '--account must be an AWS account of 12 digits in quotes, got "12"',
        "--region must be given where nobody is asked, got nothing; for example eu-west-1",
        "--port must be given where nobody is asked, got nothing; for web, whose Dockerfile has no EXPOSE: 3000, or none for a worker",
      ),
    );
  });

  test("what another rule refuses", async () => {
    folder = new Folder({ "a-service-with-quite-a-long-name/Dockerfile": WEB });
    const { code, stderr } = await init(...GIVEN);
    expect([code, stderr]).toEqual([
      1,
      'the command is not valid:\n  - services.a-service-with-quite-a-long-name as a name must have lower-case letters, digits and single hyphens, start with a letter, and at most 20 characters, got "a-service-with-quite-a-long-name"\n',
    ]);
  });
});
