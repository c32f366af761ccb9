import { closedEndpoint, FakeAws, type Answer } from "../../support/fake-aws";
import { FakeMachine, slipway, TERRAFORM_1_11 } from "../../support/slipway";

// Each command is a process of its own.
const DIGEST = `sha256:${"a".repeat(64)}`;
const OTHER = `sha256:${"b".repeat(64)}`;
const ACCOUNT = "000000000000";
const REPOSITORY = "slipway-local-backend";
const machine = new FakeMachine().program("terraform", TERRAFORM_1_11);

/** What the registry holds: tag -> digest. */
let tags: Map<string, string>;
/** What each operation was asked, in their order. */
let asked: [string, unknown][];
/** Instead of the answer of the operation. */
let instead: Readonly<Record<string, Answer | undefined>>;
let aws: FakeAws;

interface Asked {
  readonly imageIds?: readonly [{ readonly imageTag?: string; readonly imageDigest?: string }];
  readonly imageTag?: string;
  readonly imageDigest?: string;
}

beforeAll(async () => {
  const operation = (name: string, body: (input: Asked) => object) => (input: unknown) => {
    asked.push([name, input]);
    return instead[name] ?? { body: body(input as Asked) };
  };
  aws = await FakeAws.start(() => ({
    BatchGetImage: operation("BatchGetImage", ({ imageIds: [{ imageTag = "" }] = [{}] }) => {
      const imageDigest = tags.get(imageTag);
      return {
        images: imageDigest === undefined ? [] : [{ imageId: { imageDigest }, imageManifest: "{}" }],
      };
    }),
    PutImage: operation("PutImage", ({ imageTag = "", imageDigest = "" }) => {
      tags.set(imageTag, imageDigest);
      return { image: {} };
    }),
    DescribeImages: operation("DescribeImages", ({ imageIds: [{ imageDigest }] = [{}] }) => ({
      imageDetails: [
        {
          imageDigest,
          imageSizeInBytes: 10_485_760,
          imageTags: [...tags].flatMap(([tag, digest]) => (digest === imageDigest ? [tag] : [])).reverse(),
        },
      ],
    })),
  }));
});
afterAll(async () => {
  machine.remove();
  await aws.stop();
});
beforeEach(() => {
  tags = new Map();
  asked = [];
  instead = {};
});

/** Runs the command; a Docker engine can not be found, so that each thing that needs one fails. */
const build = (args: readonly string[], extraTags = "git-0123456789ab,v1.2.3") =>
  slipway(["build", ...args], {
    env: {
      ...machine.env,
      SLIPWAY_EMULATOR_ENDPOINT: aws.endpoint,
      SLIPWAY_EXTRA_TAGS: extraTags,
      DOCKER_HOST: `unix://${machine.folder}/docker.sock`,
    },
  });
const operations = () => asked.map(([operation]) => operation);
const refused = (problem: string) => `Cannot release environment "local":\n  - ${problem}\n`;

let content: string;
beforeAll(async () => {
  const { stdout } = await build(["local", "backend", "--dry-run", "--json"]);
  content = (JSON.parse(stdout) as { tags: [string] }).tags[0];
  expect(content).toMatch(/^src-[0-9a-f]{20}$/);
});

describe("--dry-run", () => {
  it("says what a deployment would build, and asks nobody", async () => {
    expect(await build(["dev", "backend", "--dry-run"])).toEqual({
      code: 0,
      stdout: [
        "Nothing was done. What would be built and pushed, unless the repository has its first tag:",
        "  repository  111122223333.dkr.ecr.eu-west-1.amazonaws.com/slipway-dev-backend",
        `  tags        ${content}, git-0123456789ab, v1.2.3`,
        "  context     apps/backend",
        "  dockerfile  Dockerfile",
        "  platform    linux/amd64",
        "",
      ].join("\n"),
      stderr: "git             images get the tags of SLIPWAY_EXTRA_TAGS: git-0123456789ab, v1.2.3\n",
    });
    expect(aws.called).toEqual([]);
  });

  it("--json says the same", async () => {
    const { code, stdout } = await build(["local", "backend", "--dry-run", "--json"], "");
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        environment: "local",
        service: "backend",
        dryRun: true,
        repository: `${new URL(aws.endpoint).host}/${REPOSITORY}`,
        tags: [content],
        build: { context: "apps/backend", dockerfile: "Dockerfile", platform: "linux/amd64", args: {} },
      },
    ]);
    expect(asked).toEqual([]);
  });

  it("needs no emulator", async () => {
    const env = { ...machine.env, SLIPWAY_EMULATOR_ENDPOINT: await closedEndpoint() };
    expect((await slipway(["build", "local", "backend", "--dry-run"], { env })).code).toBe(0);
  });
});

describe("content that the registry has", () => {
  beforeEach(() => tags.set(content, DIGEST));

  it("is not built; its missing tags are put on the same manifest", async () => {
    const { code, stdout } = await build(["local", "backend", "--json"]);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      {
        environment: "local",
        service: "backend",
        outcome: "present",
        repository: `${new URL(aws.endpoint).host}/${REPOSITORY}`,
        tags: [content, "git-0123456789ab", "v1.2.3"].sort(),
        added: ["git-0123456789ab", "v1.2.3"],
        digest: DIGEST,
        sizeBytes: 10_485_760,
        seconds: expect.any(Number),
      },
    ]);
    const place = { registryId: ACCOUNT, repositoryName: REPOSITORY };
    expect(asked.filter(([operation]) => operation === "PutImage").map(([, input]) => input)).toEqual(
      ["git-0123456789ab", "v1.2.3"].map((imageTag) => ({
        ...place,
        imageManifest: "{}",
        imageDigest: DIGEST,
        imageTag,
      })),
    );
    for (const [, input] of asked) expect(input).toMatchObject(place);
  });

  it("with all its tags is left alone, and that is said", async () => {
    tags.set("v1.2.3", DIGEST);
    const { code, stdout } = await build(["local", "backend"], "v1.2.3");
    expect(operations()).not.toContain("PutImage");
    expect([code, stdout.replace(/time +.*/, "time")]).toEqual([
      0,
      [
        "The repository has this content already: nothing was built or pushed.",
        `  repository  ${new URL(aws.endpoint).host}/${REPOSITORY}`,
        `  tags        ${content}, v1.2.3`,
        `  digest      ${DIGEST}`,
        "  size        10.0 MiB",
        "  time",
        "",
      ].join("\n"),
    ]);
  });

  it("never takes a tag from another image", async () => {
    tags.set("v1.2.3", OTHER);
    expect(await build(["local", "backend"], "git-0123456789ab,v1.2.3")).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining(
        refused(
          `tag v1.2.3 must stand for one image, got ${OTHER} in the repository, which has other content; commit what differs (also ignored files and build arguments count), or set SLIPWAY_EXTRA_TAGS= for no git tags`,
        ),
      ),
    });
    expect(operations()).not.toContain("PutImage");
  });

  it.each(["ImageAlreadyExistsException", "ImageTagAlreadyExistsException"])(
    "is tagged by another run meanwhile: %s",
    async (type) => {
      instead = { PutImage: { status: 400, body: { __type: type, message: "there" } } };
      expect((await build(["local", "backend", "--json"], "v1.2.3")).code).toBe(0);
    },
  );
});

describe("content that the registry has not", () => {
  it("is not built when one of its tags stands on another image", async () => {
    tags.set("git-0123456789ab", OTHER);
    const { code, stderr } = await build(["local", "backend"]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("tag git-0123456789ab must stand for one image"),
    ]);
    expect(stderr).not.toContain("Docker");
  });

  it("needs a Docker engine", async () => {
    const { code, stderr } = await build(["local", "backend", "--no-install"]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(
        `a Docker engine must answer at DOCKER_HOST=unix://${machine.folder}/docker.sock, got no answer; start it there, or unset DOCKER_HOST\n`,
      ),
    ]);
    expect(operations()).not.toContain("PutImage");
  });
});

test.each([
  [
    "RepositoryNotFoundException",
    "no such repository",
    `environment "local" is not ready:\n  - repository "${REPOSITORY}" must exist in account ${ACCOUNT} in us-east-1, got none; make it with: npx slipway cdktf deploy 'local-images'`,
  ],
  [
    "AccessDeniedException",
    "no",
    `AWS request failed: ecr:BatchGetImage on repository "${REPOSITORY}" (environment local, account ${ACCOUNT}, us-east-1)\n  AccessDeniedException: no`,
  ],
])("%s is told in words, with exit code 1", async (type, message, told) => {
  instead = { BatchGetImage: { status: 400, body: { __type: type, message } } };
  expect(await build(["local", "backend"], "")).toEqual({
    code: 1,
    stdout: "",
    stderr: `git             images get no git tags: SLIPWAY_EXTRA_TAGS is empty\n${told}\n`,
  });
});

test.each([
  [
    ["deev", "backend"],
    'environment must be one of local, dev, staging, production, got "deev"; did you mean "dev"?',
  ],
  [["dev", "backnd"], 'service must be one of backend, frontend, got "backnd"; did you mean "backend"?'],
])("%j is answered with the known names", async (args, problem) => {
  expect(await build(args)).toEqual({
    code: 1,
    stdout: "",
    stderr: `the command is not valid:\n  - ${problem}\n`,
  });
});

test("without an emulator nothing is built", async () => {
  const endpoint = await closedEndpoint();
  const env = { ...machine.env, SLIPWAY_EMULATOR_ENDPOINT: endpoint, SLIPWAY_EXTRA_TAGS: "" };
  const { code, stderr } = await slipway(["build", "local", "backend"], { env });
  expect([code, stderr]).toEqual([1, expect.stringContaining(`the emulator must answer at ${endpoint}`)]);
});
