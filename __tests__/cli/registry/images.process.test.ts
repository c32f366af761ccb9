import { closedEndpoint, FakeAws, type Answer } from "../../support/fake-aws";
import { slipway } from "../../support/slipway";

// Each command is a process of its own.
const DIGEST = (digit: string) => `sha256:${digit.repeat(64)}`;
const older = {
  imageDigest: DIGEST("a"),
  imageTags: ["src-1"],
  imageSizeInBytes: 10_485_760,
  imagePushedAt: 1_700_000_000,
};
const newer = {
  imageDigest: DIGEST("b"),
  imageTags: ["v1.0.0", "src-2"],
  imageSizeInBytes: 1_572_864,
  imagePushedAt: 1_700_000_060,
};
const untagged = { imageDigest: DIGEST("c"), imageSizeInBytes: 528, imagePushedAt: 1_700_000_060 };

let pages: readonly Answer[];
let asked: unknown[];
let aws: FakeAws;
beforeAll(async () => {
  aws = await FakeAws.start(() => ({
    DescribeImages(input) {
      asked.push(input);
      return pages[asked.length - 1] ?? { status: 500, body: {} };
    },
  }));
});
afterAll(() => aws.stop());
beforeEach(() => (asked = []));

const images = (...args: string[]) =>
  slipway(["registry", "images", "local", "backend", ...args], {
    env: { SLIPWAY_EMULATOR_ENDPOINT: aws.endpoint },
  });

test("--json: all pages, newest first, each with its tags", async () => {
  pages = [
    { body: { imageDetails: [older], nextToken: "more" } },
    { body: { imageDetails: [untagged, newer] } },
  ];
  const { code, stdout, stderr } = await images("--json");
  expect({ code, stderr, json: JSON.parse(stdout) as unknown }).toEqual({
    code: 0,
    stderr: "",
    json: {
      environment: "local",
      service: "backend",
      repository: "slipway-local-backend",
      images: [
        {
          tags: ["src-2", "v1.0.0"],
          digest: DIGEST("b"),
          sizeBytes: 1_572_864,
          pushedAt: "2023-11-14T22:14:20.000Z",
        },
        { tags: [], digest: DIGEST("c"), sizeBytes: 528, pushedAt: "2023-11-14T22:14:20.000Z" },
        {
          tags: ["src-1"],
          digest: DIGEST("a"),
          sizeBytes: 10_485_760,
          pushedAt: "2023-11-14T22:13:20.000Z",
        },
      ],
    },
  });
  expect(asked).toEqual([
    { registryId: "000000000000", repositoryName: "slipway-local-backend" },
    { registryId: "000000000000", repositoryName: "slipway-local-backend", nextToken: "more" },
  ]);
});

test("the table says the same", async () => {
  pages = [{ body: { imageDetails: [older, newer, untagged] } }];
  const { code, stdout } = await images();
  const rows = stdout.split("\n").filter((line) => line.includes("sha256:"));
  expect(code).toBe(0);
  expect(
    rows.map((row) =>
      row
        .split("│")
        .map((cell) => cell.trim())
        .slice(1, -1),
    ),
  ).toEqual([
    ["2023-11-14T22:14:20.000Z", "src-2", "1.5 MiB", DIGEST("b")],
    ["2023-11-14T22:14:20.000Z", "-", "0.0 MiB", DIGEST("c")],
    ["2023-11-14T22:13:20.000Z", "src-1", "10.0 MiB", DIGEST("a")],
  ]);
  expect(stdout).toContain("v1.0.0");
});

test("a repository without images is an empty list", async () => {
  pages = [{ body: { imageDetails: [] } }];
  expect(JSON.parse((await images("--json")).stdout)).toMatchObject({ images: [] });
});

test.each([
  [
    "RepositoryNotFoundException",
    "no such repository",
    `environment "local" is not ready:\n  - repository "slipway-local-backend" must exist in account 000000000000 in us-east-1, got none; make it with: npx slipway cdktf deploy 'local-images'`,
  ],
  [
    "AccessDeniedException",
    "not authorized to perform: ecr:DescribeImages",
    'AWS request failed: ecr:DescribeImages on repository "slipway-local-backend" (environment local, account 000000000000, us-east-1)\n  AccessDeniedException: not authorized to perform: ecr:DescribeImages',
  ],
])("%s is told in words, with exit code 1", async (type, message, told) => {
  pages = [{ status: 400, body: { __type: type, message } }];
  expect(await images()).toEqual({
    code: 1,
    stdout: "",
    stderr: `${told}\n`,
  });
});

test("without an emulator there is nothing to list", async () => {
  const endpoint = await closedEndpoint();
  const { code, stderr } = await slipway(["registry", "images", "local", "backend"], {
    env: { SLIPWAY_EMULATOR_ENDPOINT: endpoint },
  });
  expect([code, stderr]).toEqual([1, expect.stringContaining(`the emulator must answer at ${endpoint}`)]);
});
