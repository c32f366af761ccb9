import {
  environmentTags,
  isTagKey,
  isTagValue,
  tagProblems,
  tagsBeside,
} from "../../../environments/rules/tags";

const own = { project: "shop", environment: "dev" };
const problems = (given: Record<string, string>) => tagProblems(given, environmentTags(given, own));

it.each(["Project", "cost-centre", "a/b=c+d@e:f_g.h", "Kostenstelle für Büro", "k".repeat(128)])(
  "accepts the key %j",
  (key) => expect(isTagKey(key)).toBe(true),
);

it.each(["", "aws:created", "AWS:x", "a;b", "${environment}", " a", "a ", "tab\t", "k".repeat(129), 5])(
  "refuses the key %j",
  (key) => expect(isTagKey(key)).toBe(false),
);

it.each(["", "shop", "v".repeat(256), "laws:as a value"])("accepts the value %j", (value) =>
  expect(isTagValue(value)).toBe(true),
);

it.each(["${environment}", "aws:created", "AWS:x", "a,b", "v".repeat(257), " ", 5])(
  "refuses the value %j",
  (value) => expect(isTagValue(value)).toBe(false),
);

it("counts characters, not their UTF-16 units", () => expect(isTagKey("𝒜".repeat(128))).toBe(true));

it("puts the user's key in place of an own one with the same letters", () => {
  expect(environmentTags({ Project: "other", team: "a" }, own)).toEqual({
    Project: "other",
    team: "a",
    environment: "dev",
  });
  expect(environmentTags(undefined, own)).toEqual(own);
});

it("removes from the tags of a resource those that the environment has", () => {
  expect(tagsBeside({ name: "x" }, { Name: "y", other: "z" })).toEqual({ other: "z" });
});

it("refuses two keys of the user that differ by case alone", () => {
  expect(problems({ Team: "a", team: "b" })).toEqual([
    'tags must have keys that differ in more than case, got "Team" and "team"; IAM takes them for one',
  ]);
});

it("refuses the tags that ECS sets", () => {
  expect(problems({ amazonecsmanaged: "no" })).toEqual([
    'tags.amazonecsmanaged must not be set, got "no"; ECS sets it',
  ]);
});

it("leaves room for the tags that are added, within AWS's 50", () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, ""]));
  expect(problems(many(45))).toEqual([]);
  expect(problems(many(46))).toEqual([
    "tags must have at most 45 keys, got 46; AWS takes 50 on a resource, and Slipway and ECS add their own",
  ]);
  expect(problems({ ...many(45), Project: "a", Environment: "b" })).toEqual([]);
});
