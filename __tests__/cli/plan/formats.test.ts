import { formatOf, written } from "../../../cli/plan/formats";
import { reviewOf } from "../../../plan/review";
import { NO_COLORS } from "../../../toolchain/colors";

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
  expect(written(review, "terminal", NO_COLORS)).toBe(
    "Plan of dev: not planned yet\n\nNot in this review\n  dev-services was not planned: later\n",
  );
  expect(written(review, "markdown", NO_COLORS)).toBe(
    "<!-- slipway-plan dev -->\n\n## Plan of `dev`: not planned yet\n\n### Not in this review\n\n- `dev-services` was not planned: later\n",
  );
  expect(JSON.parse(written(review, "json", NO_COLORS))).toEqual(review);
});
