import { findings } from "../../support/rule";
import { ShiftRole, type ShiftRoleProps } from "../../../constructs/load-balancer/shift-role";
import { synth } from "../../support/synth";

const group = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop-dev-web/1";
const made = (props: Partial<ShiftRoleProps> = {}) =>
  synth(
    (stack) =>
      new ShiftRole(stack, "role", {
        name: "shop-dev-web-traffic",
        region: "eu-west-1",
        resourceArns: [group],
        ...props,
      }),
  );

test("ECS, and nobody else, gets what AWS's own policy for it allows", () => {
  const result = made();
  const role = result.only("aws_iam_role");
  expect(role.name).toBe("shop-dev-web-traffic");
  expect(JSON.parse(String(role.assume_role_policy))).toEqual({
    Version: "2012-10-17",
    Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" } }],
  });
  expect(result.only("aws_iam_role_policy_attachment").policy_arn).toBe(
    "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
  );
});

test("but changes nothing that is not of the service", () => {
  const { Statement } = JSON.parse(String(made().only("aws_iam_role_policy").policy)) as {
    Statement: object[];
  };
  expect(Statement).toEqual([
    {
      Sid: "NothingElse",
      Effect: "Deny",
      Action: [
        "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:RegisterTargets",
      ],
      NotResource: [group],
    },
  ]);
  expect(findings(made().json)).toEqual([]);
});

test("in China the policy is that of China", () => {
  expect(made({ region: "cn-north-1" }).only("aws_iam_role_policy_attachment").policy_arn).toMatch(
    /^arn:aws-cn:iam::aws:policy\//,
  );
});

test("a service waits for the rights and for their limits", () => {
  synth((stack) => {
    const role = new ShiftRole(stack, "role", { name: "r", region: "eu-west-1", resourceArns: [group] });
    expect(role.ready).toEqual([role.limits, role.managed]);
  });
});

it("shortens a name that IAM would refuse", () => {
  expect(made({ name: "n".repeat(65) }).all("aws_iam_role")[0]?.name).toMatch(/^n{52}--[0-9a-z]{10}$/);
});
