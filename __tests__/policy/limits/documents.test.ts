import { limitReport } from "../../../policy";
import { DOCUMENT_LIMITS, lengthOf } from "../../../policy/limits/documents";
import { limitProblems, oneStack } from "./stack";

const text = (length: number): string => `"${"a".repeat(length - 2)}"`;

test.each(DOCUMENT_LIMITS)(
  "$type.$argument has at most $max $unit",
  ({ type, argument, max, unit, advice }) => {
    const problems = (length: number) =>
      limitProblems(oneStack({ [type]: { made: { [argument]: text(length) } } }));
    expect(problems(max)).toEqual([]);
    expect(problems(max + 1)).toEqual([
      `dev-services: ${type}.made ${argument} must have at most ${max} ${unit}, got ${max + 1}; ${advice}`,
    ]);
  },
);

test.each(DOCUMENT_LIMITS)(
  "notes $type.$argument when values that only the apply knows may make it too long",
  ({ type, argument, max, unit, advice }) => {
    const stacks = (length: number) =>
      oneStack({ [type]: { made: { [argument]: `${text(length)}\${x.y.z}` } } });
    expect(limitReport(stacks(max - 255)).notes.filter((note) => note.includes(" must "))).toEqual([]);
    expect(limitReport(stacks(max)).problems).toEqual([]);
    expect(limitReport(stacks(max)).notes).toContain(
      `dev-services: ${type}.made ${argument} must have at most ${max} ${unit}, got ${max} to ${max + 255}, which values decide that only the apply knows; ${advice}`,
    );
    expect(limitReport(stacks(max + 1)).problems).toEqual([
      `dev-services: ${type}.made ${argument} must have at most ${max} ${unit}, got ${max + 1}; ${advice}`,
    ]);
  },
);

test.each(DOCUMENT_LIMITS)("$type.$argument names the page of its limit", ({ source }) => {
  expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\.html$/);
});

test("counts bytes, characters, and characters without blanks", () => {
  expect(lengthOf("ü a\n", "bytes")).toBe(5);
  expect(lengthOf("ü a\n", "characters")).toBe(4);
  expect(lengthOf("ü a\n", "characters without blanks")).toBe(2);
});

test.each(["aws_iam_role_policy", "aws_iam_policy", "aws_kms_key"])(
  "refuses characters in %s that IAM does not take",
  (type) => {
    expect(limitProblems(oneStack({ [type]: { made: { policy: '{"Sid":"Grüße"}' } } }))).toEqual([]);
    expect(limitProblems(oneStack({ [type]: { made: { policy: '{"Sid":"🚢"}' } } }))).toEqual([
      `dev-services: ${type}.made policy must have characters from U+0020 to U+00FF only, got "🚢"; IAM takes no others in a policy`,
    ]);
  },
);
