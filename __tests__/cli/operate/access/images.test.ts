import { judgePolicy, PULL } from "../../../../cli/operate/access/images";

const role = { account: "111122223333", arn: "arn:aws:iam::111122223333:role/web" };
const allow = (change: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: ["arn:aws:iam::111122223333:root"] },
  Action: PULL,
  ...change,
});

test.each([
  ["the account", [allow()]],
  ["its number", [allow({ Principal: { AWS: "111122223333" } })]],
  ["the role", [allow({ Principal: { AWS: [role.arn] } })]],
  ["everybody", [allow({ Principal: "*" })]],
  ["every action", [allow({ Action: "ecr:*" })]],
  ["a statement without a list", allow()],
  ["two statements", [allow({ Action: PULL.slice(0, 1) }), allow({ Action: PULL.slice(1) })]],
])("another account's policy lets pull: %s", (_name, statements) => {
  expect(judgePolicy(statements, role, "repair")).toEqual({
    verdict: "pass",
    found: "its policy allows account 111122223333 to pull",
  });
});

test.each([
  ["nobody", [], PULL],
  ["another account", [allow({ Principal: { AWS: "arn:aws:iam::444455556666:root" } })], PULL],
  ["some actions", [allow({ Action: PULL.slice(1) })], PULL.slice(0, 1)],
  ["a refusal", [allow(), allow({ Effect: "Deny", Action: "ecr:BatchGetImage" })], ["ecr:BatchGetImage"]],
])("it does not: %s", (_name, statements, actions) => {
  expect(judgePolicy(statements, role, "repair")).toEqual({
    verdict: "fail",
    found: `its policy does not allow ${actions.join(", ")} to account 111122223333`,
    repair: "repair",
  });
});

test("a condition is not weighed, and so proves nothing", () => {
  expect(
    judgePolicy([allow({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } })], role, ""),
  ).toEqual({
    verdict: "unknown",
    found: `its policy has conditions for ${PULL.join(", ")}, which are not weighed here`,
  });
});
