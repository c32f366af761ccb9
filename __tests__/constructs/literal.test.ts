import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { literal } from "../../constructs/literal";
import { synth } from "../support/synth";

test.each([
  ["plain text", "plain text"],
  ["${HOME}/x", "$${HOME}/x"],
  ["100%{x}", "100%%{x}"],
  ["$HOME %d {x}", "$HOME %d {x}"],
  ["${a}${b}", "$${a}$${b}"],
])("%s is taken as written", (text, expected) => {
  expect(literal(text)).toBe(expected);
});

test("attributes of other resources stay references", () => {
  const stack = synth((scope) => {
    const cluster = new EcsCluster(scope, "cluster", { name: "c" });
    new SsmParameter(scope, "parameter", {
      name: "p",
      type: "String",
      value: literal(`\${a} ${cluster.arn}`),
    });
  });
  expect(stack.only("aws_ssm_parameter").value).toBe("$${a} ${aws_ecs_cluster.cluster.arn}");
});
