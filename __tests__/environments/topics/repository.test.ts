import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { all, only, problemsOf, resolved, stacksOf } from "../../support/language";
import { root } from "../../support/synth-environment";
import type { RepositoryInput } from "../../../environments/topics/repository";

const folder = mkdtempSync(join(root, "cdktf.out.test-logo-"));
const file = (name: string, bytes: number): string => {
  const path = join(folder, name);
  writeFileSync(path, "");
  truncateSync(path, bytes);
  return relative(root, path);
};
const logo = file("logo.png", 512_000);
const large = file("large.png", 512_001);
afterAll(() => rmSync(folder, { recursive: true }));

const service = (repository: object, more: object = {}) => ({ image: "apps/backend", repository, ...more });
const problems = (repository: object, environment: object = {}) =>
  problemsOf(environment, service(repository));
const repositoryOf = (repository: RepositoryInput, more: object = {}) =>
  resolved({}, service(repository, more)).services[0]?.repository;

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234";
const ROLE = "arn:aws:iam::444455556666:role/ci";
const full: RepositoryInput = {
  mutable: true,
  scanOnPush: false,
  kmsKey: KEY,
  forceDelete: true,
  keepImages: 20,
  untaggedDays: 1,
  pullAccounts: ["444455556666"],
  pullRoles: [ROLE],
  pullServices: ["codebuild.amazonaws.com"],
  pushAccounts: ["777788889999"],
  pushRoles: [ROLE],
};

test("without a word: the defaults, and nothing of what is not used", () => {
  expect(repositoryOf({})).toEqual({
    mutable: false,
    forceDelete: false,
    keepImages: 100,
    untaggedDays: 14,
    pullAccounts: [],
  });
});

test("every property is taken as it is said", () => {
  expect(repositoryOf(full)).toEqual(full);
});

test("a public repository has the name of the private one, and says what it is built for", () => {
  const gallery = { description: "The shop" };
  expect(repositoryOf({ public: gallery })?.public).toEqual({
    name: "slipway-dev-web",
    description: "The shop",
    architectures: ["x86-64"],
    operatingSystems: ["Linux"],
  });
  expect(repositoryOf({ public: gallery }, { architecture: "arm64" })?.public?.architectures).toEqual([
    "ARM 64",
  ]);
});

const everything = {
  name: "shop/web",
  description: "The shop",
  about: "# About",
  usage: "docker run",
  architectures: ["x86"],
  operatingSystems: ["Windows"],
  logo,
} as const;

test("or what it is told", () => {
  expect(repositoryOf({ public: everything })?.public).toEqual(everything);
});

test.each<[object, string]>([
  [{ mutable: "no" }, 'mutable must be true or false, got "no"'],
  [{ scanOnPush: 1 }, "scanOnPush must be true or false, got 1"],
  [{ kmsKey: "alias/ecr" }, 'kmsKey must be "create" or the ARN of a KMS key, got "alias/ecr"'],
  [
    { kmsKey: "arn:aws:kms:eu-central-1:111122223333:key/1" },
    'kmsKey must be in the region of the environment (eu-west-1), got "arn:aws:kms:eu-central-1:111122223333:key/1"; services encrypt with keys of their own region only',
  ],
  [{ untaggedDays: 366 }, "untaggedDays must be a whole number from 1 to 365, got 366"],
  [{ pullAccounts: ["*"] }, 'pullAccounts[0] must be an AWS account of 12 digits in quotes, got "*"'],
  [{ pushAccounts: ["1"] }, 'pushAccounts[0] must be an AWS account of 12 digits in quotes, got "1"'],
  [
    { pullRoles: ["arn:aws:iam::444455556666:role/*"] },
    'pullRoles[0] must be the ARN of an IAM role such as arn:aws:iam::111122223333:role/build, got "arn:aws:iam::444455556666:role/*"',
  ],
  [
    { pushRoles: ["ci"] },
    'pushRoles[0] must be the ARN of an IAM role such as arn:aws:iam::111122223333:role/build, got "ci"',
  ],
  [
    { pullServices: ["lambda"] },
    'pullServices[0] must be the name of an AWS service such as codebuild.amazonaws.com, got "lambda"',
  ],
  [{ public: {} }, "public.description must have 1 to 1024 characters, got nothing"],
  [
    { public: { ...everything, architectures: ["amd64"] } },
    'public.architectures[0] must be one of "ARM", "ARM 64", "x86", "x86-64", got "amd64"; did you mean "x86-64"?',
  ],
  [
    { public: { ...everything, operatingSystems: [] } },
    "public.operatingSystems must name at least one operating system, got []",
  ],
  [
    { public: { ...everything, name: "Shop" } },
    'public.name must have 2 to 205 lower-case letters and digits, single ".", "_", "-" or "/" between them, got "Shop"',
  ],
  [
    { public: { ...everything, logo: "no.png" } },
    'public.logo must be a file in the project, got "no.png", which is none',
  ],
  [
    { public: { ...everything, logo: "docs" } },
    'public.logo must be a file in the project, got "docs", which is none',
  ],
  [
    { public: { ...everything, logo: large } },
    `public.logo must have at most 512000 bytes, got "${large}" with 512001`,
  ],
])("refuses %j", (repository, message) => {
  expect(problems(repository)).toEqual([`services.web.repository.${message}`]);
});

test("texts of the gallery have the provider's limit", () => {
  for (const name of ["about", "usage"]) {
    const gallery = (length: number) => ({ public: { ...everything, [name]: "x".repeat(length) } });
    expect(problems(gallery(10_240))).toEqual([]);
    expect(problems(gallery(10_241))[0]).toContain(
      `services.web.repository.public.${name} must have 1 to 10240 characters, got "xxx`,
    );
  }
});

test("a public repository is refused where there is none, and where it would leave the machine", () => {
  const repository = { public: { description: "The shop" } };
  expect(problems(repository, { emulator: { endpoint: "http://localhost:4566" } })).toEqual([
    "services.web.repository.public must not be set with an emulator, got a public repository; its images would go to the real public.ecr.aws",
  ]);
  expect(problems(repository, { region: "cn-north-1" })).toEqual([
    "services.web.repository.public must not be set in cn-north-1, got a public repository; only accounts of the public AWS partition have a public registry",
  ]);
});

test("a protected environment scans what is pushed, unless the registry decides", () => {
  const environment = { protected: true };
  expect(problems({ scanOnPush: false }, environment)).toEqual([
    "services.web.repository.scanOnPush must be true in a protected environment without registry.scanning, got false",
  ]);
  expect(problems({ scanOnPush: false }, { ...environment, registry: { scanning: "enhanced" } })).toEqual([]);
  expect(problems({ scanOnPush: true }, environment)).toEqual([]);
});

describe("in the images stack", () => {
  it("a key of its own encrypts the repository", () => {
    const { images } = stacksOf(resolved({}, service({ kmsKey: "create" })));
    expect(only(images, "aws_kms_alias").name).toBe("alias/slipway-dev-web");
    expect(only(images, "aws_ecr_repository").encryption_configuration).toEqual([
      { encryption_type: "KMS", kms_key: expect.stringMatching(/^\$\{aws_kms_key\.\w[\w-]*\.arn\}$/) },
    ]);
  });

  it("who may pull and push reaches the policy, services on behalf of the environment's account", () => {
    const { images } = stacksOf(resolved({}, service(full)));
    const { Statement } = JSON.parse(String(only(images, "aws_ecr_repository_policy").policy)) as {
      Statement: { Sid: string; Principal: unknown; Condition?: unknown }[];
    };
    expect(Statement.map(({ Sid, Principal }) => [Sid, Principal])).toEqual([
      ["Pull", { AWS: ["444455556666", ROLE] }],
      ["Push", { AWS: ["777788889999", ROLE] }],
      ["PullByServices", { Service: ["codebuild.amazonaws.com"] }],
    ]);
    expect(Statement[2]?.Condition).toEqual({ StringEquals: { "aws:SourceAccount": "111122223333" } });
    expect(only(images, "aws_ecr_repository")).toMatchObject({
      image_scanning_configuration: { scan_on_push: false },
      encryption_configuration: [{ encryption_type: "KMS", kms_key: KEY }],
    });
  });

  it("a published image goes to both repositories and is deployed from the private one", () => {
    const stacks = stacksOf(resolved({}, service({ public: everything })));
    expect(only(stacks.images, "aws_ecrpublic_repository")).toMatchObject({
      repository_name: "shop/web",
      catalog_data: { logo_image_blob: expect.stringMatching(/^\$\{filebase64\("\.\.\/.*logo\.png"\)\}$/) },
    });
    expect(only(stacks.images, "docker_tag").target_image).toMatch(
      /^\$\{aws_ecrpublic_repository\.[\w-]+\.repository_uri\}:src-[0-9a-f]{20}$/,
    );
    expect(all(stacks.images, "docker_registry_image")).toHaveLength(2);
    expect(String(only(stacks.services, "aws_ecs_task_definition").container_definitions)).toContain(
      '"image":"111122223333.dkr.ecr.eu-west-1.amazonaws.com/slipway-dev-web:src-',
    );
  });
});
