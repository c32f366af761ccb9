import { MAX_INLINE_POLICIES } from "../../../policy/limits/roles";
import { limitNotes, limitProblems, oneStack } from "./stack";

const text = (length: number): string => `"${"a".repeat(length - 2)}"`;
const role = {
  aws_iam_role: { "service-web_task": { name: "shop-dev-web-task" }, other: { name: "other" } },
};
const problem = (length: number): string =>
  `dev-services: services.web aws_iam_role.service-web_task inline policies must have at most ${MAX_INLINE_POLICIES} characters without blanks together, got ${length}; allow less, for example by naming fewer resources`;

test.each([
  ["by reference", "${aws_iam_role.service-web_task.name}"],
  ["by name", "shop-dev-web-task"],
])("adds up the policies of a role that they name %s", (_, name) => {
  const problems = (length: number) =>
    limitProblems(
      oneStack({
        ...role,
        aws_iam_role_policy: {
          one: { role: name, policy: text(10_000) },
          two: { role: name, policy: text(length) },
          elsewhere: { role: "${aws_iam_role.other.name}", policy: text(240) },
        },
      }),
    );
  expect(problems(240)).toEqual([]);
  expect(problems(241)).toEqual([problem(10_241)]);
});

test("counts the policies inside the role, and no blanks", () => {
  const made = (policy: string) =>
    limitProblems(oneStack({ aws_iam_role: { "service-web_task": { inline_policy: [{ policy }] } } }));
  expect(made(`  ${text(10_240)}\n`)).toEqual([]);
  expect(made(text(10_241))).toEqual([problem(10_241)]);
});

test("notes policies of a role that only some values of their references make too long", () => {
  const stacks = (length: number) =>
    oneStack({
      ...role,
      aws_iam_role_policy: {
        one: { role: "${aws_iam_role.other.name}", policy: `${text(length)}\${x.y.z}` },
      },
    });
  expect(limitNotes(stacks(9985))).toEqual([]);
  expect(limitProblems(stacks(10_240))).toEqual([]);
  expect(limitNotes(stacks(10_240))).toEqual([
    expect.stringMatching(/aws_iam_role\.other inline policies .* got 10240 to 10495, which values decide/),
  ]);
  expect(limitProblems(stacks(10_241))).toEqual([expect.stringMatching(/got 10241;/)]);
});
