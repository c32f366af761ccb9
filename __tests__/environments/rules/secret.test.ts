import { endsLikeArn } from "../../../environments/rules/secret";
import { only, problemsOf, resolved, stacksOf } from "../../support/language";

const ofSecret = (secret: object) => problemsOf({}, { secrets: { A: secret } });
const path = "services.web.secrets.A";
const secretIn = (account: string, region = "eu-west-1") =>
  `arn:aws:secretsmanager:${region}:${account}:secret:shop/app-a1B2c3`;
const keyIn = (account: string, region = "eu-west-1") => `arn:aws:kms:${region}:${account}:key/1`;

it.each(["shop/app-secret", "db-master", "a-123456", "rds!db-abcdef"])(
  "asks for the complete ARN of %s, which looks like one",
  (secret) => {
    expect(endsLikeArn(secret)).toBe(true);
    expect(ofSecret({ secret })).toEqual([
      `${path}.secret must be the complete ARN of a secret whose name ends in a hyphen and six characters, got "${secret}"; ECS takes that for the end of an ARN: aws secretsmanager describe-secret prints it`,
    ]);
  },
);

it.each([
  "rds!db-1234-5678",
  "rds!cluster-1b3b4c5d-0000-1111-2222-333344445555",
  "shop/app",
  "shop-app-secrets",
  "app_secret",
  secretIn("111122223333"),
])("accepts the secret %s", (secret) => expect(ofSecret({ secret })).toEqual([]));

it.each([
  "a b",
  "",
  "arn:aws:secretsmanager:nonsense",
  "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/app",
])("refuses the secret %j", (secret) =>
  expect(ofSecret({ secret })).toEqual([
    expect.stringMatching(/must be the name of a Secrets Manager secret/),
  ]),
);

it("needs the key of a secret of another account", () => {
  const secret = secretIn("444455556666");
  expect(ofSecret({ secret })).toEqual([
    `${path} must have the kmsKey of a secret of another account, got nothing; the key of AWS is for the account 444455556666 alone`,
  ]);
  expect(ofSecret({ secret, kmsKey: keyIn("444455556666") })).toEqual([]);
});

it("needs a key in the region of the secret", () => {
  const secret = secretIn("111122223333", "us-east-1");
  expect(ofSecret({ secret })).toEqual([]);
  expect(ofSecret({ secret, kmsKey: keyIn("111122223333", "us-east-1") })).toEqual([]);
  expect(ofSecret({ secret, kmsKey: keyIn("111122223333") })).toEqual([
    `${path} must have its kmsKey in its own region (us-east-1), got "${keyIn("111122223333")}"`,
  ]);
  expect(ofSecret({ parameter: "/a", kmsKey: keyIn("111122223333", "us-east-1") })).toEqual([
    `${path} must have its kmsKey in its own region (eu-west-1), got "${keyIn("111122223333", "us-east-1")}"`,
  ]);
});

it("accepts a parameter that another account shares", () => {
  expect(ofSecret({ parameter: "arn:aws:ssm:eu-west-1:444455556666:parameter/shop/url" })).toEqual([]);
});

it("decrypts a secret of another region through that region's service", () => {
  const secret = {
    secret: secretIn("111122223333", "us-east-1"),
    kmsKey: keyIn("111122223333", "us-east-1"),
  };
  const { services } = stacksOf(resolved({}, { secrets: { A: secret } }));
  expect(only(services, "aws_ecs_task_definition").container_definitions).toContain(secret.secret);
  const policies = Object.values(services.aws_iam_role_policy ?? {}).map(({ policy }) => String(policy));
  expect(policies.join()).toContain(
    '"kms:ViaService":["secretsmanager.us-east-1.amazonaws.com","ssm.us-east-1.amazonaws.com"]',
  );
});
