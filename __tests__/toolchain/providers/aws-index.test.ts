import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { clientMethods, readAwsIndex } from "../../../toolchain/providers/aws-index";
import { servicesFor } from "../../../toolchain/providers/aws-services";
import { fakeAwsSource, type FakeService } from "./aws-source.fixture";

const SERVICES: Readonly<Record<string, FakeService>> = {
  ecs: { name: "ECS", sdk: "ecs", types: ["aws_ecs_service"], imports: ["internal/service/iam"] },
  iam: { name: "IAM", sdk: "iam", types: ["aws_iam_role"], code: "conn := meta.IAMClient(ctx)" },
  s3: { name: "S3", sdk: "s3", types: ["aws_s3_bucket"], code: "conn := c.S3ControlClient(ctx)" },
  s3control: {
    name: "S3Control",
    sdk: "s3control",
    types: [],
    code: "c.AccountClient(ctx); c.S3Client(ctx)",
  },
  account: { name: "Account", sdk: "account", types: ["aws_account"] },
  meta: { name: "Meta", sdk: "meta", types: ["aws_region"] },
  sts: { name: "STS", sdk: "sts", types: ["aws_caller_identity"] },
  waf: { name: "WAF", sdk: "waf", types: ["aws_waf_acl", "aws_region"] },
};

let source: string;
beforeEach(() => {
  source = fakeAwsSource(SERVICES);
});
afterEach(() => rmSync(source, { recursive: true }));

test("types belong to the packages that define them", () => {
  expect(readAwsIndex(source).types).toEqual({
    aws_account: ["account"],
    aws_caller_identity: ["sts"],
    aws_ecs_service: ["ecs"],
    aws_iam_role: ["iam"],
    aws_region: ["meta", "waf"],
    aws_s3_bucket: ["s3"],
    aws_waf_acl: ["waf"],
  });
});

test("a package needs those whose code it imports and whose clients it calls; tests do not count", () => {
  expect(readAwsIndex(source).needs).toEqual({
    account: [],
    ecs: ["iam"],
    iam: [],
    meta: [],
    s3: ["s3control"],
    s3control: ["account", "s3"],
    sts: [],
    waf: [],
  });
});

test("what the core itself calls is needed always, the list of all services by nobody", () => {
  expect(readAwsIndex(source).core).toEqual([]);
  const calling = fakeAwsSource(SERVICES, "client := c.S3Client(ctx)");
  expect(readAwsIndex(calling).core).toEqual(["s3"]);
  rmSync(calling, { recursive: true });
});

test("files behind a build tag that must be asked for do not count", () => {
  const file = path.join(source, "internal/service/sts/generate.go");
  writeFileSync(file, "//go:build generate\n\npackage sts\n// c.WAFClient(ctx)\n");
  expect(readAwsIndex(source).needs.sts).toEqual([]);
  writeFileSync(file, "//go:build !generate\n\npackage sts\n// c.WAFClient(ctx)\n");
  expect(readAwsIndex(source).needs.sts).toEqual(["waf"]);
});

test("the set of services is closed, and always holds sts and meta", () => {
  const index = readAwsIndex(source);
  expect(servicesFor(index, [])).toEqual(["meta", "sts"]);
  expect(servicesFor(index, ["aws_ecs_service", "aws_s3_bucket"])).toEqual([
    "account",
    "ecs",
    "iam",
    "meta",
    "s3",
    "s3control",
    "sts",
  ]);
});

test("every type that the provider does not have is named", () => {
  expect(() => servicesFor(readAwsIndex(source), ["aws_new", "aws_account", "aws_newer"])).toThrow(
    'AWS resource types is not valid:\n  - type must be one that provider version 6.34.0 has, got "aws_new"\n  - type must be one that provider version 6.34.0 has, got "aws_newer"',
  );
});

test("a client method of an unknown form is our mistake, not a service less", () => {
  expect(() =>
    clientMethods("func (c *AWSClient) XClient(ctx context.Context) *x.Client {\n\treturn nil\n}\n"),
  ).toThrow(
    "internal/conns/awsclient_gen.go has a client method of an unknown form:\nfunc (c *AWSClient) XClient",
  );
});
