import {
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  DeleteRepositoryCommand,
} from "@aws-sdk/client-ecr";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GitRepository } from "../../support/git-repository";
import { finish, slipway, succeeded } from "../../support/slipway";
import { LocalProject } from "../platform/local-project";

/**
 * `slipway build` as a user runs it: the real Docker engine, a registry that refuses to move a tag, and the result read
 * back by the AWS API. The steps build on each other, in their order.
 */
const REPOSITORY = "slipway-local-web";
const APP = "apps/tiny";
let project: LocalProject;
let git: GitRepository;
let ecr: ECRClient;

beforeAll(async () => {
  project = await LocalProject.start();
  mkdirSync(join(project.copy.path, APP, "logs"), { recursive: true });
  write(
    "Dockerfile",
    "FROM scratch AS other\nCOPY greeting /other\nFROM scratch AS production\nCOPY . /\nUSER 10001\n",
  );
  write(".dockerignore", "secret\n**.log\n");
  write("greeting", "hello");
  write("secret", "must not travel");
  write("Secret", "has another name");
  write("logs/x.log", "must not travel");
  project.services(`{ web: { image: { context: "${APP}", target: "production" } } }`);
  git = project.repository(`${APP}/ignored\n`);
  git.commit("first");
  ecr = new ECRClient(project.client);
});
afterAll(async () => {
  ecr.destroy();
  await project.stop();
});

const write = (file: string, text: string) => writeFileSync(join(project.copy.path, APP, file), text);
const run = (args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) =>
  slipway(args, { ...project.started, env: { ...project.started.env, ...env } });
const head = () => `git-${git.git("rev-parse", "--short=12", "HEAD").trim()}`;

interface Built {
  readonly outcome: string;
  readonly tags: string[];
  readonly added: string[];
  readonly digest: string;
  readonly sizeBytes: number;
}

/** Runs the command, which must succeed. */
async function build(env: Readonly<Record<string, string | undefined>> = {}): Promise<Built> {
  return JSON.parse(succeeded(await run(["build", "local", "web", "--json"], env))) as Built;
}

/** Tags by digest, from the registry. */
async function registry(): Promise<Record<string, string[]>> {
  const { imageDetails = [] } = await ecr.send(new DescribeImagesCommand({ repositoryName: REPOSITORY }));
  return Object.fromEntries(
    imageDetails.map(({ imageDigest = "", imageTags = [] }) => [imageDigest, [...imageTags].sort()]),
  );
}

/** Files of an image that the engine has. */
async function filesOf(image: string): Promise<string[]> {
  const { stdout: id } = await finish("docker", ["create", image, "nothing"]);
  const { stdout } = await finish("sh", ["-c", `docker export ${id.trim()} | tar -t`]);
  await finish("docker", ["rm", id.trim()]);
  return stdout.split("\n");
}

let first: Built;

it("says which command makes the repository when there is none", async () => {
  const { code, stderr } = await run(["build", "local", "web"]);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining(
      `repository "${REPOSITORY}" must exist in account 000000000000 in us-east-1, got none; make it with: npx slipway cdktf deploy 'local-images'`,
    ),
  ]);
});

it("--dry-run leaves nothing behind", async () => {
  await ecr.send(
    new CreateRepositoryCommand({ repositoryName: REPOSITORY, imageTagMutability: "IMMUTABLE" }),
  );
  const { code, stdout } = await run(["build", "local", "web", "--dry-run"], {
    DOCKER_HOST: "unix:///nowhere",
  });
  expect([code, stdout]).toEqual([0, expect.stringContaining(head())]);
  expect(await registry()).toEqual({});
});

it("builds and pushes, under the content's tag, the commit's and the version's", async () => {
  git.git("tag", "--annotate", "v1.2.3", "--message", "first release");
  first = await build();
  expect(first).toMatchObject({ outcome: "built", digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
  expect(first.sizeBytes).toBeGreaterThan(0);
  expect(first.tags).toEqual([head(), expect.stringMatching(/^src-/), "v1.2.3"]);
  expect([...first.added].sort()).toEqual(first.tags);
  expect(await registry()).toEqual({ [first.digest]: first.tags });
});

it("is what a deployment builds: target, and the ignore file's word", async () => {
  const tag = first.tags.find((each) => each.startsWith("src-")) ?? "";
  const image = `localhost:${project.emulator.port}/${REPOSITORY}:${tag}`;
  const { stdout } = await finish("docker", ["inspect", "--format", "{{.Config.User}}", image]);
  expect(stdout.trim()).toBe("10001");
  const files = await filesOf(image);
  expect(files).toContain("greeting");
  expect(files).not.toContain("other");
  expect(files).toContain("Secret");
  expect(files).not.toContain("secret");
  expect(files).not.toContain("logs/x.log");
});

it("does nothing the second time, and needs no engine for it", async () => {
  const before = await registry();
  const second = await build({ DOCKER_HOST: "unix:///nowhere" });
  expect(second).toMatchObject({ outcome: "present", added: [], digest: first.digest, tags: first.tags });
  expect(await registry()).toEqual(before);
});

it("a commit that leaves the image as it is adds its tag, and takes none away", async () => {
  git.commit("nothing of the image");
  const again = await build({ DOCKER_HOST: "unix:///nowhere" });
  expect(again).toMatchObject({ outcome: "present", added: [head()], digest: first.digest });
  expect(again.tags).toEqual([...first.tags, head()].sort());
  expect(await registry()).toEqual({ [first.digest]: again.tags });
});

it("a work tree with changes is another image without git tags", async () => {
  write("greeting", "hello again");
  const dirty = await build();
  expect(dirty).toMatchObject({ outcome: "built", tags: [expect.stringMatching(/^src-/)] });
  expect(dirty.digest).not.toBe(first.digest);
  git.git("checkout", "--quiet", "--", APP);
});

it("the same commit with another ignored file is refused, and moves nothing", async () => {
  const before = await registry();
  write("ignored", "in the image, and in no commit");
  const { code, stderr } = await run(["build", "local", "web"]);
  expect([code, stderr]).toEqual([1, expect.stringContaining(`tag ${head()} must stand for one image`)]);
  expect(await registry()).toEqual(before);
  expect(await build({ SLIPWAY_EXTRA_TAGS: "" })).toMatchObject({
    outcome: "built",
    tags: [expect.any(String)],
  });
  git.git("clean", "--quiet", "-x", "--force", APP);
});

it("shows the failed step in the builder's own words", async () => {
  write("Dockerfile", "FROM scratch AS production\nCOPY missing /\nUSER 10001\n");
  const { code, stdout, stderr } = await run(["build", "local", "web"]);
  expect([code, stdout]).toEqual([1, ""]);
  // BuildKit names the stage of a step only in some versions.
  expect(stderr).toMatch(
    /^Building the image of web failed \(\S+\/Dockerfile, stage production\):\n {2}\[(production )?1\/1\] COPY missing \/$/m,
  );
  expect(stderr).not.toMatch(/^\s+at /m);
  git.git("checkout", "--quiet", "--", APP);
});

it("leaves no folder behind", () => {
  const left = readdirSync(join(project.copy.path, ".slipway")).filter((name) => name.startsWith("build-"));
  expect(left).toEqual([]);
});

describe("beside cdktf deploy local-images", () => {
  const deploy = () => run(["cdktf", "deploy", "local-images", "--auto-approve"]);

  it("which puts the git tags on its images too", async () => {
    await ecr.send(new DeleteRepositoryCommand({ repositoryName: REPOSITORY, force: true }));
    const s3 = new S3Client(project.client);
    await s3.send(new CreateBucketCommand({ Bucket: project.environment.state.bucket }));
    s3.destroy();
    const { code, stdout, stderr } = await deploy();
    expect([code, code === 0 ? "" : stdout + stderr]).toEqual([0, ""]);
    expect(Object.values(await registry())).toEqual([[head(), expect.stringMatching(/^src-/)]]);
  });

  it("which takes what was built before as it is, and then has nothing to do", async () => {
    write("greeting", "a second greeting");
    git.commit("another greeting");
    const built = await build();
    expect(built.outcome).toBe("built");
    const before = await registry();
    const { code, stdout, stderr } = await deploy();
    expect([code, code === 0 ? "" : stdout + stderr]).toEqual([0, ""]);
    expect(await registry()).toEqual(before);
    expect(await project.terraform("local-images").changes()).toBe("");
  });
});
