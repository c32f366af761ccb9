import type { DeliveryInput } from "../../../environments/topics/delivery";
import type { EnvironmentInput } from "../../../environments/input";
import { createApp, createStateApp } from "../../../main";
import { resolve } from "../../../environments/resolve";
import { all, inputWith, problemsOf, resolved, stacksOf, type Resources } from "../../support/language";
import { Outdir, root } from "../../support/synth-environment";

const repository = "example/shop";
const github = (change: Partial<DeliveryInput["github"]> = {}) => ({ github: { repository, ...change } });
const place = { root, outdir: "unused" };
const BOUNDARY = "arn:aws:iam::111122223333:policy/boundary";

/** Who may plan when nothing is said. */
const MAIN = { branches: ["main"], environments: [] };

function stateOf(delivery?: DeliveryInput): Resources {
  const outdir = new Outdir();
  try {
    createStateApp(resolved({ ...(delivery && { delivery }) }), { root, outdir: outdir.path }, "s3").synth();
    return (JSON.parse(outdir.read().get("state") ?? "") as { resource: Resources }).resource;
  } finally {
    outdir.remove();
  }
}

test("nobody deploys by default, and roles have no boundary", () => {
  expect(resolved({})).not.toHaveProperty("delivery");
  expect(Object.keys(stateOf()).filter((type) => type.startsWith("aws_iam"))).toEqual([]);
  for (const role of all(stacksOf(resolved({})).services, "aws_iam_role")) {
    expect(role).not.toHaveProperty("permissions_boundary");
  }
});

test.each<[Partial<DeliveryInput["github"]>, object]>([
  [{}, { branches: ["main"], environments: [], plan: MAIN }],
  [{ branches: ["release"] }, { branches: ["release"], environments: [], plan: MAIN }],
  [{ environments: ["production"] }, { branches: [], environments: ["production"], plan: MAIN }],
  [{ plan: {} }, { branches: ["main"], environments: [], plan: MAIN }],
  [
    { plan: { branches: ["trunk"], environments: ["production"] } },
    { branches: ["main"], environments: [], plan: { branches: ["trunk"], environments: ["production"] } },
  ],
])("%j", (change, expected) => {
  expect(resolved({ delivery: github(change) }).delivery).toEqual({ github: { repository, ...expected } });
});

test("the bootstrap makes the roles, with rights for exactly what the stacks have", () => {
  const state = stateOf(github());
  expect(all(state, "aws_iam_role").map(({ name }) => name)).toEqual([
    "slipway-dev-deploy-foundation",
    "slipway-dev-deploy-images",
    "slipway-dev-deploy-services",
    "slipway-dev-plan",
    "slipway-dev-release",
  ]);
  const services = all(state, "aws_iam_role_policy").map(({ policy }) => String(policy));
  expect(services.filter((policy) => policy.includes("ecs:UpdateService"))).toHaveLength(2);
  expect(services.some((policy) => policy.includes("rds:CreateDBInstance"))).toBe(false);
});

test("a schedule on main may plan where only jobs in a GitHub environment deploy", () => {
  const trust = all(stateOf(github({ environments: ["production"] })), "aws_iam_role").map(
    ({ name, assume_role_policy }) => [name, String(assume_role_policy).includes("ref:refs/heads/main")],
  );
  expect(trust.filter(([, trusted]) => trusted)).toEqual([["slipway-dev-plan", true]]);
});

test("a boundary limits every role of every stack, by name or by ARN", () => {
  for (const permissionsBoundary of ["boundary", BOUNDARY]) {
    const { foundation, services } = stacksOf(resolved({ permissionsBoundary }));
    const roles = [...all(foundation, "aws_iam_role"), ...all(services, "aws_iam_role")];
    expect(roles.length).toBeGreaterThan(1);
    for (const role of roles) expect(role.permissions_boundary).toBe(BOUNDARY);
  }
});

const path = "delivery.github";
test.each<[object, string]>([
  [
    { repository: "shop" },
    `${path}.repository must be one GitHub repository, as owner/name or owner@id/name@id, got "shop"`,
  ],
  [{ branches: [] }, `${path}.branches must name at least one branch, got []`],
  [
    { branches: ["release/*"] },
    `${path}.branches[0] must be the whole name of a branch, without refs/ and patterns, got "release/*"`,
  ],
  ...[
    ["refs/heads/main", '; write "main"'],
    ["refs/heads/team/main", '; write "team/main"'],
    ["refs/tags/v1", ""],
  ].flatMap(([branch, hint]): [object, string][] => [
    [
      { branches: [branch] },
      `${path}.branches[0] must be the whole name of a branch, without refs/ and patterns, got "${branch}"${hint}`,
    ],
    [
      { plan: { branches: [branch] } },
      `${path}.plan.branches[0] must be the whole name of a branch, without refs/ and patterns, got "${branch}"${hint}`,
    ],
  ]),
  [
    { environments: ["prod:west"] },
    `${path}.environments[0] must be the whole name of a GitHub environment, without patterns, got "prod:west"`,
  ],
  [
    { plan: { branches: ["*"] } },
    `${path}.plan.branches[0] must be the whole name of a branch, without refs/ and patterns, got "*"`,
  ],
  [{ plan: { environments: [] } }, `${path}.plan.environments must name at least one environment, got []`],
  [
    { provider: "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
    `${path}.provider must be the ARN of GitHub's OIDC provider, arn:<partition>:iam::<account>:oidc-provider/token.actions.githubusercontent.com, got "arn:aws:iam::111122223333:oidc-provider/gitlab.com"`,
  ],
  [
    { provider: "arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com" },
    `${path}.provider must be in the account of the environment (111122223333), got "arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com"; a role trusts providers of its own account only`,
  ],
])("%j is refused", (change, message) => {
  expect(problemsOf({ delivery: { github: { repository, ...change } } })).toContain(message);
});

test("a protected environment that deploys itself needs a boundary, and a boundary of its own account", () => {
  expect(problemsOf({ delivery: github(), protected: true })).toContain(
    "permissionsBoundary must be set beside delivery in a protected environment, got nothing; a workflow that may make roles could give itself any right without it",
  );
  expect(problemsOf({ permissionsBoundary: "arn:aws:iam::444455556666:policy/boundary" })).toEqual([
    'permissionsBoundary must be in the account of the environment (111122223333), got "arn:aws:iam::444455556666:policy/boundary"; the boundary of a role is a policy of its own account, or of AWS',
  ]);
  expect(problemsOf({ permissionsBoundary: "two words" })).toEqual([
    'permissionsBoundary must be the name of an IAM policy of the account, or the ARN of one, got "two words"',
  ]);
});

const WITHOUT = "a workflow that may make roles could give itself any right in the account without it";

describe("an environment that deploys itself beside a protected one", () => {
  const dev = inputWith({ delivery: github() });
  const production = inputWith({ name: "production", protected: true });
  const set = (...inputs: readonly EnvironmentInput[]) =>
    Object.fromEntries(inputs.map((each) => [each.name, each]));
  const message = `permissionsBoundary must be set beside delivery in account 111122223333, where environment "production" is protected, got nothing; ${WITHOUT}`;

  it.each([
    ["with delivery and a boundary", { ...production, delivery: github(), permissionsBoundary: "limits" }],
    ["that a person deploys", production],
  ])("needs a boundary in the account of one %s", (_, other) => {
    expect(() => resolve(dev, root, set(dev, other))).toThrow(message);
    expect(() =>
      createApp(
        [dev, other].map((each) => resolve(each, root)),
        place,
      ),
    ).toThrow(
      `environment "dev": permissionsBoundary must be set beside delivery in account 111122223333, where environment "production" is protected, got nothing; ${WITHOUT}`,
    );
  });

  it.each<[string, EnvironmentInput, EnvironmentInput]>([
    ["with a boundary", { ...dev, permissionsBoundary: "limits" }, production],
    ["without delivery", inputWith({}), production],
    ["in another account", dev, { ...production, account: "444455556666" }],
    ["beside one that is not protected", dev, { ...production, protected: false }],
    ["on an emulator", { ...dev, emulator: { endpoint: "http://127.0.0.1:4566" } }, production],
  ])("is accepted %s", (_, first, second) => {
    expect(resolve(first, root, set(first, second)).name).toBe("dev");
    const both = [first, second].map((each) => resolve(each, root));
    expect(createApp(both, place).stacks.size).toBe(2);
  });
});

test("of two environments in one account, one makes GitHub's provider", () => {
  const environments = ["dev", "staging"].map((name) =>
    resolve(inputWith({ name, delivery: github() }), root),
  );
  expect(() => createApp(environments, { root, outdir: "unused" })).toThrow(
    /environment "staging" must set delivery\.github\.provider, got nothing; environment "dev" makes the provider/,
  );
});
