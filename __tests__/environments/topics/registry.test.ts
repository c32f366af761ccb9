import { createApp } from "../../../main";
import { inputWith, only, problemsOf, resolved, stacksOf, all } from "../../support/language";
import { Outdir, root } from "../../support/synth-environment";
import { resolve } from "../../../environments/resolve";
import type { RegistryInput } from "../../../environments/topics/registry";

const ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/hub-a1B2c3";
const registryOf = (registry: RegistryInput) => resolved({ registry }).registry;

test("an environment that says nothing leaves the registry as it is", () => {
  expect(resolved({})).not.toHaveProperty("registry");
  const { images } = stacksOf(resolved({}));
  expect(Object.keys(images).filter((type) => type.startsWith("aws_ecr_re"))).toEqual([]);
});

test.each<[RegistryInput, object]>([
  [
    { scanning: "basic" },
    { scanning: { type: "basic", rules: [{ frequency: "on-push", repositories: ["slipway-*"] }] } },
  ],
  [
    { scanning: "enhanced" },
    { scanning: { type: "enhanced", rules: [{ frequency: "continuous", repositories: ["slipway-*"] }] } },
  ],
  [
    { replication: [{ region: "eu-central-1" }] },
    { replication: [{ region: "eu-central-1", account: "111122223333", prefixes: ["slipway-dev-"] }] },
  ],
  [
    { policy: { pullAccounts: ["444455556666"] } },
    { policy: { pullAccounts: ["444455556666"], pushAccounts: [], replicationAccounts: [] } },
  ],
])("%j has its defaults filled in", (input, registry) => {
  expect(registryOf(input)).toEqual(registry);
});

const full: RegistryInput = {
  scanning: {
    type: "enhanced",
    rules: [
      { frequency: "continuous", repositories: ["slipway-*"] },
      { frequency: "on-push", repositories: ["*"] },
    ],
  },
  replication: [{ region: "eu-west-1", account: "444455556666", prefixes: ["base-"] }],
  pullThrough: [
    { prefix: "hub", upstream: "docker-hub", secret: ARN },
    { prefix: "shop/azure", upstream: "shop1.azurecr.io", secret: "ecr-pullthroughcache/azure" },
    { prefix: "quay", upstream: "quay" },
  ],
  policy: {
    pullAccounts: ["444455556666"],
    pushAccounts: ["777788889999"],
    replicationAccounts: ["444455556666"],
  },
};

test("what is said in full is taken as it is, and reaches the images stack", () => {
  expect(registryOf(full)).toEqual(full);
  const { images } = stacksOf(resolved({ registry: full }));
  expect(only(images, "aws_ecr_registry_scanning_configuration").scan_type).toBe("ENHANCED");
  expect(only(images, "aws_ecr_replication_configuration")).toBeDefined();
  expect(only(images, "aws_ecr_registry_policy").policy).toContain(
    "arn:aws:ecr:eu-west-1:111122223333:repository/slipway-*",
  );
  expect(
    all(images, "aws_ecr_pull_through_cache_rule")
      .map((rule) => rule.ecr_repository_prefix)
      .sort(),
  ).toEqual(["hub", "quay", "shop/azure"]);
});

test.each<[object, string]>([
  [{}, "registry must set at least one of scanning, replication, pullThrough and policy, got none"],
  [{ scanning: "deep" }, 'registry.scanning must be one of "basic", "enhanced", got "deep"'],
  [
    { scanning: { type: "enhanced", rules: [{ frequency: "daily", repositories: ["a"] }] } },
    'registry.scanning.rules[0].frequency must be one of "on-push", "continuous", got "daily"',
  ],
  [
    { scanning: { type: "enhanced", rules: [{ frequency: "on-push", repositories: ["*a*a*a*a*"] }] } },
    'registry.scanning.rules[0].repositories[0] must be a repository name of at most 255 characters, with at most four *, got "*a*a*a*a*"',
  ],
  [
    { scanning: { type: "basic", rules: [{ frequency: "continuous", repositories: ["a"] }] } },
    'registry.scanning.type must be "enhanced" for continuous scanning, got "basic", which scans only when an image is pushed',
  ],
  [
    {
      scanning: {
        type: "basic",
        rules: [
          { frequency: "on-push", repositories: ["a"] },
          { frequency: "on-push", repositories: ["b"] },
        ],
      },
    },
    'registry.scanning.rules must have one rule per frequency, got several for "on-push"',
  ],
  [{ replication: [] }, "registry.replication must name at least one destination, got []"],
  [
    { replication: [{ region: "europe" }] },
    'registry.replication[0].region must be an AWS region that environments/rules/partition.ts lists, such as eu-west-1, got "europe"',
  ],
  [
    { replication: [{ region: "eu-central-1", prefixes: ["*"] }] },
    'registry.replication[0].prefixes[0] must be the beginning of a repository name, of 2 to 256 characters, got "*"',
  ],
  [
    { replication: [{ region: "eu-west-1" }] },
    "registry.replication[0] must be another account or region than the environment's own, got 111122223333 in eu-west-1",
  ],
  [
    { replication: [{ region: "eu-north-1" }, { region: "eu-north-1", prefixes: ["base-"] }] },
    "registry.replication must have each destination once, got 111122223333 in eu-north-1 several times; put its prefixes together",
  ],
  [
    {
      replication: Array.from({ length: 11 }, (_, index) => ({
        region: "eu-north-1",
        account: String(444455556666 + index),
        prefixes: [`base-${index}`],
      })),
    },
    "registry.replication must have at most 10 different lists of prefixes, got 11; ECR keeps one rule for each",
  ],
  [
    { pullThrough: [{ prefix: "hub/", upstream: "quay" }] },
    'registry.pullThrough[0].prefix must be the beginning of a repository name, of 2 to 30 characters and without a / at its end, got "hub/"',
  ],
  [
    { pullThrough: [{ prefix: "hub", upstream: "docker" }] },
    'registry.pullThrough[0].upstream must be one of "docker-hub", "github", "gitlab", "chainguard", "ecr-public", "k8s", "quay", or <name>.azurecr.io, got "docker"',
  ],
  [
    { pullThrough: [{ prefix: "hub", upstream: "docker-hub", secret: "docker-hub" }] },
    'registry.pullThrough[0].secret must be a secret whose name begins with ecr-pullthroughcache/, by name or complete ARN, got "docker-hub"',
  ],
  [
    { pullThrough: [{ prefix: "hub", upstream: "docker-hub" }] },
    "registry.pullThrough[0].secret must be set for registry-1.docker.io, got nothing; ECR pulls from there with credentials only",
  ],
  [
    { pullThrough: [{ prefix: "quay", upstream: "quay", secret: ARN }] },
    `registry.pullThrough[0].secret must not be set for quay.io, got "${ARN}"; ECR pulls from there without credentials`,
  ],
  [
    {
      pullThrough: [
        { prefix: "hub", upstream: "docker-hub", secret: ARN.replace("eu-west-1", "eu-north-1") },
      ],
    },
    'registry.pullThrough[0].secret must be in the region of the environment (eu-west-1), got "arn:aws:secretsmanager:eu-north-1:111122223333:secret:ecr-pullthroughcache/hub-a1B2c3"; ECR reads secrets of its own region and account only',
  ],
  [
    {
      pullThrough: [
        { prefix: "cache", upstream: "quay" },
        { prefix: "cache", upstream: "k8s" },
      ],
    },
    'registry.pullThrough must have a prefix of its own for each registry, got several "cache"',
  ],
  [{ policy: {} }, "registry.policy must name at least one account, got none"],
  [
    { policy: { pullAccounts: ["*"] } },
    'registry.policy.pullAccounts[0] must be an AWS account of 12 digits in quotes, got "*"',
  ],
])("refuses %j", (registry, message) => {
  expect(problemsOf({ registry })).toEqual([message]);
});

describe("one environment for each account and region", () => {
  const environment = (name: string, change: object) =>
    resolve(inputWith({ name, registry: { scanning: "basic" }, ...change }), root);
  const app = (...environments: ReturnType<typeof environment>[]) => {
    const outdir = new Outdir();
    try {
      createApp(environments, { root, outdir: outdir.path });
    } finally {
      outdir.remove();
    }
  };

  it("refuses a second one", () => {
    expect(() => app(environment("dev", {}), environment("test", {}))).toThrow(
      "the set of environments is not valid:\n" +
        '  - environment "test" must not set registry, got registry settings; environment "dev" has those of account 111122223333 in eu-west-1, which has only one registry',
    );
  });

  it("accepts one in another region or account, and one that says nothing", () => {
    expect(() =>
      app(
        environment("dev", {}),
        environment("far", { region: "eu-north-1" }),
        environment("other", { account: "444455556666" }),
        environment("quiet", { registry: undefined }),
      ),
    ).not.toThrow();
  });
});
