import { changesOf, imageText, reasonText } from "../../../cli/release/changes";

const image = (digit: string) => ({ image: `registry/web@sha256:${digit.repeat(64)}` });

describe("what a release changed", () => {
  const images = { web: image("a"), api: image("b"), "web/proxy": image("c") };

  it("is nothing when the same images run", () => {
    expect(changesOf({ images }, { images: { ...images } })).toEqual([]);
  });

  it("is what came, what went, and what is another image, in the order of the names", () => {
    const before = { images: { web: image("d"), "web/proxy": image("c"), old: image("e") } };
    expect(changesOf({ images }, before)).toEqual([
      { name: "api", after: image("b") },
      { name: "old", before: image("e") },
      { name: "web", before: image("d"), after: image("a") },
    ]);
  });

  it("is everything when there was none before", () => {
    expect(changesOf({ images: { web: image("a") } }, undefined)).toEqual([
      { name: "web", after: image("a") },
    ]);
  });

  it("does not count other tags, or another registry, of the same image", () => {
    const copy = { image: image("a").image.replace("registry", "replica") };
    expect(changesOf({ images: { web: copy } }, { images: { web: image("a") } })).toEqual([]);
    expect(
      changesOf({ images: { web: { ...image("a"), version: "v2.0.0" } } }, { images: { web: image("a") } }),
    ).toEqual([]);
  });
});

test.each([
  [image("a"), "sha256:aaaaaaaaaaaa"],
  [
    { ...image("a"), tag: "src-1", commit: "0123456789abcdef0123456789abcdef01234567", version: "v1.2.0" },
    "v1.2.0, src-1, commit 0123456789ab, sha256:aaaaaaaaaaaa",
  ],
])("an image in one line: %j", (given, text) => expect(imageText(given)).toBe(text));

test.each([
  [{ kind: "deploy" }, "deploy"],
  [{ kind: "promote", from: "staging", release: 12 }, "promoted from staging 12"],
  [{ kind: "rollback", to: 9 }, "rolled back to 9"],
] as const)("a reason in one line: %j", (reason, text) => expect(reasonText(reason)).toBe(text));
