import {
  type LifecycleRule,
  defaultLifecycle,
  lifecyclePolicyJson,
} from "../../../constructs/registry/lifecycle";

const RELEASED: LifecycleRule = { select: { tagPrefixes: ["release-", "v"] }, keep: { newest: 9999 } };
const BUILDS: LifecycleRule = { select: { tagPrefixes: ["src-"] }, keep: { newest: 20 } };

interface Policy {
  readonly rules: readonly {
    readonly rulePriority: number;
    readonly description?: string;
    readonly selection: Readonly<Record<string, unknown>>;
    readonly action: unknown;
  }[];
}

const policy = (rules: readonly LifecycleRule[]): Policy => JSON.parse(lifecyclePolicyJson(rules)) as Policy;
const selections = (rules: readonly LifecycleRule[]): unknown[] =>
  policy(rules).rules.map((rule) => rule.selection);

describe("the default rules", () => {
  test("keep released images, the newest 100 builds and untagged images for 14 days", () => {
    expect(selections(defaultLifecycle())).toEqual([
      {
        tagStatus: "tagged",
        tagPrefixList: ["release-"],
        countType: "imageCountMoreThan",
        countNumber: 9999,
      },
      { tagStatus: "tagged", tagPrefixList: ["v"], countType: "imageCountMoreThan", countNumber: 9999 },
      { tagStatus: "tagged", tagPrefixList: ["src-"], countType: "imageCountMoreThan", countNumber: 100 },
      { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
    ]);
  });

  test("take both numbers", () => {
    const [, , builds, untagged] = selections(defaultLifecycle({ keepImages: 20, untaggedDays: 1 }));
    expect(builds).toMatchObject({ countNumber: 20 });
    expect(untagged).toMatchObject({ countNumber: 1 });
  });

  test("are numbered from 1, described, and do nothing but expire", () => {
    const { rules } = policy(defaultLifecycle());
    expect(rules.map((rule) => rule.rulePriority)).toEqual([1, 2, 3, 4]);
    expect(rules.map((rule) => rule.description)).toEqual([
      "Released images stay",
      "Released images stay",
      "Of all other builds, the newest stay",
      "An image without a tag can not be deployed",
    ]);
    expect(rules.every((rule) => JSON.stringify(rule.action) === '{"type":"expire"}')).toBe(true);
  });
});

test("the document is canonical", () => {
  expect(lifecyclePolicyJson([{ select: "untagged", keep: { newest: 1 } }])).toBe(
    '{"rules":[{"action":{"type":"expire"},"rulePriority":1,' +
      '"selection":{"countNumber":1,"countType":"imageCountMoreThan","tagStatus":"untagged"}}]}',
  );
});

test.each<[string, LifecycleRule[]]>([
  ["builds at the rollback depth, behind released images", [RELEASED, BUILDS]],
  [
    "foreign tags by age, behind builds",
    [RELEASED, BUILDS, { select: { tagPrefixes: ["pr-"] }, keep: { days: 3 } }],
  ],
  ["untagged images alone", [{ select: "untagged", keep: { days: 1 } }]],
  ["commits instead of builds", [RELEASED, { select: { tagPrefixes: ["git-"] }, keep: { newest: 20 } }]],
])("accepts %s", (_, rules) => {
  expect(() => lifecyclePolicyJson(rules)).not.toThrow();
});

const tooFew = (rule: number, tag: string, got: string): string =>
  `rule ${rule} must keep at least the newest 20 images with a tag "${tag}...", got ${got}, ` +
  "which could expire a deployed image or one that a rollback needs";
const order = (rule: number, tag: string, missing: string): string =>
  `rule ${rule} (tag "${tag}...") must come after rules for ${missing}, got none before it; ` +
  "an image has several tags, and the first rule that selects it decides";

test.each<[string, LifecycleRule[], string]>([
  ["no rule", [], "rules must have at least one rule, got none"],
  [
    "any image",
    [{ select: "any", keep: { newest: 1000 } }],
    'rule 1 must select untagged images or tag prefixes, got "any", which could expire a deployed image; name the prefixes',
  ],
  [
    "builds by age",
    [RELEASED, { select: { tagPrefixes: ["src-"] }, keep: { days: 365 } }],
    tooFew(2, "src-", "365 days"),
  ],
  [
    "fewer builds than a rollback needs",
    [RELEASED, { select: { tagPrefixes: ["src-"] }, keep: { newest: 19 } }],
    tooFew(2, "src-", "the newest 19"),
  ],
  [
    "part of the builds",
    [RELEASED, { select: { tagPrefixes: ["src-0"] }, keep: { newest: 5 } }],
    tooFew(2, "src-0", "the newest 5"),
  ],
  [
    "releases by age",
    [{ select: { tagPrefixes: ["release-"] }, keep: { days: 90 } }],
    tooFew(1, "release-", "90 days"),
  ],
  ["builds before released images", [BUILDS, RELEASED], order(1, "src-", '"release-" and "v"')],
  [
    "foreign tags before builds",
    [RELEASED, { select: { tagPrefixes: ["pr-"] }, keep: { days: 3 } }],
    order(2, "pr-", '"src-"'),
  ],
  [
    "no prefix",
    [{ select: { tagPrefixes: [] }, keep: { newest: 30 } }],
    "rule 1 select.tagPrefixes must have at least one prefix and none empty, got []",
  ],
  [
    "an empty prefix",
    [{ select: { tagPrefixes: [""] }, keep: { newest: 30 } }],
    'rule 1 select.tagPrefixes must have at least one prefix and none empty, got [""]',
  ],
  [
    "a count of 0",
    [{ select: "untagged", keep: { newest: 0 } }],
    "rule 1 keep.newest must be a whole number from 1, got 0",
  ],
  [
    "half a day",
    [{ select: "untagged", keep: { days: 0.5 } }],
    "rule 1 keep.days must be a whole number from 1, got 0.5",
  ],
])("refuses %s", (_, rules, problem) => {
  expect(() => lifecyclePolicyJson(rules)).toThrow(`lifecycle is not valid:\n  - ${problem}`);
});

test("reports every problem", () => {
  const rules: LifecycleRule[] = [
    { select: "any", keep: { newest: 0 } },
    { select: { tagPrefixes: ["src-"] }, keep: { days: 1 } },
  ];
  expect(() => lifecyclePolicyJson(rules)).toThrow(/newest must.*\n.*got "any".*\n.*rule 2 must keep/);
});
