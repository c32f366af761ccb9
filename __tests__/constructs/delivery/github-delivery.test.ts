import { DeliveryRole } from "../../../constructs/delivery/delivery-role";
import { GithubDelivery, type GithubDeliveryProps } from "../../../constructs/delivery/github-delivery";
import { currentReleaseKey, releaseKey } from "../../../environments/rules/release-key";
import { synth } from "../../support/synth";

const props: GithubDeliveryProps = {
  prefix: "slipway-dev",
  account: "111122223333",
  region: "eu-west-1",
  repository: "example/shop",
  branches: ["main"],
  environments: ["production west"],
  plan: { branches: ["main", "next"], environments: ["audit"] },
  state: { bucket: "slipway-dev-state-111122223333", prefix: "dev" },
  stacks: {
    images: ["aws_ecr_repository", "docker_registry_image"],
    services: ["aws_ecs_service", "aws_iam_role"],
  },
};

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
const made = (change: Partial<GithubDeliveryProps> = {}) =>
  synth((stack) => new GithubDelivery(stack, "delivery", { ...props, ...change }));
const roles = (change: Partial<GithubDeliveryProps> = {}) =>
  made(change)
    .all("aws_iam_role")
    .map(({ name, path, assume_role_policy }) => ({
      name,
      path,
      trust: JSON.parse(assume_role_policy as string) as { Statement: [Statement & { Principal: object }] },
    }));
const parse = (policy: unknown) => (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;
const policyOf = (type: string, label: string, change: Partial<GithubDeliveryProps>) => {
  const [, found] =
    Object.entries(made(change).json.resource?.[type] ?? {}).find(([id]) =>
      id.startsWith(`delivery_${label}`),
    ) ?? [];
  return parse(found?.policy);
};
const reading = (
  change: Partial<GithubDeliveryProps> = {},
  role: "reading" | "release-reading" = "reading",
) => policyOf("aws_iam_policy", `${role}_`, change);
const statements = (
  role: "deploy-images" | "deploy-services" | "release",
  change: Partial<GithubDeliveryProps> = {},
) => policyOf("aws_iam_role_policy", `${role}_`, change);
const may = (all: readonly Statement[], action: string) =>
  all.filter(({ Action, Effect }) => Effect === "Allow" && Action.includes(action));
const SUBJECT = "token.actions.githubusercontent.com:sub";

test("a role that plans, one for each stack and one that releases, under a path that no deployment may write", () => {
  expect(roles().map(({ name, path }) => [name, path])).toEqual([
    ["slipway-dev-deploy-images", "/delivery/"],
    ["slipway-dev-deploy-services", "/delivery/"],
    ["slipway-dev-plan", "/delivery/"],
    ["slipway-dev-release", "/delivery/"],
  ]);
  for (const { Resource = [] } of may(statements("deploy-services"), "iam:CreateRole")) {
    expect(Resource).toEqual(["arn:aws:iam::111122223333:role/slipway-dev-*"]);
  }
});

test("pull requests and jobs that only plan may plan, and not deploy; each job is known by its whole subject", () => {
  const subjects = roles().map(({ trust }) => trust.Statement[0].Condition?.StringEquals?.[SUBJECT]);
  const deploying = [
    "repo:example/shop:ref:refs/heads/main",
    "repo:example/shop:environment:production%20west",
  ];
  expect(subjects).toEqual([
    deploying,
    deploying,
    [
      "repo:example/shop:ref:refs/heads/main",
      "repo:example/shop:ref:refs/heads/next",
      "repo:example/shop:environment:production%20west",
      "repo:example/shop:environment:audit",
      "repo:example/shop:pull_request",
    ],
    deploying,
  ]);
  for (const { trust } of roles()) {
    expect(trust.Statement).toHaveLength(1);
    expect(trust.Statement[0].Condition?.StringEquals).toHaveProperty(
      ["token.actions.githubusercontent.com:aud"],
      "sts.amazonaws.com",
    );
    expect(trust.Statement[0].Condition).not.toHaveProperty("StringLike");
  }
});

test("the account's provider is made, unless it is there already", () => {
  expect(made().only("aws_iam_openid_connect_provider")).toMatchObject({
    url: "https://token.actions.githubusercontent.com",
    client_id_list: ["sts.amazonaws.com"],
  });
  const provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
  expect(made({ provider }).types).not.toContain("aws_iam_openid_connect_provider");
  expect(roles({ provider })[0]?.trust.Statement[0].Principal).toEqual({ Federated: provider });
});

const READ = [
  "images.tfstate",
  "images.tfstate.tflock",
  "services.tfstate",
  "services.tfstate.tflock",
  "releases/*",
].map((key) => `arn:aws:s3:::slipway-dev-state-111122223333/dev/${key}`);

test("all of them read settings and the environment's states; a plan writes nothing", () => {
  const allowed = reading().filter(({ Effect }) => Effect === "Allow");
  expect(allowed.map(({ Action, Resource }) => [Action, Resource])).toEqual([[["s3:GetObject"], READ]]);
  const attached = made().all("aws_iam_role_policy_attachment");
  expect(
    attached.filter(({ policy_arn }) => policy_arn === "arn:aws:iam::aws:policy/ReadOnlyAccess"),
  ).toHaveLength(4);
  expect(attached).toHaveLength(8);
  expect(made().all("aws_iam_role_policy")).toHaveLength(3);
});

test("no role reads what is stored: objects, secrets, parameters, tables, queues, logs", () => {
  const denied = reading().filter(({ Effect }) => Effect === "Deny");
  expect(denied.flatMap(({ Action }) => Action)).toEqual(
    expect.arrayContaining([
      "dynamodb:GetItem",
      "logs:GetLogEvents",
      "s3:GetObject",
      "secretsmanager:GetSecretValue",
      "sqs:ReceiveMessage",
      "ssm:GetParameter",
    ]),
  );
  expect(denied.find(({ Action }) => Action.includes("s3:GetObject"))?.NotResource).toEqual(READ);
});

const migrating = { stacks: { ...props.stacks, services: ["aws_ecs_service", "terraform_data"] } };

test("with a migration the lines of migrations are open, and no other ones", () => {
  const denied = reading(migrating).filter(({ Action }) => Action.some((each) => each.startsWith("logs:")));
  expect(denied.map(({ Action, Effect, NotResource }) => [Effect, Action.at(-1), NotResource])).toEqual([
    ["Deny", "sqs:ReceiveMessage", undefined],
    [
      "Deny",
      "logs:GetLogEvents",
      ["arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/slipway-dev/*:log-stream:_once/*"],
    ],
  ]);
  expect(denied[0]?.Action).not.toContain("logs:GetLogEvents");
  expect(denied[0]?.Action).toEqual(expect.arrayContaining(["logs:FilterLogEvents", "logs:StartQuery"]));
});

test("with a migration its deployment runs and stops tasks of the environment, which no other one may", () => {
  const services = statements("deploy-services", migrating);
  expect(may(services, "ecs:RunTask")).toEqual([
    expect.objectContaining({
      Resource: ["arn:aws:ecs:eu-west-1:111122223333:task-definition/slipway-dev-*"],
      Condition: { ArnLike: { "ecs:cluster": "arn:aws:ecs:eu-west-1:111122223333:cluster/slipway-dev" } },
    }),
  ]);
  expect(may(services, "ecs:StopTask")[0]?.Resource).toEqual([
    "arn:aws:ecs:eu-west-1:111122223333:task/slipway-dev/*",
  ]);
  for (const others of [statements("deploy-images", migrating), statements("deploy-services")]) {
    expect([may(others, "ecs:RunTask"), may(others, "ecs:StopTask")]).toEqual([[], []]);
  }
});

test("releases are read by all of them where they are recorded", () => {
  const [read] = reading().filter(({ Action }) => Action.join() === "s3:GetObject");
  const open = read?.Resource?.filter((arn) => arn.endsWith("/*")).map((arn) => arn.slice(0, -1)) ?? [];
  expect(open).toHaveLength(1);
  for (const key of [currentReleaseKey(props.state), releaseKey(props.state, 1)]) {
    expect(`arn:aws:s3:::${props.state.bucket}/${key}`.startsWith(open.join())).toBe(true);
  }
});

test("a deployment changes what its stack has, and its own state", () => {
  const [images, services] = [statements("deploy-images"), statements("deploy-services")];
  expect(may(images, "ecr:PutImage")[0]?.Resource).toEqual([
    "arn:aws:ecr:eu-west-1:111122223333:repository/slipway-dev-*",
  ]);
  expect(may(services, "ecr:PutImage")).toEqual([]);
  expect(may(services, "ecs:UpdateService")[0]?.Resource).toEqual([
    "arn:aws:ecs:eu-west-1:111122223333:service/slipway-dev/*",
  ]);
  expect(may(images, "ecs:UpdateService")).toEqual([]);
  const writes = (all: Statement[]) => all.find(({ Sid }) => Sid === "WriteState")?.Resource;
  expect(writes(images)).toEqual(["arn:aws:s3:::slipway-dev-state-111122223333/dev/images.tfstate"]);
  expect(writes(services)).toEqual([
    "arn:aws:s3:::slipway-dev-state-111122223333/dev/services.tfstate",
    "arn:aws:s3:::slipway-dev-state-111122223333/dev/releases/*",
  ]);
});

test("one identity releases: images and services with their states and records, and never the foundation", () => {
  const stacks = { ...props.stacks, foundation: ["aws_vpc"] };
  const release = statements("release", { stacks });
  for (const role of ["deploy-images", "deploy-services"] as const) {
    const actions = statements(role, { stacks }).flatMap(({ Action }) => Action);
    expect(release.flatMap(({ Action }) => Action)).toEqual(expect.arrayContaining(actions));
  }
  expect(may(release, "ec2:CreateVpc")).toEqual([]);
  expect(release.find(({ Sid }) => Sid === "WriteState")?.Resource).toEqual([
    "arn:aws:s3:::slipway-dev-state-111122223333/dev/images.tfstate",
    "arn:aws:s3:::slipway-dev-state-111122223333/dev/services.tfstate",
    "arn:aws:s3:::slipway-dev-state-111122223333/dev/releases/*",
  ]);
});

test("who releases reads the lines of the environment's services, and of nothing else", () => {
  const denied = reading({}, "release-reading").filter(({ Action }) => Action.includes("logs:GetLogEvents"));
  expect(denied.map(({ Effect, NotResource }) => [Effect, NotResource])).toEqual([
    ["Deny", ["arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/slipway-dev/*:log-stream:*"]],
  ]);
});

test("roles are passed only to the services that use them", () => {
  const [pass] = may(statements("deploy-services"), "iam:PassRole");
  expect(pass?.Condition?.StringEquals?.["iam:PassedToService"]).toContain("ecs-tasks.amazonaws.com");
  expect(pass?.Resource).toEqual(["arn:aws:iam::111122223333:role/slipway-dev-*"]);
});

test("with a permissions boundary, a deployment makes roles inside of it only", () => {
  const permissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";
  const create = (change: Partial<GithubDeliveryProps>) =>
    may(statements("deploy-services", change), "iam:CreateRole")[0]?.Condition;
  expect(create({ permissionsBoundary })).toEqual({
    StringEquals: { "iam:PermissionsBoundary": permissionsBoundary },
  });
  expect(create({})).toBeUndefined();
});

test("more rights than IAM keeps for one role are refused", () => {
  const role = (count: number) => () =>
    synth(
      (stack) =>
        new DeliveryRole(stack, "role", {
          name: "slipway-dev-deploy-images",
          region: "eu-west-1",
          description: "Deployments",
          trust: "{}",
          readingPolicyArn: "arn:aws:iam::111122223333:policy/delivery/read",
          statements: [
            { actions: ["s3:PutObject"], resources: Array<string>(count).fill("arn:aws:s3:::bucket/*") },
          ],
        }),
    );
  expect(role(400)).not.toThrow();
  expect(role(500)).toThrow(
    /statements must have at most 10240 characters as a policy, got \d+; divide the environment/,
  );
});
