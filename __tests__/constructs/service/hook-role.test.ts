import { HookRole } from "../../../constructs/service/hook-role";
import { synth } from "../../support/synth";

const judge = "arn:aws:lambda:eu-west-1:111122223333:function:judge";
const announce = "arn:aws:lambda:eu-west-1:111122223333:function:announce:live";
const made = (name: string, lambdaArns: readonly string[]) =>
  synth((stack) => new HookRole(stack, "role", { name, lambdaArns }));

test("ECS may call these functions, each named once, and no others", () => {
  const result = made("shop-dev-web-hooks", [judge, announce, judge]);
  const role = result.only("aws_iam_role");
  expect(role.name).toBe("shop-dev-web-hooks");
  expect(JSON.parse(String(role.assume_role_policy))).toEqual({
    Version: "2012-10-17",
    Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" } }],
  });
  expect(JSON.parse(String(result.only("aws_iam_role_policy").policy))).toEqual({
    Version: "2012-10-17",
    Statement: [
      { Sid: "CallHooks", Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: [announce, judge] },
    ],
  });
});

test("a service waits for the rights", () => {
  synth((stack) => {
    const role = new HookRole(stack, "role", { name: "hooks", lambdaArns: [judge] });
    expect(role.ready).toEqual([role.policy]);
  });
});

it("shortens a name that IAM would refuse", () => {
  expect(made("n".repeat(65), [judge]).all("aws_iam_role")[0]?.name).toMatch(/^n{52}--[0-9a-z]{10}$/);
});
