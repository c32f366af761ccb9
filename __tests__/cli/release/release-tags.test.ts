import { tagRelease } from "../../../cli/release/release-tags";
import { resolveEnvironment } from "../../../environments";
import type { Progress } from "../../../toolchain/progress";
import { FakeAws, type Answer } from "../../support/fake-aws";
import { root } from "../../support/synth-environment";

const local = resolveEnvironment("local", root);
const [service] = local.services;
const REPOSITORY = "slipway-local-backend";
const DIGEST = `sha256:${"a".repeat(64)}`;
const OTHER = `sha256:${"b".repeat(64)}`;
const image = { image: `registry/slipway-local-backend@${DIGEST}` };

interface Asked {
  readonly repositoryName: string;
  readonly imageIds: readonly [{ readonly imageTag?: string; readonly imageDigest?: string }];
}

/** `repository:tag` -> digest. */
let tags: Map<string, string>;
let put: unknown[];
let instead: Readonly<Record<string, Answer | undefined>>;
let said: string[];
let aws: FakeAws;
const progress: Progress = {
  say: (subject, message) => said.push(`${subject} ${message}`),
  during: (_subject, _message, work) => work(() => undefined),
};

beforeAll(async () => {
  aws = await FakeAws.start(() => ({
    DescribeImages(input) {
      const { repositoryName, imageIds } = input as Asked;
      const { imageDigest } = imageIds[0];
      const imageTags = [...tags].flatMap(([tag, digest]) =>
        digest === imageDigest && tag.startsWith(`${repositoryName}:`) ? [tag.split(":")[1]] : [],
      );
      return instead.DescribeImages ?? { body: { imageDetails: [{ imageDigest, imageTags }] } };
    },
    BatchGetImage(input) {
      const { repositoryName, imageIds } = input as Asked;
      const { imageTag = "", imageDigest = tags.get(`${repositoryName}:${imageTag}`) } = imageIds[0];
      const found = imageDigest === undefined ? [] : [{ imageId: { imageDigest }, imageManifest: "{}" }];
      return { body: { images: found } };
    },
    PutImage(input) {
      if (instead.PutImage !== undefined) return instead.PutImage;
      const { repositoryName, imageTag, imageDigest } = input as Record<string, string>;
      put.push(input);
      tags.set(`${repositoryName}:${imageTag}`, imageDigest ?? "");
      return { body: { image: {} } };
    },
  }));
  process.env.SLIPWAY_EMULATOR_ENDPOINT = aws.endpoint;
});
afterAll(async () => {
  delete process.env.SLIPWAY_EMULATOR_ENDPOINT;
  await aws.stop();
});
beforeEach(() => {
  tags = new Map([[`${REPOSITORY}:src-1`, DIGEST]]);
  put = [];
  instead = {};
  said = [];
});

const tag = (images: Parameters<typeof tagRelease>[1]["images"], environment = local) =>
  tagRelease(environment, { number: 12, images }, progress);

test("an image that is released for the first time gets the number", async () => {
  await tag({ backend: image });
  expect(put).toEqual([
    {
      registryId: "000000000000",
      repositoryName: REPOSITORY,
      imageManifest: "{}",
      imageDigest: DIGEST,
      imageTag: "release-12",
    },
  ]);
  expect(said).toEqual([`release slipway-local-backend: ${DIGEST} is release-12 too`]);
});

test("an image that an earlier release has tagged keeps that tag", async () => {
  tags.set(`${REPOSITORY}:release-3`, DIGEST);
  await tag({ backend: image });
  expect([put, said]).toEqual([[], []]);
});

test("only images that are built here are tagged, those of containers beside a service too", async () => {
  if (service === undefined) throw new Error("no service");
  const side = { ...service, name: "proxy" };
  const external = { kind: "external" as const, uri: "nginx:1.27" };
  const environment = {
    ...local,
    services: [
      { ...service, containers: [side, { ...side, name: "agent", image: external }] },
      { ...service, name: "other", image: external },
      { ...service, name: "none" },
    ],
  };
  const released = { [service.name]: image, [`${service.name}/proxy`]: image, other: image, gone: image };
  await tag(released, environment);
  expect(put).toMatchObject([
    { repositoryName: `slipway-local-${service.name}` },
    { repositoryName: `slipway-local-${service.name}/proxy` },
  ]);
});

test("a tag is not moved, and that is said", async () => {
  tags.set(`${REPOSITORY}:release-12`, OTHER);
  await tag({ backend: image });
  expect([put, said]).toEqual([
    [],
    [
      `release slipway-local-backend: ${DIGEST} has no tag of a release, so that it may expire: release-12 stands for ${OTHER} already`,
    ],
  ]);
});

test("what AWS refuses is said, and ends nothing", async () => {
  instead = { PutImage: { status: 400, body: { __type: "AccessDeniedException", message: "no" } } };
  await tag({ backend: image });
  expect(said).toEqual([
    `release slipway-local-backend: ${DIGEST} has no tag of a release, so that it may expire: AWS request failed: ecr:PutImage on repository "slipway-local-backend" (environment local, account 000000000000, us-east-1)\n  AccessDeniedException: no`,
  ]);
});
