import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { Aspects, TerraformStack } from "cdktf";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "../../environments/errors";
import type { PolicyInput } from "../../environments/topics/policy";
import { synthesisedResources } from "../../policy";
import { JudgedApp, type JudgedAppConfig } from "../../stacks/judged-app";
import { resolved } from "../support/language";
import { Outdir } from "../support/synth-environment";

let outdir: Outdir;
beforeEach(() => (outdir = new Outdir()));
afterEach(() => outdir.remove());

const policy = (action: string) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: action, Resource: "arn:aws:s3:::a/*" }] });
const file = (stack: string) => join(outdir.folder(stack), "cdk.tf.json");

interface Made {
  readonly app: JudgedApp;
  readonly grants: readonly IamRolePolicy[];
}

/** Two stacks with a policy each, of an environment. */
function made(suppress: PolicyInput["suppress"] = [], config: Partial<JudgedAppConfig> = {}): Made {
  const app = new JudgedApp({ outdir: outdir.path, needsSuppressions: true, ...config });
  const grants: IamRolePolicy[] = [];
  const stacks = ["one", "two"].map((name) => {
    const stack = new TerraformStack(app, name);
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    grants.push(new IamRolePolicy(stack, "grant", { role: "r", policy: policy("s3:GetObject") }));
    return stack;
  });
  app.add(resolved({ policy: { suppress } }), stacks);
  return { app, grants };
}

const finding = (stack: string) =>
  `${stack}: aws_iam_role_policy.grant.policy statement 1 must name its actions, got "s3:*"; ` +
  "list the ones that are used (no-wildcard-action)";
const suppression = (resource: string) =>
  ({ rule: "no-wildcard-action", resource, reason: "a reason for it" }) as const;

test("what is right is written as it was judged", () => {
  made().app.synth();
  const written: unknown = JSON.parse(readFileSync(file("one"), "utf8"));
  expect(synthesisedResources("one", written).map(({ address }) => address)).toEqual([
    "aws_iam_role_policy.grant",
  ]);
});

test("all findings of all stacks are told in one message, and no stack is left behind", () => {
  const { app, grants } = made();
  for (const grant of grants) grant.addOverride("policy", policy("s3:*"));
  expect(() => app.synth()).toThrow(
    new ConfigurationError({ headline: "Policy check failed" }, [finding("one"), finding("two")]),
  );
  expect([existsSync(file("one")), existsSync(file("two"))]).toEqual([false, false]);
});

test("limits of AWS have a headline of their own", () => {
  const act = (grantPolicy: string) => {
    const { app, grants } = made();
    const [stack] = app.node.children.filter((node) => TerraformStack.isStack(node));
    if (stack) new IamRole(stack, "r", { name: "r", assumeRolePolicy: policy("sts:AssumeRole") });
    grants[0]?.addOverride("policy", grantPolicy);
    return () => app.synth();
  };
  const limit = "one: aws_iam_role.r inline policies must have at most 10240 characters";
  expect(act(policy(`s3:Get${"a".repeat(10_240)}`))).toThrow(`AWS limits exceeded:\n  - ${limit}`);
  outdir.remove();
  outdir = new Outdir();
  expect(act(policy("s3:*").replace("arn:aws:s3:::a", `arn:aws:s3:::${"a".repeat(10_240)}`))).toThrow(
    `AWS limits exceeded, Policy check failed:\n  - ${limit}`,
  );
});

test("what an aspect changes is seen", () => {
  const { app } = made();
  for (const stack of app.node.children.filter((node) => TerraformStack.isStack(node)))
    Aspects.of(stack).add({
      visit: (node) => {
        if (node instanceof IamRolePolicy) node.policy = policy("s3:*");
      },
    });
  expect(() => app.synth()).toThrow(finding("two"));
});

test("a suppression is for what it names", () => {
  const { app, grants } = made([suppression("aws_iam_role_policy.gr*")]);
  for (const grant of grants) grant.policy = policy("s3:*");
  expect(() => app.synth()).not.toThrow();
  expect(existsSync(file("one"))).toBe(true);
});

const unused =
  'Policy check failed:\n  - environment "dev": policy.suppress must be for findings that exist, ' +
  'got no-wildcard-action on "aws_iam_role_policy.grant"; remove it, or look its resource up with: slipway policy dev';

test("a suppression that no finding needs is refused", () => {
  const { app } = made([suppression("aws_iam_role_policy.grant")]);
  expect(() => app.synth()).toThrow(new Error(unused));
});

test("unless the finding is in a stack that is synthesised elsewhere, or is not to be seen now", () => {
  const elsewhere = (action: string) =>
    synthesisedResources("state", {
      resource: { aws_iam_role_policy: { grant: { policy: policy(action) } } },
    });
  const suppress = [suppression("aws_iam_role_policy.grant")];
  expect(() => made(suppress, { elsewhere: () => elsewhere("s3:*") }).app.synth()).not.toThrow();
  outdir.remove();
  outdir = new Outdir();
  expect(() => made(suppress, { elsewhere: () => elsewhere("s3:GetObject") }).app.synth()).toThrow(unused);
  outdir.remove();
  outdir = new Outdir();
  expect(() => made(suppress, { needsSuppressions: false }).app.synth()).not.toThrow();
});

test("a protected environment is judged as such", () => {
  const act = (isProtected: boolean) => () => {
    const app = new JudgedApp({ outdir: outdir.path, needsSuppressions: true });
    const stack = new TerraformStack(app, isProtected ? "protected" : "open");
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    new Lb(stack, "lb", {});
    app.add(resolved({ protected: isProtected }), [stack]);
    app.synth();
  };
  expect(act(false)).not.toThrow();
  expect(act(true)).toThrow("aws_lb.lb.enable_deletion_protection must be true");
});

test("verdicts do not refuse", () => {
  const { app, grants } = made();
  for (const grant of grants) grant.policy = policy("s3:*");
  const [verdict] = app.verdicts().values();
  expect(verdict?.findings.map(({ stack }) => stack)).toEqual(["one", "two"]);
});
