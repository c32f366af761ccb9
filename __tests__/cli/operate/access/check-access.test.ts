import { checkAccess } from "../../../../cli/operate/access/check-access";
import { accessText } from "../../../../cli/operate/access/text";
import { namedService } from "../../../../cli/named-service";
import { resolve } from "../../../../environments/resolve";
import { FakeAws, type Answer } from "../../../support/fake-aws";
import { root } from "../../../support/synth-environment";
import { clientsOf, definition, FakeAccount, service } from "../../deploy/watch/fake-account";

const ROLE = "arn:aws:iam::111122223333:role/shop-dev-web-execution";
const SECRETS = "arn:aws:secretsmanager:eu-west-1:111122223333:secret";
const REPOSITORY = "arn:aws:ecr:eu-west-1:111122223333:repository/shop-dev-web";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";

let aws: FakeAws;
let account: FakeAccount;
let clients: ReturnType<typeof clientsOf>;
/** Instead of the account's own answers. */
let answers: Record<string, Answer>;
/** Actions that the role is refused. */
let denied: string[];
let simulated: { actions: string[]; resource: string | undefined; context: string | undefined }[];

beforeAll(async () => {
  aws = await FakeAws.start(() => ({
    ...account.answers(),
    GetRole: () => ({
      body: {
        Role: { Arn: ROLE, AssumeRolePolicyDocument: encodeURIComponent('"ecs-tasks.amazonaws.com"') },
      },
    }),
    SimulatePrincipalPolicy(input) {
      const form = input as Record<string, string>;
      const actions = Object.entries(form).flatMap(([key, value]) =>
        key.startsWith("ActionNames") ? [value] : [],
      );
      const context = form["ContextEntries.member.1.ContextKeyValues.member.1"];
      simulated.push({ actions, resource: form["ResourceArns.member.1"], context });
      const results = actions.map((EvalActionName) => ({
        EvalActionName,
        EvalDecision: denied.includes(EvalActionName) ? "implicitDeny" : "allowed",
      }));
      return { body: { EvaluationResults: results } };
    },
    DescribeImages: () => ({ body: { imageDetails: [{ imagePushedAt: 1_700_000_000 }] } }),
    DescribeSecret: () => ({ body: { ARN: `${SECRETS}:shop/key-a1b2c3`, KmsKeyId: KEY } }),
    DescribeParameters: () => ({ body: { Parameters: [{ Name: "/shop/url", Type: "String" }] } }),
    ...Object.fromEntries(Object.entries(answers).map(([operation, answer]) => [operation, () => answer])),
  }));
  clients = clientsOf(aws.endpoint);
});
afterAll(async () => {
  clients.close();
  await aws.stop();
});
beforeEach(() => {
  account = new FakeAccount();
  answers = {};
  denied = [];
  simulated = [];
  account.have(service("web"));
  account.definitions["shop-dev-web"] = {
    taskDefinitionArn: definition("web:12"),
    executionRoleArn: ROLE,
    containerDefinitions: [
      {
        name: "web",
        image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-dev-web:src-a",
        secrets: [
          { name: "KEY", valueFrom: `${SECRETS}:shop/key:api::` },
          { name: "URL", valueFrom: "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/url" },
        ],
        logConfiguration: {
          logDriver: "awslogs",
          options: { "awslogs-group": "/ecs/shop-dev/web", "awslogs-region": "eu-west-1" },
        },
      },
    ],
  };
});

async function report() {
  const environment = resolve(
    {
      name: "dev",
      project: "shop",
      account: "111122223333",
      region: "eu-west-1",
      emulator: { endpoint: aws.endpoint },
      services: { web: { image: "apps/backend" } },
    },
    root,
  );
  return checkAccess(environment, namedService(environment, "web"), clients);
}
const found = async (name: string) => (await report()).checks.find(({ check }) => check === name);
const asked = "iam:SimulatePrincipalPolicy of";

test("all that a task needs: the whole document; what can not be answered is unknown, and no value is read", async () => {
  expect(await report()).toEqual({
    environment: "dev",
    service: "web",
    taskDefinition: "shop-dev-web:12",
    checks: [
      {
        check: "execution-role",
        subject: "shop-dev-web-execution",
        asked: "iam:GetRole",
        verdict: "pass",
        found: "it exists, and trusts ecs-tasks.amazonaws.com",
      },
      {
        check: "image",
        subject: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-dev-web:src-a",
        asked: "ecr:DescribeImages, for container web",
        verdict: "pass",
        found: "it is there, pushed at 2023-11-14T22:13:20.000Z",
      },
      {
        check: "region",
        subject: "shop-dev-web",
        asked: "region in the name of the image",
        verdict: "pass",
        found: "image and tasks are in eu-west-1",
      },
      ...[
        ["sign-in-to-ecr", "*", "ecr:GetAuthorizationToken"],
        [
          "pull-images",
          REPOSITORY,
          "ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer",
        ],
        [
          "write-logs",
          "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop-dev/web:log-stream:any",
          "logs:CreateLogStream, logs:PutLogEvents",
        ],
      ].map(([check, subject, actions = ""]) => ({
        check,
        subject,
        asked: `${asked} ${actions}`,
        verdict: "pass",
        found: `allowed: ${actions}`,
      })),
      {
        check: "secret",
        subject: "shop/key",
        asked: "secretsmanager:DescribeSecret",
        verdict: "pass",
        found: "it exists; whether it has the key api is not looked at, as that would read it",
      },
      ...[
        ["read-secrets", `${SECRETS}:shop/key-a1b2c3`, "secretsmanager:GetSecretValue"],
        ["decrypt", KEY, "kms:Decrypt"],
      ].map(([check, subject, action = ""]) => ({
        check,
        subject,
        asked: `${asked} ${action}`,
        verdict: "pass",
        found: `allowed: ${action}`,
      })),
      {
        check: "parameter",
        subject: "shop/url",
        asked: "ssm:DescribeParameters",
        verdict: "pass",
        found: "it exists, String",
      },
      {
        check: "read-secrets",
        subject: "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/url",
        asked: `${asked} ssm:GetParameters`,
        verdict: "pass",
        found: "allowed: ssm:GetParameters",
      },
      {
        check: "network",
        subject: "subnets of the tasks",
        asked: "ec2:DescribeSubnets, DescribeRouteTables, DescribeVpcEndpoints, DescribeSecurityGroups",
        verdict: "unknown",
        found: "ECS has no service that says where its tasks run",
      },
    ],
  });
  expect(simulated.find(({ actions }) => actions.includes("kms:Decrypt"))?.context).toBe(
    "secretsmanager.eu-west-1.amazonaws.com",
  );
  expect(aws.called.filter((each) => /^Get(Secret|Param)/.test(each))).toEqual([]);
});

test("a secret of which a task takes several keys is asked about once", async () => {
  const { containerDefinitions } = account.definitions["shop-dev-web"] as {
    readonly containerDefinitions: [{ secrets: object[] }];
  };
  containerDefinitions[0].secrets = ["user", "password", "user"].map((key) => ({
    name: key,
    valueFrom: `${SECRETS}:shop/key:${key}::`,
  }));
  const { checks } = await report();
  expect(checks.filter(({ check }) => /secret|decrypt/.test(check)).map(({ found }) => found)).toEqual([
    "it exists; whether it has the keys user, password is not looked at, as that would read it",
    "allowed: secretsmanager:GetSecretValue",
    "allowed: kms:Decrypt",
  ]);
  expect(simulated.filter(({ actions }) => /GetSecretValue|Decrypt/.test(actions.join(" ")))).toHaveLength(2);
});

test("a right that is missing: which, and how to repair it", async () => {
  denied = ["ecr:BatchGetImage"];
  expect(await found("pull-images")).toMatchObject({
    verdict: "fail",
    found: "not allowed: ecr:BatchGetImage (implicitDeny)",
    repair: `allow ecr:BatchGetImage on ${REPOSITORY} in role shop-dev-web-execution; if the role is as Slipway makes it: npx slipway deploy dev`,
  });
});

test("an emulator that refuses what depends on a condition proves nothing", async () => {
  denied = ["kms:Decrypt"];
  expect(await found("decrypt")).toMatchObject({
    verdict: "unknown",
    found: "not allowed: kms:Decrypt (implicitDeny); but the emulator weighs no conditions",
  });
});

const refusal = (type: string, message = "no"): Answer => ({ status: 400, body: { __type: type, message } });

test.each<[string, string, Answer, string, object]>([
  [
    "a role that is not there",
    "GetRole",
    refusal("NoSuchEntity"),
    "execution-role",
    { verdict: "fail", found: "there is no such role", repair: "make it: npx slipway deploy dev" },
  ],
  [
    "an image that is not there",
    "DescribeImages",
    refusal("ImageNotFoundException"),
    "image",
    {
      verdict: "fail",
      found: "repository shop-dev-web has no src-a",
      repair: "push it, or deploy an image that is there: npx slipway deploy dev",
    },
  ],
  [
    "a secret that is not there",
    "DescribeSecret",
    refusal("ResourceNotFoundException"),
    "secret",
    {
      verdict: "fail",
      found: "there is no such secret",
      repair: "make it: aws secretsmanager create-secret --name shop/key --secret-string file://...",
    },
  ],
  [
    "a secret that is to go",
    "DescribeSecret",
    { body: { ARN: `${SECRETS}:shop/key-a1b2c3`, DeletedDate: 1_700_000_000 } },
    "secret",
    {
      verdict: "fail",
      found: "it is to be deleted, and is read no more",
      repair: "restore it: aws secretsmanager restore-secret --secret-id shop/key",
    },
  ],
  [
    "a parameter that is not there",
    "DescribeParameters",
    { body: { Parameters: [] } },
    "parameter",
    {
      verdict: "fail",
      found: "there is no such parameter",
      repair: "make it: aws ssm put-parameter --type SecureString --name /shop/url --value file://...",
    },
  ],
  [
    "a caller who may not ask",
    "DescribeImages",
    refusal("AccessDeniedException"),
    "image",
    { verdict: "unknown", found: "AWS answered AccessDeniedException: no" },
  ],
])("%s", async (_name, operation, answer, check, expected) => {
  answers = { [operation]: answer };
  expect(await found(check)).toMatchObject(expected);
});

test("a service that was never deployed is refused with what to do", async () => {
  answers = { DescribeTaskDefinition: refusal("ClientException", "Unable to describe task definition.") };
  await expect(report()).rejects.toThrow(
    "task definition shop-dev-web must have a revision, got none; deploy it with: npx slipway deploy dev",
  );
});

test("the text has what was asked, what was found and what repairs it, and counts", async () => {
  denied = ["ecr:GetAuthorizationToken"];
  const lines = accessText(await report()).split("\n");
  expect(lines[0]).toBe("web in dev, shop-dev-web:12");
  expect(lines.slice(lines.indexOf("  fail    sign-in-to-ecr: *")).slice(0, 6)).toEqual([
    "  fail    sign-in-to-ecr: *",
    "          not allowed: ecr:GetAuthorizationToken (implicitDeny)",
    "          asked: iam:SimulatePrincipalPolicy of ecr:GetAuthorizationToken",
    "          repair: allow ecr:GetAuthorizationToken on * in role shop-dev-web-execution; if the role",
    "            is as Slipway makes it: npx slipway deploy dev",
    expect.stringContaining("pull-images"),
  ]);
  expect(lines.at(-1)).toBe("1 of 12 checks of web in dev failed, 1 could not be answered");
});
