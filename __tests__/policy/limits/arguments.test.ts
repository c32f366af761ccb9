import { shown } from "../../../environments/errors";
import { ARGUMENT_LIMITS } from "../../../policy/limits/argument-limits";
import { limitProblems, oneStack } from "./stack";

/** A resource with nothing but one argument, in its blocks. */
const made = (argument: string, value: unknown): object =>
  argument.split(".").reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object;
const problems = (type: string, argument: string, value: unknown): string[] =>
  limitProblems(oneStack({ [type]: { made: made(argument, value) } }));

const cases = ARGUMENT_LIMITS.flatMap((limit) => limit.types.map((type) => ({ ...limit, type })));
const numbers = cases.filter((each) => each.kind === "number");
const texts = cases.filter((each) => each.kind === "text");

test.each(numbers)("$type.$argument is from $from to $to", ({ type, argument, from, to }) => {
  for (const value of [from, to, String(to)]) expect(problems(type, argument, value)).toEqual([]);
  for (const value of [from - 1, to + 1, from + 0.5]) {
    expect(problems(type, argument, value)).toEqual([
      `dev-services: ${type}.made ${argument} must be a whole number from ${from} to ${to}, got ${value}`,
    ]);
  }
});

/** A text of a length that begins and ends as the argument wants it. */
const BEGINNINGS: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "condition.host_header.values": ["", ".com"],
  "condition.path_pattern.values": ["/", ""],
  "health_check.path": ["/", ""],
};
const ofLength = (argument: string, length: number): string => {
  const [before, after] = BEGINNINGS[argument] ?? ["", ""];
  return before + "a".repeat(length - before.length - after.length) + after;
};

test.each(texts)("$type.$argument has at most $max characters", ({ type, argument, max, like }) => {
  expect(problems(type, argument, ofLength(argument, max))).toEqual([]);
  const long = ofLength(argument, max + 1);
  expect(problems(type, argument, long)).toEqual([
    `dev-services: ${type}.made ${argument} must have at most ${max} characters and be ${like}, got ${shown(long)}`,
  ]);
});

test.each(texts.filter(({ argument }) => argument !== "alarm_description"))(
  "$type.$argument has no characters that AWS refuses",
  ({ type, argument }) => {
    expect(problems(type, argument, `${ofLength(argument, 20)}\u0007`)).toHaveLength(1);
  },
);

test.each([
  ["aws_security_group", "description", "Größe"],
  ["aws_iam_role_policy", "name", "shop/dev"],
  ["aws_lb_listener_rule", "condition.host_header.values", "localhost"],
  ["aws_lb_listener_rule", "condition.path_pattern.values", "/users/{id}"],
])("%s.%s is not %s", (type, argument, value) => {
  expect(problems(type, argument, value)).toHaveLength(1);
});

test("leaves references to the apply", () => {
  expect(problems("aws_security_group", "description", "${local.name}_ö")).toEqual([]);
  expect(problems("aws_lb", "idle_timeout", "${var.timeout}")).toEqual([]);
});

test("looks into every block and every member of a list", () => {
  const condition = [{ host_header: { values: ["a.example.com", "b"] } }, { host_header: { values: ["c"] } }];
  expect(limitProblems(oneStack({ aws_lb_listener_rule: { made: { condition } } }))).toHaveLength(2);
});

test.each(ARGUMENT_LIMITS)("$types $argument names its page", ({ source }) => {
  expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\.html$/);
});

test("refuses a health check of a balancer that ends after the next one begins", () => {
  const check = (timeout: number) =>
    problems("aws_lb_target_group", "health_check", [{ interval: 10, timeout }]);
  expect(check(9)).toEqual([]);
  expect(check(10)).toEqual([
    "dev-services: aws_lb_target_group.made health_check.timeout must be below health_check.interval (10), got 10",
  ]);
});
