import { createColors } from "picocolors";
import { LIMIT, markdownText, span } from "../../plan/markdown";
import type { ResourceChange } from "../../plan/plan-json";
import { type Review, type ReviewInput, reviewOf } from "../../plan/review";
import { terminalText } from "../../plan/terminal";
import { changed, definition, stackOf } from "./planned";

const review = (stacks: readonly ResourceChange[], more: Partial<ReviewInput> = {}): Review =>
  reviewOf({
    environment: { name: "dev", project: "shop" },
    stacks: [stackOf(stacks)],
    images: [],
    notPlanned: [],
    ...more,
  });

const variables = (values: Record<string, string>) =>
  changed(
    "aws_ecs_task_definition.web",
    definition("shop-dev-web", { name: "web", environment: [] }),
    definition("shop-dev-web", {
      name: "web",
      environment: Object.entries(values).map(([name, value]) => ({ name, value })),
    }),
    { replace_paths: [["container_definitions"]] },
  );

test("nothing to do is one line, with the marker in it", () => {
  const text = "dev is as the sources say: there is nothing to change";
  const none = review([changed("aws_lb.x", {}, {})]);
  expect([markdownText(none), terminalText(none, createColors(false))]).toEqual([
    `<!-- slipway-plan dev --> ${text}\n`,
    `${text}\n`,
  ]);
});

test.each([
  ["plain", "`plain`"],
  ["a`b", "``a`b``"],
  ["``a", "``` ``a ```"],
  ["a|b @team <b> --> *x*", "`a|b @team <b> --> *x*`"],
  ["two\nlines\u0007", "`two lines `"],
  ["a\u202eb\u2066c", "`a b c`"],
  [" ", '`""`'],
])("%j from a plan is code on one line: %s", (text, expected) => {
  expect(span(text)).toBe(expected);
});

test("text around the code is no markup and calls nobody", () => {
  const text = markdownText(
    review([], { notPlanned: [{ stack: "dev-images", reason: "ask @team about <b>_x_</b> | `y`" }] }),
  );
  expect(text).toContain(
    "- `dev-images` was not planned: ask @\u200bteam about \\<b>\\_x\\_\\</b> \\| \\`y\\`\n",
  );
});

test("a long section is folded behind its first twenty lines", () => {
  const many = Object.fromEntries(
    Array.from({ length: 25 }, (_, index) => [`V${String(index).padStart(2, "0")}`, "x"]),
  );
  const text = markdownText(review([variables(many)]));
  expect(text).toContain('`V19` added: `"x"`\n\n<details><summary>5 more</summary>\n\n- `web`: `V20`');
  expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
});

test.each([
  ["many lines", 5000, "x"],
  ["long lines", 900, "ab ".repeat(200)],
  ["more names than five lines hold", 12, "x"],
])("a comment is never longer than GitHub takes: %s", (kind, count, value) => {
  const wide = kind.startsWith("more") ? "N".repeat(20_000) : "N";
  const many = Object.fromEntries(Array.from({ length: count }, (_, index) => [`${wide}${index}`, value]));
  const text = markdownText(review([variables(many)]));
  expect(text.length).toBeLessThanOrEqual(LIMIT);
  expect(text).toContain("in the output of the command");
  expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
});

test("a diagram is folded at the end, and the first to go where it does not fit", () => {
  const drawn = markdownText(
    review([], { notPlanned: [{ stack: "s", reason: "r" }], diagram: "graph TD\n a --> b\n" }),
  );
  expect(drawn).toContain(
    "<details><summary>Diagram</summary>\n\n```mermaid\ngraph TD\n a --> b\n```\n\n</details>\n",
  );
  const large = markdownText(review([variables({ A: "1" })], { diagram: "a".repeat(LIMIT) }));
  expect([large.includes("mermaid"), large.includes("`A` added")]).toEqual([false, true]);
});

test("what the policy finds is loud", () => {
  const finding = {
    rule: "no-world-open-port" as const,
    stack: "dev-services",
    address: "aws_x.y",
    problem: "port must be closed, got 22",
  };
  const text = markdownText(
    review([variables({ A: "1" })], {
      findings: [finding],
    }),
  );
  expect(text).toContain(
    "### Policy\n\n- **`no-world-open-port` at `aws_x.y`: `port must be closed, got 22`**\n",
  );
});

test("the same plan in another order of its resources is the same text", () => {
  const changes = [
    variables({ A: "1" }),
    changed("aws_lb.a", { name: "a" }, null),
    changed("aws_lb.b", { name: "b" }, null),
  ];
  expect(markdownText(review(changes))).toBe(markdownText(review([...changes].reverse())));
});

test("what a plan says of a size moves no cursor and begins no line either", () => {
  const database = changed("aws_db_instance.d", null, { identifier: "d", instance_class: "\u001b[2Jx\n# y" });
  expect(terminalText(review([database]), createColors(false))).toContain(
    "\n  d database: none -> x # y, 0 GiB\n",
  );
  expect(markdownText(review([database]))).toContain("\n- `d` database: none ->  \\[2Jx # y, 0 GiB\n");
});

test("at a terminal: what must not be missed is red, and text of a plan moves no cursor", () => {
  const gone = review([changed("aws_lb.a", { name: "a\u001b[2Jb\rc" }, null)]);
  expect(terminalText(gone, createColors(false))).toBe(`Plan of dev: 1 destroyed

Destroyed and replaced
! DESTROYED: aws_lb.a (ab c); what it serves is interrupted

Order of removal
  1. dev-services: 1 resource

Capacity
  balancers: 1 -> 0

All changes
  dev-services aws_lb: 1 destroyed
`);
  expect(terminalText(gone, createColors(true))).toContain("\u001b[31m! DESTROYED: aws_lb.a (ab c)");
});
