import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { get } from "../../../emulator/loopback";
import type { ReleaseRecord } from "../../../release/record";
import type { GitRepository } from "../../support/git-repository";
import { slipway, succeeded } from "../../support/slipway";
import { LocalProject } from "../platform/local-project";

/**
 * `slipway deploy` and `slipway unlock` as a user runs them: real Terraform, real containers, an emulator of its own.
 * The steps build on each other, in their order.
 */
const BUCKET = "slipway-local-state-000000000000";
const APP = "apps/tiny";
const LOCK = "local/services.tfstate.tflock";
let project: LocalProject;
let git: GitRepository;
let s3: S3Client;

beforeAll(async () => {
  project = await LocalProject.start();
  mkdirSync(join(project.copy.path, APP));
  write(
    "Dockerfile",
    'ARG NODE_IMAGE=node:22.23.3-trixie-slim\nFROM ${NODE_IMAGE}\nCOPY main.js /\nUSER 10001\nENTRYPOINT []\nCMD ["node", "/main.js"]\n',
  );
  version(1);
  project.services(`{ web: ${service("/*")}, "web-admin": ${service("/admin")} }`);
  git = project.repository();
  git.commit("first");
  s3 = new S3Client(project.client);
  expect((await run("bootstrap", "local")).code).toBe(0);
});
afterAll(async () => {
  s3.destroy();
  await project.stop();
});

const service = (path: string) =>
  `{ image: "${APP}", port: 3000, route: { path: "${path}", health: "/" }, stopTimeoutSeconds: 2 }`;
const write = (file: string, text: string) => writeFileSync(join(project.copy.path, APP, file), text);
const version = (number: number) =>
  write(
    "main.js",
    `require("node:http").createServer((_, response) => response.end("version ${number}")).listen(3000);\nprocess.on("SIGTERM", () => process.exit(0));\n`,
  );
const run = (...args: string[]) => slipway(args, project.started);
const page = async (path: string) => (await get(project.address(path))).body;

interface Deployed {
  readonly outcome: string;
  readonly release: ReleaseRecord;
  readonly summary: { readonly images: readonly { readonly name: string }[] };
}

/** Deploys, which must succeed. */
async function deploy(...args: string[]): Promise<Deployed> {
  return JSON.parse(succeeded(await run("deploy", "local", ...args, "--yes", "--json"))) as Deployed;
}

const current = async () => {
  const { Body } = await s3.send(
    new GetObjectCommand({ Bucket: BUCKET, Key: "local/releases/current.json" }),
  );
  return JSON.parse((await Body?.transformToString()) ?? "") as ReleaseRecord;
};

it("asks before it creates anything; without a terminal the error names --yes", async () => {
  const { code, stdout, stderr } = await run("deploy", "local");
  expect(code).toBe(1);
  expect(stdout).toContain("  foundation    23 to add\n");
  expect(stderr).toContain("Run without a prompt: npx slipway deploy local --yes");
});

it("the first deployment makes everything, and is release 1 of its commit", async () => {
  const { outcome, release } = await deploy();
  const commit = git.git("rev-parse", "HEAD").trim();
  expect(outcome).toBe("deployed");
  expect(release).toMatchObject({ number: 1, reason: { kind: "deploy" } });
  expect(Object.keys(release.images)).toEqual(["web", "web-admin"]);
  expect(release.images.web).toMatchObject({
    commit,
    image: expect.stringMatching(/@sha256:[0-9a-f]{64}$/) as string,
  });
  expect(await current()).toEqual(release);
  expect([await page("/"), await page("/admin")]).toEqual(["version 1", "version 1"]);
});

it("a second one has nothing to change, and makes no second record", async () => {
  expect(await deploy()).toMatchObject({ outcome: "unchanged", release: { number: 1 } });
});

it("a named service moves alone, and the record still tells of both", async () => {
  version(2);
  git.commit("second");
  const before = await current();
  const { release, summary } = await deploy("web");
  expect(summary.images.map(({ name }) => name)).toEqual(["web"]);
  expect(release.number).toBe(2);
  expect(release.images["web-admin"]).toEqual(before.images["web-admin"]);
  expect([await page("/"), await page("/admin")]).toEqual(["version 2", "version 1"]);
});

it("somebody else's lock: who, since when, and how it is removed", async () => {
  const lock = {
    ID: "lock-1",
    Operation: "OperationTypeApply",
    Who: "ada@laptop",
    Created: "2026-01-01T10:00:00.5Z",
  };
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: LOCK, Body: JSON.stringify(lock) }));
  const { code, stderr } = await run("deploy", "local", "--yes");
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /local-services: locked by ada@laptop since 2026-01-01T10:00:00Z \(.* ago\) for terraform apply, ID lock-1\n.*npx slipway unlock local\n/,
  );
  const unlocked = JSON.parse((await run("unlock", "local", "--yes", "--json")).stdout) as object;
  expect(unlocked).toMatchObject({ removed: [{ stack: "local-services", id: "lock-1" }] });
  expect(await deploy()).toMatchObject({ outcome: "deployed", release: { number: 3 } });
  expect([await page("/"), await page("/admin")]).toEqual(["version 2", "version 2"]);
});
