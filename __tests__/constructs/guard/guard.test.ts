import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { TerraformStack } from "cdktf";
import { findings, guard } from "../../../constructs/guard";
import { policyJson } from "../../../constructs/identity/policy";
import { synth } from "../../support/synth";

function role(stack: TerraformStack): IamRole {
  const trust = {
    actions: ["sts:AssumeRole"],
    resources: [],
    principals: { Service: "ecs-tasks.amazonaws.com" },
  };
  return new IamRole(stack, "role", { assumeRolePolicy: policyJson([trust]) });
}

function grant(stack: TerraformStack, resource: string): IamRolePolicy {
  return new IamRolePolicy(stack, "grant", {
    role: role(stack).name,
    policy: policyJson([{ sid: "Read", actions: ["s3:GetObject"], resources: [resource] }]),
  });
}

test("a good stack is synthesised, a bad one is not", () => {
  const act = (resource: string) => () =>
    synth((stack) => {
      guard(stack);
      grant(stack, resource);
    });
  expect(act("arn:aws:s3:::a/*")).not.toThrow();
  expect(act("*")).toThrow(
    '[test] aws_iam_role_policy.grant.policy statement "Read" must name the resources of s3:GetObject, got "*"; ' +
      "give their ARNs",
  );
});

test("overrides and what is added later are seen", () => {
  expect(() =>
    synth((stack) => {
      guard(stack);
      grant(stack, "arn:aws:s3:::a/*").addOverride(
        "policy",
        policyJson([{ actions: ["s3:*"], resources: ["*"] }]),
      );
    }),
  ).toThrow('must name its actions, got "s3:*"');
});

test("every rule is in force, and all findings are told together", () => {
  const { json } = synth((stack) => {
    const group = new SecurityGroup(stack, "group", {});
    const world = {
      securityGroupId: group.id,
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 22,
      toPort: 22,
    };
    new VpcSecurityGroupIngressRule(stack, "in", world);
    new VpcSecurityGroupEgressRule(stack, "out", world);
    new S3Bucket(stack, "bucket", {});
    new IamRole(stack, "public", {
      assumeRolePolicy: policyJson([{ actions: ["sts:*"], resources: [], principals: "*" }]),
    });
  });
  const subjects = (options = {}) => findings(json, options).map((finding) => finding.split(/ must |\./)[0]);
  expect(subjects()).toEqual([
    "aws_iam_role",
    "aws_iam_role",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
    "aws_s3_bucket",
    "aws_s3_bucket",
  ]);
});

test("movable tags are refused only where told so", () => {
  const act = (immutableImages?: boolean) => () =>
    synth((stack) => {
      guard(stack, immutableImages === undefined ? {} : { immutableImages });
      new EcrRepository(stack, "repository", { name: "web", imageTagMutability: "MUTABLE" });
    });
  expect(act()).not.toThrow();
  expect(act(false)).not.toThrow();
  expect(act(true)).toThrow('aws_ecr_repository.repository must have immutable tags, got "MUTABLE"');
});
