import {
  PullThroughCache,
  type PullThroughCacheProps,
} from "../../../constructs/registry/pull-through-cache";
import { UPSTREAM_NAMES, upstreamOf } from "../../../environments/rules/upstream";
import { synth } from "../../support/synth";

const made = (props: PullThroughCacheProps) => synth((stack) => new PullThroughCache(stack, "cache", props));
const ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/hub-a1B2c3";

test("a registry that asks for no credentials", () => {
  const result = made({ prefix: "quay", upstream: "quay" });
  expect(result.only("aws_ecr_pull_through_cache_rule")).toEqual({
    ecr_repository_prefix: "quay",
    upstream_registry_url: "quay.io",
  });
  expect(result.json.data).toBeUndefined();
});

test("credentials by ARN", () => {
  const result = made({ prefix: "hub", upstream: "docker-hub", secret: ARN });
  expect(result.only("aws_ecr_pull_through_cache_rule").credential_arn).toBe(ARN);
  expect(result.json.data).toBeUndefined();
});

test("credentials by name are looked up when Terraform plans", () => {
  const result = made({ prefix: "hub", upstream: "docker-hub", secret: "ecr-pullthroughcache/hub" });
  expect(result.data("aws_secretsmanager_secret")).toEqual({ name: "ecr-pullthroughcache/hub" });
  expect(result.only("aws_ecr_pull_through_cache_rule").credential_arn).toMatch(
    /^\$\{data\.aws_secretsmanager_secret\.\w+\.arn\}$/,
  );
});

test.each([...UPSTREAM_NAMES, "shop.azurecr.io"] as const)("knows %s", (upstream) => {
  const { host, signIn } = upstreamOf(upstream);
  const props = { prefix: "cache", upstream, ...(signIn && { secret: ARN }) };
  expect(made(props).only("aws_ecr_pull_through_cache_rule").upstream_registry_url).toBe(host);
});

test.each<[PullThroughCacheProps, string]>([
  [
    { prefix: "Q", upstream: "quay" },
    'prefix must be the beginning of a repository name, of 2 to 30 characters, got "Q"',
  ],
  [
    { prefix: "q".repeat(31), upstream: "quay" },
    `prefix must be the beginning of a repository name, of 2 to 30 characters, got "${"q".repeat(31)}"`,
  ],
  [{ prefix: "hub", upstream: "docker-hub" }, "secret must be set for registry-1.docker.io, got nothing"],
  [{ prefix: "quay", upstream: "quay", secret: ARN }, `secret must not be set for quay.io, got "${ARN}"`],
  [
    { prefix: "hub", upstream: "docker-hub", secret: "docker-hub" },
    'secret must begin with ecr-pullthroughcache/, got "docker-hub"',
  ],
])("refuses %j", (props, message) => {
  expect(() => made(props)).toThrow(`pull-through cache "${props.prefix}" is not valid:\n  - ${message}`);
});
