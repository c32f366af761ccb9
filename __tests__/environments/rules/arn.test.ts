import { ARN_KINDS, isArnOf, parseArn, placeProblem, type ArnName } from "../../../environments/rules/arn";
import { problemsOf } from "../../support/language";

const place = { account: "111122223333", region: "eu-west-1" };

it("reads the parts of an ARN", () => {
  expect(parseArn("arn:aws-cn:kms:cn-north-1:111122223333:key/1")).toEqual({
    partition: "aws-cn",
    service: "kms",
    region: "cn-north-1",
    account: "111122223333",
    resource: "key/1",
  });
});

it.each([
  "arn:aws:kms:nonsense",
  "arn:aws:kms:eu-west-1:1:key/1",
  "arn:aws:s3:::a/*",
  "arn:AWS:s3:::a",
  "x",
  "",
  5,
])("reads no ARN in %j", (text) => expect(parseArn(text)).toBeUndefined());

/** An ARN of each kind, in the place of the environment. */
const EXAMPLES: Readonly<Record<ArnName, string>> = {
  key: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  secretKey: "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234",
  certificate: "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234",
  topic: "arn:aws:sns:eu-west-1:111122223333:on-call",
  lambda: "arn:aws:lambda:eu-west-1:111122223333:function:judge:live",
  passedRole: "arn:aws:iam::111122223333:role/hooks",
  role: "arn:aws:iam::111122223333:role/ci/build",
  certificateAuthority:
    "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/12345678-1234-1234-1234-123456789012",
  namespace: "arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-0a1b",
  discoveryService: "arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-0a1b",
  cacheSecret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/hub-a1B2c3",
  secret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1234-a1B2c3",
  parameter: "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/url",
  boundary: "arn:aws:iam::111122223333:policy/limits",
  identityProvider: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
  openSearch: "arn:aws:es:eu-west-1:111122223333:domain/logs",
};

it.each(["nonsense", "cn-north-1", "eu-wset-1"])("refuses a secret in %s", (region) => {
  const secret = EXAMPLES.secret.replace("eu-west-1", region);
  expect(placeProblem("secret", secret, place)).toBe(
    `must name a region of the partition aws that environments/rules/partition.ts lists, got "${secret}"`,
  );
});

describe.each(Object.entries(EXAMPLES) as [ArnName, string][])("an ARN of the kind %s", (name, text) => {
  const { account, region }: { account: string; region: string } = ARN_KINDS[name];

  it("is accepted in the environment's own place", () => {
    expect(isArnOf(name, text)).toBe(true);
    expect(placeProblem(name, text, place)).toBeUndefined();
  });

  it("is refused with another service, or without one of its parts", () => {
    expect(isArnOf(name, text.replace(/^arn:aws:[a-z0-9-]+/, "arn:aws:sqs"))).toBe(false);
    expect(isArnOf(name, text.replace("111122223333", ""))).toBe(false);
    expect(isArnOf(name, text.replace("111122223333", "12"))).toBe(false);
    expect(isArnOf(name, text.replace(/:[^:]+$/, ":"))).toBe(false);
    expect(isArnOf(name, text.replace(":eu-west-1:", "::")) && region !== "none").toBe(false);
  });

  it("is refused in another partition", () => {
    expect(placeProblem(name, text.replace("arn:aws:", "arn:aws-cn:"), place)).toContain(
      "must be in the partition of the environment (aws)",
    );
  });

  it(`can be of ${region} region and of ${account} account`, () => {
    const elsewhere = placeProblem(name, text.replace("eu-west-1", "eu-north-1"), place);
    if (region === "own") expect(elsewhere).toContain("must be in the region of the environment (eu-west-1)");
    else expect(elsewhere).toBeUndefined();
    const foreign = placeProblem(name, text.replace("111122223333", "444455556666"), place);
    if (account === "own")
      expect(foreign).toContain("must be in the account of the environment (111122223333)");
    else expect(foreign).toBeUndefined();
  });
});

it("accepts a boundary that AWS keeps", () => {
  const policy = "arn:aws:iam::aws:policy/PowerUserAccess";
  expect(isArnOf("boundary", policy)).toBe(true);
  expect(placeProblem("boundary", policy, place)).toBeUndefined();
  expect(isArnOf("passedRole", "arn:aws:iam::aws:role/x")).toBe(false);
});

it.each([
  [
    { loadBalancer: { certificate: "arn:aws:acm:us-east-1:111122223333:certificate/1" } },
    'loadBalancer.certificate must be in the region of the environment (eu-west-1), got "arn:aws:acm:us-east-1:111122223333:certificate/1"; a load balancer uses certificates of its own region and account only',
  ],
  [
    { observability: { logKey: "arn:aws:kms:nonsense" } },
    'observability.logKey must be the ARN of a KMS key, got "arn:aws:kms:nonsense"',
  ],
  [
    { observability: { logKey: "arn:aws:kms:eu-west-1:111122223333:alias/logs" } },
    'observability.logKey must be the ARN of a KMS key, got "arn:aws:kms:eu-west-1:111122223333:alias/logs"',
  ],
])("refuses %j", (change, problem) =>
  expect(problemsOf(change, { route: { path: "/*" } })).toEqual([problem]),
);

it("asks nothing about the place while the place itself is not valid", () => {
  expect(
    problemsOf({ region: "eu-wst-1", observability: { logKey: "arn:aws:kms:us-east-1:111122223333:key/1" } }),
  ).toEqual([expect.stringContaining("region must be an AWS region")]);
});
