import { formatOf, written } from "../../../cli/plan/formats";
import { reviewOf } from "../../../plan/review";

const review = reviewOf({
  environment: { name: "dev", project: "shop" },
  stacks: [],
  images: [],
  notPlanned: [{ stack: "dev-services", reason: "later" }],
});

test.each([
  ["plan.md", "markdown"],
  ["plan.json", "json"],
  ["plan.txt", "terminal"],
  ["plan", "markdown"],
] as const)("%s holds the format %s", (file, format) => {
  expect(formatOf(file, "markdown")).toBe(format);
});

test("each format is written whole", () => {
  expect(written(review, "terminal", false)).toBe(
    "Plan of dev: not planned yet\n\nNot in this review\n  dev-services was not planned: later\n",
  );
  expect(written(review, "markdown", false)).toBe(
    "<!-- slipway-plan dev -->\n\n## Plan of `dev`: not planned yet\n\n### Not in this review\n\n- `dev-services` was not planned: later\n",
  );
  expect(JSON.parse(written(review, "json", false))).toEqual(review);
});
