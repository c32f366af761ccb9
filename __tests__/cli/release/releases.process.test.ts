import type { ReleaseReason } from "../../../release/record";
import { closedEndpoint, FakeAws } from "../../support/fake-aws";
import { FakeBucket } from "../../support/fake-bucket";
import { digest, recordReleases, released } from "../../support/releases";
import { slipway } from "../../support/slipway";

// Each command is a process of its own.
const backend = (digit: string) => released("slipway-local-backend", digit);
const frontend = released("slipway-local-frontend", "f");
const first = { images: { backend: backend("a") } };
const second = {
  reason: { kind: "promote", from: "dev", release: 7 } as ReleaseReason,
  images: {
    backend: { ...backend("b"), version: "v1.2.0", commit: "0123456789abcdef0123456789abcdef01234567" },
    frontend,
  },
};
const third = { reason: { kind: "rollback", to: 1 } as ReleaseReason, images: { backend: backend("a") } };

let bucket: FakeBucket;
let aws: FakeAws;
beforeEach(async () => {
  bucket = new FakeBucket();
  aws = await FakeAws.start(() => ({}), bucket);
});
afterEach(() => aws.stop());

const releases = (...args: string[]) =>
  slipway(["releases", "local", ...args], { env: { SLIPWAY_EMULATOR_ENDPOINT: aws.endpoint } });

test("the newest first, each with what it changed", async () => {
  recordReleases(bucket, "local", [first, second, third, third]);
  expect(await releases()).toEqual({
    code: 0,
    stderr: "",
    stdout: `release 4 (current), 2026-01-02T03:04:03.000Z: rolled back to 1, by ada@engine
  no image changed

release 3, 2026-01-02T03:04:02.000Z: rolled back to 1, by ada@engine
  backend: src-a, sha256:aaaaaaaaaaaa
    before: v1.2.0, src-b, commit 0123456789ab, sha256:bbbbbbbbbbbb
  frontend: no longer there

release 2, 2026-01-02T03:04:01.000Z: promoted from dev 7, by ada@engine
  backend: v1.2.0, src-b, commit 0123456789ab, sha256:bbbbbbbbbbbb
    before: src-a, sha256:aaaaaaaaaaaa
  frontend: src-f, sha256:ffffffffffff
    new

release 1, 2026-01-02T03:04:00.000Z: deploy, by ada@engine
  backend: src-a, sha256:aaaaaaaaaaaa
    new
`,
  });
  expect(bucket.written).toEqual([]);
});

test("--json says the same; --most ends the list, and the last one still shows what it changed", async () => {
  const [, two, three] = recordReleases(bucket, "local", [first, second, third]);
  const { code, stdout } = await releases("--json", "--most", "2");
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    {
      environment: "local",
      releases: [
        {
          ...three,
          current: true,
          changes: [
            { name: "backend", before: second.images.backend, after: backend("a") },
            { name: "frontend", before: frontend },
          ],
        },
        {
          ...two,
          current: false,
          changes: [
            { name: "backend", before: backend("a"), after: second.images.backend },
            {
              name: "frontend",
              after: { image: `127.0.0.1:4566/slipway-local-frontend@${digest("f")}`, tag: "src-f" },
            },
          ],
        },
      ],
    },
  ]);
});

test("without a release it says how to make one", async () => {
  expect(await releases()).toEqual({
    code: 0,
    stderr: "",
    stdout: "local has no release yet. The first one: npx slipway deploy local\n",
  });
  expect(JSON.parse((await releases("--json")).stdout)).toEqual({ environment: "local", releases: [] });
});

test.each(["0", "1001", "1.5"])("--most %s is refused", async (most) => {
  const { code, stderr } = await releases(`--most=${most}`);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining(`It must be a whole number from 1 to 1000, got "${most}".`),
  ]);
});

test("a bucket that is not there is one sentence", async () => {
  bucket.before = () => ({ status: 404, code: "NoSuchBucket" });
  expect(await releases()).toEqual({
    code: 1,
    stdout: "",
    stderr:
      'environment "local" is not ready:\n  - state.bucket must exist, got "slipway-local-state-000000000000", which does not; make it with: npx slipway bootstrap local\n',
  });
});

test("without an emulator there is nothing to list", async () => {
  const endpoint = await closedEndpoint();
  const { code, stderr } = await slipway(["releases", "local"], {
    env: { SLIPWAY_EMULATOR_ENDPOINT: endpoint },
  });
  expect([code, stderr]).toEqual([1, expect.stringContaining(`the emulator must answer at ${endpoint}`)]);
});
