import { resolveEnvironment } from "../../environments";
import type { ReleaseRecord } from "../../release/record";
import { recordText } from "../../release/record-text";
import { ReleaseStore } from "../../release/store";
import { FakeAws } from "../support/fake-aws";
import { FakeBucket } from "../support/fake-bucket";
import { root } from "../support/synth-environment";

const local = resolveEnvironment("local", root);
const IMAGE = `registry/slipway-local-backend@sha256:${"a".repeat(64)}`;
const release: Omit<ReleaseRecord, "number"> = {
  at: "2026-01-02T03:04:05.000Z",
  by: "ada@engine",
  reason: { kind: "deploy" },
  images: {
    web: { image: IMAGE, tag: "src-1", commit: "c".repeat(40), version: "v1.0.0" },
    "a/b": { image: IMAGE },
  },
};
const record = (number: number): ReleaseRecord => ({ ...release, number });
const key = (number: number) => `local/releases/00000${number}.json`;
const CURRENT = "local/releases/current.json";

let aws: FakeAws;
let bucket: FakeBucket;
let store: ReleaseStore;
beforeEach(async () => {
  bucket = new FakeBucket();
  aws = await FakeAws.start(() => ({}), bucket);
  process.env.SLIPWAY_EMULATOR_ENDPOINT = aws.endpoint;
  store = new ReleaseStore(local);
});
afterEach(async () => {
  delete process.env.SLIPWAY_EMULATOR_ENDPOINT;
  store.close();
  await aws.stop();
});

/** Puts a record where the store expects it, as somebody else would. */
const there = (at: string, text: string) => bucket.objects.set(at, { text });
const current = () =>
  (JSON.parse(bucket.objects.get(CURRENT)?.text ?? "{}") as Partial<ReleaseRecord>).number;
const refused = (action: string, problem: string) =>
  `Cannot ${action} release 1 of environment "local":\n  - ${problem}`;

describe("nothing released", () => {
  it("is no current release and an empty list, and nothing is written", async () => {
    expect([await store.current(), await store.list(5), await store.get(1)]).toEqual([
      undefined,
      [],
      undefined,
    ]);
    expect(bucket.written).toEqual([]);
  });
});

describe("a release", () => {
  it("is written under its number first, then as the current one: the same text, images by name", async () => {
    expect(await store.add(release)).toEqual(record(1));
    expect(bucket.written).toEqual([key(1), CURRENT]);
    expect(bucket.objects.get(CURRENT)).toEqual(bucket.objects.get(key(1)));
    expect(bucket.objects.get(key(1))).toEqual({
      type: "application/json",
      text: `${JSON.stringify({ number: 1, ...release, images: { "a/b": release.images["a/b"], web: release.images.web } }, null, 2)}\n`,
    });
  });

  it("gets the next number, and can be read back", async () => {
    for (let each = 0; each < 4; each += 1) await store.add(release);
    expect(await store.current()).toEqual(record(4));
    expect(await store.get(2)).toEqual(record(2));
    expect((await store.list(3)).map(({ number }) => number)).toEqual([4, 3, 2]);
    expect((await store.list(9)).map(({ number }) => number)).toEqual([4, 3, 2, 1]);
  });

  it.each([
    { kind: "promote", from: "dev", release: 12 },
    { kind: "rollback", to: 9 },
  ] as const)("tells why: $kind", async (reason) => {
    await store.add({ ...release, reason });
    expect((await store.current())?.reason).toEqual(reason);
  });

  it("that nobody could read again is not written", async () => {
    const images = { web: { image: "registry/web:v1" } };
    await expect(store.add({ ...release, images })).rejects.toThrow(
      "a release must be one that can be read again, got images.web.image: must end with @sha256: and 64 hex digits",
    );
    expect(bucket.written).toEqual([]);
  });

  it("takes the number after a gap", async () => {
    there(key(3), recordText(record(3)));
    expect((await store.add(release)).number).toBe(4);
  });
});

describe("two at once", () => {
  it("get two numbers, and the newer stays the current one", async () => {
    const other = new ReleaseStore(local);
    const both = await Promise.all([store.add(release), other.add({ ...release, by: "bob@engine" })]);
    other.close();
    expect(both.map(({ number }) => number).sort()).toEqual([1, 2]);
    expect(current()).toBe(2);
    expect((await store.list(9)).map(({ by }) => by).sort()).toEqual(["ada@engine", "bob@engine"]);
  });

  it("never move the current one back: the slower of two writers sees the newer copy", async () => {
    let times = 0;
    bucket.before = (method, at) => {
      if (method === "PUT" && at === CURRENT && times++ === 0) {
        there(key(2), recordText(record(2)));
        there(CURRENT, recordText(record(2)));
      }
      return undefined;
    };
    expect((await store.add(release)).number).toBe(1);
    expect([current(), times]).toEqual([2, 1]);
  });

  it("are not counted twice when an answer was lost and the SDK wrote again", async () => {
    bucket.before = (method, at) => {
      if (method === "PUT" && at === key(1)) there(key(1), recordText(record(1)));
      return undefined;
    };
    expect((await store.add(release)).number).toBe(1);
    expect(current()).toBe(1);
  });

  it("give up on a copy that changes all the time", async () => {
    let version = 0;
    bucket.before = (method, at) => {
      if (method === "PUT" && at === CURRENT) there(CURRENT, `${(version += 1)}`);
      return undefined;
    };
    await expect(store.add(release)).rejects.toThrow(
      refused(
        "record",
        `s3://${local.state.bucket}/${CURRENT} must become the record of release 1, got another writer 10 times; see what runs with: npx slipway releases local`,
      ),
    );
  });
});

describe("a writer that ended between its two objects", () => {
  beforeEach(async () => {
    await store.add(release);
    there(key(2), recordText(record(2)));
  });

  it("has released: the copy is made good when it is asked what runs", async () => {
    expect(current()).toBe(1);
    expect((await store.current())?.number).toBe(2);
    expect(current()).toBe(2);
  });

  it("is made good by the next release", async () => {
    await store.add(release);
    expect(current()).toBe(3);
  });

  it("is not made good by who may only read, and still answers", async () => {
    bucket.before = (method) => (method === "PUT" ? { status: 403, code: "AccessDenied" } : undefined);
    expect((await store.current())?.number).toBe(2);
    expect(current()).toBe(1);
  });

  it("is not made good by a list", async () => {
    await store.list(5);
    expect(current()).toBe(1);
  });
});

it("makes a copy good that cannot be read", async () => {
  await store.add(release);
  there(CURRENT, "{");
  expect((await store.current())?.number).toBe(1);
  expect(current()).toBe(1);
});

test.each([
  ["{", "no JSON"],
  ["[]", "Invalid input: expected object, received array"],
  [JSON.stringify({ ...record(1), by: "" }), "by: Too small: expected string to have >=1 characters"],
  [
    JSON.stringify({ ...record(1), at: "yesterday", images: { web: { image: "web:v1" } } }),
    "at: Invalid ISO datetime; images.web.image: must end with @sha256: and 64 hex digits",
  ],
  [
    JSON.stringify({ ...record(1), reason: { kind: "magic" } }),
    "reason.kind: Invalid discriminator value. Expected 'deploy' | 'promote' | 'rollback'",
  ],
  [recordText(record(7)), "number 7 instead of 1"],
])("a record that is %s is refused with its address", async (text, problem) => {
  there(key(1), text);
  await expect(store.current()).rejects.toThrow(
    refused(
      "read",
      `the record s3://${local.state.bucket}/${key(1)} must be as it was written, got ${problem}; the bucket keeps earlier versions of it: restore the first`,
    ),
  );
});

it("leaves what a later version adds alone", async () => {
  there(key(1), JSON.stringify({ ...record(1), further: true }));
  expect(await store.current()).toEqual(record(1));
});

test.each([
  [
    "NoSuchBucket",
    404,
    `environment "local" is not ready:\n  - state.bucket must exist, got "${local.state.bucket}", which does not; make it with: npx slipway bootstrap local`,
  ],
  [
    "AccessDenied",
    403,
    `AWS request failed: s3:ListBucket on "s3://${local.state.bucket}/local/releases/" (environment local, account 000000000000, us-east-1)\n  AccessDenied: no`,
  ],
  [
    "PermanentRedirect",
    301,
    `environment "local" is not valid:\n  - state.bucket must be in us-east-1, got "${local.state.bucket}", which is in another region`,
  ],
])("%s is told in words", async (code, status, message) => {
  bucket.before = () => ({ status, code });
  await expect(store.current()).rejects.toThrow(message);
});

test("a release that may not be written says which right is missing", async () => {
  bucket.before = (method) => (method === "PUT" ? { status: 403, code: "AccessDenied" } : undefined);
  await expect(store.add(release)).rejects.toThrow(
    `AWS request failed: s3:PutObject on "s3://${local.state.bucket}/${key(1)}" (environment local, account 000000000000, us-east-1)\n  AccessDenied: no`,
  );
});
