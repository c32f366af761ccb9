import {
  COMMIT_TAG_PREFIX,
  CONTENT_TAG_PREFIX,
  RELEASE_TAG_PREFIX,
  ROLLBACK_DEPTH,
  VERSION_TAG_PREFIX,
} from "../../../environments/rules/image-tags";

test("the tags that stand in registries keep their form", () => {
  expect([CONTENT_TAG_PREFIX, COMMIT_TAG_PREFIX, VERSION_TAG_PREFIX, RELEASE_TAG_PREFIX]).toEqual([
    "src-",
    "git-",
    "v",
    "release-",
  ]);
  expect(ROLLBACK_DEPTH).toBe(20);
});

test("no kind of tag can be taken for another", () => {
  const prefixes = [CONTENT_TAG_PREFIX, COMMIT_TAG_PREFIX, VERSION_TAG_PREFIX, RELEASE_TAG_PREFIX];
  for (const one of prefixes) {
    expect(prefixes.filter((other) => other.startsWith(one))).toEqual([one]);
  }
});
