import { ExecutionRole, type ExecutionRoleProps } from "../../../constructs/identity/execution-role";
import { findings } from "../../support/rule";
import { synth } from "../../support/synth";

const least: ExecutionRoleProps = {
  name: "shop-dev-web-execution",
  account: "111122223333",
  region: "eu-west-1",
  repositoryArns: [],
  logGroupArns: ["arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web"],
  secretArns: [],
  parameterArns: [],
};

const full: ExecutionRoleProps = {
  ...least,
  repositoryArns: ["arn:aws:ecr:eu-west-1:111122223333:repository/web"],
  secretArns: ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/stripe-??????"],
  parameterArns: ["arn:aws:ssm:eu-west-1:111122223333:parameter/shop/key"],
  kmsKeyArns: ["arn:aws:kms:eu-west-1:111122223333:key/1"],
};

interface Statement {
  readonly Sid: string;
  readonly Action: string[];
  readonly Resource: string[];
  readonly Condition?: unknown;
}

const made = (props: ExecutionRoleProps) => synth((stack) => new ExecutionRole(stack, "role", props));
const statements = (props: ExecutionRoleProps): Statement[] => {
  const policy = JSON.parse(String(made(props).only("aws_iam_role_policy").policy)) as {
    Statement: Statement[];
  };
  return policy.Statement;
};

test("with the least, it writes logs and nothing else", () => {
  expect(statements(least)).toEqual([
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: ["arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:*"],
    },
  ]);
  expect(made(least).only("aws_iam_role")).toMatchObject({ name: "shop-dev-web-execution" });
});

test("with everything set, each right names what it is for", () => {
  expect(statements(full).map(({ Sid, Action, Resource }) => [Sid, Action, Resource])).toEqual([
    ["SignInToEcr", ["ecr:GetAuthorizationToken"], ["*"]],
    [
      "PullImages",
      ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      full.repositoryArns,
    ],
    ["WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], [`${least.logGroupArns[0]}:*`]],
    ["ReadSecrets", ["secretsmanager:GetSecretValue"], full.secretArns],
    ["ReadParameters", ["ssm:GetParameters"], full.parameterArns],
    ["DecryptSecrets", ["kms:Decrypt"], full.kmsKeyArns],
  ]);
});

test("what sidecars and volumes need to start stands beside it, unless it is about nothing", () => {
  const extra = { sid: "ReadConfig", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::config/web.env"] };
  expect(statements({ ...least, statements: [extra, { ...extra, sid: "Empty", resources: [] }] })).toEqual([
    expect.objectContaining({ Sid: "WriteLogs" }),
    expect.objectContaining({ Sid: "ReadConfig", Resource: extra.resources }),
  ]);
});

test("a service waits for the rights of the role", () => {
  synth((stack) => {
    const role = new ExecutionRole(stack, "role", least);
    expect(role.ready).toEqual([role.policy]);
  });
});

test("keys decrypt on behalf of the two secret stores only", () => {
  expect(statements(full).at(-1)?.Condition).toEqual({
    StringEquals: {
      "kms:ViaService": ["secretsmanager.eu-west-1.amazonaws.com", "ssm.eu-west-1.amazonaws.com"],
    },
  });
});

test("only tasks of this account and region assume it", () => {
  expect(JSON.parse(String(made(least).only("aws_iam_role").assume_role_policy))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["sts:AssumeRole"],
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Condition: {
          ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:111122223333:*" },
          StringEquals: { "aws:SourceAccount": "111122223333" },
        },
      },
    ],
  });
});

test("the policy has nothing to say", () => {
  expect(findings(made(full).json)).toEqual([]);
});

it("shortens a name that IAM would refuse", () => {
  expect(made({ ...least, name: "n".repeat(65) }).all("aws_iam_role")[0]?.name).toMatch(
    /^n{52}--[0-9a-z]{10}$/,
  );
});
