import { areUnique, carries, ownTags } from "../../../../cli/deploy/adopt/own-tags";

const OWN = { project: "slipway", environment: "dev" };

it.each([
  [{ project: "slipway", environment: "dev", team: "shop" }, OWN],
  [
    { Project: "shop", environment: "dev" },
    { Project: "shop", environment: "dev" },
  ],
])("takes the tags of project and environment, in the user's case: %j", (tags, own) => {
  expect(ownTags({ tags })).toEqual(own);
});

it.each([
  [OWN, true],
  [{ Project: "slipway", Environment: "dev", Name: "shop" }, true],
  [{ project: "4711", environment: "dev" }, false],
  [{ project: "slipway", Environment: "nonprod" }, false],
])("knows whether only this environment has the tags: %j", (tags, expected) => {
  expect(areUnique({ tags, project: "slipway", name: "dev" })).toBe(expected);
});

it.each<[string, object, boolean]>([
  ["all tags", { tags_all: { ...OWN, Name: "x" } }, true],
  ["another environment", { tags_all: { ...OWN, environment: "prod" } }, false],
  ["no tags at all", { tags_all: {} }, false],
  ["null for no tags", { tags_all: null, tags: null }, false],
  ["a type without tags", { id: "rtb-1_0.0.0.0/0" }, true],
  [
    "tags of an Auto Scaling group",
    { tag: Object.entries(OWN).map(([key, value]) => ({ key, value })) },
    true,
  ],
  ["no tags of an Auto Scaling group", { tag: [] }, false],
])("knows whether a resource has the environment's tags: %s", (_, values, expected) => {
  expect(carries(OWN, values as Record<string, unknown>)).toBe(expected);
});
