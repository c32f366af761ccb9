import { recordedImages, sameImages } from "../../../cli/deploy/recorded-images";
import type { ReleaseRecord } from "../../../release/record";

const DIGESTS: Readonly<Record<string, string>> = {
  "r/web:src-2": "sha256:22",
  "r/api:src-1": "sha256:11",
  "r/api@sha256:99": "sha256:99",
};
const digestOf = (reference: string) => Promise.resolve(DIGESTS[reference]);
const BEFORE: ReleaseRecord = {
  number: 4,
  at: "2026-11-20T10:00:00.000Z",
  by: "ada@laptop",
  reason: { kind: "deploy" },
  images: {
    web: { image: "r/web@sha256:21", tag: "src-1", commit: "old" },
    api: { image: "r/api@sha256:11", tag: "src-1", commit: "first", version: "v1.0.0" },
  },
};
const known = {
  digestOf,
  given: {},
  before: BEFORE,
  origin: () => ({ commit: "new", version: "v1.1.0" }),
};

test("an image with new content is of this commit; one that stays is of the commit that first had it", async () => {
  const running = new Map([
    ["web", "r/web:src-2"],
    ["api", "r/api:src-1"],
  ]);
  expect(await recordedImages({ ...known, running })).toEqual({
    web: { image: "r/web@sha256:22", tag: "src-2", commit: "new", version: "v1.1.0" },
    api: { image: "r/api@sha256:11", tag: "src-1", commit: "first", version: "v1.0.0" },
  });
});

test("an image that was given keeps what was known of it, unless another one runs", async () => {
  const running = new Map([["api", "r/api@sha256:99"]]);
  const given = { api: { image: "source/api@sha256:99", tag: "src-9", commit: "theirs" } };
  const none = { ...known, origin: () => ({}) };
  expect(await recordedImages({ ...none, running, given })).toEqual({
    api: { image: "r/api@sha256:99", tag: "src-9", commit: "theirs" },
  });
  expect(
    await recordedImages({ ...none, running, given: { api: { image: "source/api@sha256:98", tag: "x" } } }),
  ).toEqual({ api: { image: "r/api@sha256:99" } });
});

test("an image that runs and that the registry has not is no release", async () => {
  const running = new Map([["web", "r/web:src-3"]]);
  await expect(recordedImages({ ...known, running })).rejects.toThrow(
    "no release was recorded: the registry has no image r/web:src-3, which web runs; deploy again",
  );
});

test.each([
  ["the same", BEFORE.images, true],
  ["the same from another registry", { ...BEFORE.images, web: { image: "other@sha256:21" } }, true],
  ["another digest", { ...BEFORE.images, web: { image: "r/web@sha256:22" } }, false],
  ["one more", { ...BEFORE.images, admin: { image: "r/admin@sha256:21" } }, false],
  ["one less", { api: BEFORE.images.api }, false],
])("%s: same images is %#", (_name, images, same) => {
  expect(sameImages(BEFORE.images, images as ReleaseRecord["images"])).toBe(same);
});
