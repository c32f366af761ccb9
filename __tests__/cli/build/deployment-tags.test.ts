import {
  deployedEnvironments,
  releases,
  withGitTags,
  type Release,
} from "../../../cli/build/deployment-tags";
import { resolveEnvironment } from "../../../environments";
import type { Progress } from "../../../toolchain/progress";
import { FakeAws, type Answer } from "../../support/fake-aws";
import { root } from "../../support/synth-environment";

// Each deployment is synthesised in a process of its own.
test.each([
  [["deploy", "dev-*"], [["dev", true]]],
  [["deploy", "--auto-approve", "production-services"], [["production", false]]],
  [
    ["deploy", "staging-images", "production-foundation"],
    [
      ["staging", true],
      ["production", false],
    ],
  ],
  [
    ["deploy", "*-images"],
    [
      ["local", true],
      ["dev", true],
      ["staging", true],
      ["production", true],
    ],
  ],
  [
    ["deploy", "*"],
    [
      ["local", true],
      ["dev", true],
      ["staging", true],
      ["production", true],
    ],
  ],
  [["deploy", "de?-services"], [["dev", false]]],
  [["deploy", "develop-*"], []],
  [["deploy", "dev.images"], []],
  [["deploy", "dev"], []],
  [["deploy"], []],
])("%j deploys %j", (args, expected) => {
  expect(deployedEnvironments(args).map(({ name, images }) => [name, images])).toEqual(expected);
});

describe("after a deployment", () => {
  const DIGEST = `sha256:${"a".repeat(64)}`;
  const OTHER = `sha256:${"b".repeat(64)}`;
  const environment = resolveEnvironment("local", root);
  const release = (choice: Partial<Release["choice"]> = {}, images = true): Release => ({
    environment,
    images,
    choice: { tags: ["git-1", "v1.2.3"], from: "git", note: "the note", ...choice },
  });

  let aws: FakeAws;
  /** Digest of a tag in a repository. */
  let digestOf: (repository: string, tag: string) => string | undefined;
  let putImage: Answer;
  let put: string[];
  let said: string[];
  const progress: Progress = {
    say: (subject, message) => said.push(`${subject} ${message}`),
    during: (_subject, _message, work) => work(() => undefined),
  };

  beforeAll(async () => {
    aws = await FakeAws.start(() => ({
      BatchGetImage(input) {
        const { repositoryName, imageIds } = input as {
          repositoryName: string;
          imageIds: [{ imageTag: string }];
        };
        const imageDigest = digestOf(repositoryName, imageIds[0].imageTag);
        return { body: { images: imageDigest === undefined ? [] : [{ imageId: { imageDigest } }] } };
      },
      PutImage(input) {
        const { repositoryName, imageTag } = input as { repositoryName: string; imageTag: string };
        put.push(`${repositoryName}:${imageTag}`);
        return putImage;
      },
    }));
    process.env.SLIPWAY_EMULATOR_ENDPOINT = aws.endpoint;
  });
  afterAll(async () => {
    delete process.env.SLIPWAY_EMULATOR_ENDPOINT;
    await aws.stop();
  });
  beforeEach(() => {
    put = [];
    said = [];
    putImage = { body: {} };
    digestOf = (_repository, tag) => (tag.startsWith("src-") ? DIGEST : undefined);
  });

  const deploy = (release: Release, succeeds = true) =>
    withGitTags([release], { variables: {}, progress }, () => Promise.resolve(succeeds));
  const content = (text: string) => text.replace(/src-[0-9a-f]{20}/, "src");

  it("that succeeded, each image has the tags, and that is said", async () => {
    await deploy(release());
    expect(put).toEqual(
      ["backend", "frontend"].flatMap((service) => [
        `slipway-local-${service}:git-1`,
        `slipway-local-${service}:v1.2.3`,
      ]),
    );
    expect(said.map(content)).toEqual([
      "git the note",
      "git slipway-local-backend:src is git-1, v1.2.3 too",
      "git slipway-local-frontend:src is git-1, v1.2.3 too",
    ]);
  });

  it("that changed nothing, nothing is put and nothing is said", async () => {
    digestOf = () => DIGEST;
    await deploy(release());
    expect([put, said]).toEqual([[], ["git the note"]]);
  });

  it("that failed, no tag is put", async () => {
    await deploy(release(), false);
    expect([put, said]).toEqual([[], ["git the note"]]);
  });

  it.each([
    ["of SLIPWAY_EXTRA_TAGS, which are Terraform's", release({ from: "variable" }), ["git the note"]],
    ["where there are none", release({ tags: [] }), ["git the note"]],
    ["of other stacks", release({}, false), []],
  ])("no tags are put %s", async (_name, what, notes) => {
    await deploy(what);
    expect([put, said]).toEqual([[], notes]);
  });

  it("a tag of another image stays there, and that is said", async () => {
    digestOf = (_repository, tag) => (tag === "v1.2.3" ? OTHER : DIGEST);
    await deploy(release());
    expect(put).toEqual([]);
    expect(said[1]).toBe(
      `git slipway-local-backend: tag v1.2.3 must stand for one image, got ${OTHER} in the repository, which has other content; commit what differs (also ignored files and build arguments count), or set SLIPWAY_EXTRA_TAGS= for no git tags`,
    );
  });

  it("an image that is not there gets none, and that is said", async () => {
    digestOf = (repository) => (repository.endsWith("backend") ? undefined : DIGEST);
    await deploy(release());
    expect(said.slice(1).map(content)).toEqual([
      "git slipway-local-backend has no image src: no tags were added",
    ]);
  });

  it("what AWS refuses is said for each image, and the deployment stays a success", async () => {
    putImage = { status: 400, body: { __type: "AccessDeniedException", message: "no" } };
    await deploy(release());
    expect(said.slice(1).map((line) => line.split(":")[0])).toEqual([
      "git slipway-local-backend",
      "git slipway-local-frontend",
    ]);
    expect(said[1]).toContain("AWS request failed: ecr:PutImage");
  });

  it("nothing is read for a verb that deploys nothing", async () => {
    expect(await releases([], { allowDirty: false })).toEqual([]);
  });

  it("where nothing is built, no image gets a tag", async () => {
    const deployed = ["dev", "staging"].map((name) => ({ name, images: true }));
    expect(
      (await releases(deployed, { allowDirty: true })).map(({ environment, images }) => [
        environment.name,
        images,
      ]),
    ).toEqual([
      ["dev", true],
      ["staging", false],
    ]);
  });
});
