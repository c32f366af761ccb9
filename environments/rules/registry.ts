import { shown } from "../errors";
import type { Environment } from "../model";
import type { Registry } from "../topics/registry";
import { partitionOf } from "./partition";
import { repeated } from "./repeated";
import { upstreamOf } from "./upstream";

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
const REPLICATION_RULES = 10;

type Place = Pick<Environment, "account" | "region">;

/** The rules between the settings of one registry. */
export function registryProblems({ registry, ...place }: Place & { readonly registry?: Registry }): string[] {
  if (!registry) return [];
  if (Object.keys(registry).length === 0)
    return ["registry must set at least one of scanning, replication, pullThrough and policy, got none"];
  return [
    ...policyProblems(registry),
    ...scanningProblems(registry),
    ...replicationProblems(registry, place),
    ...cacheProblems(registry),
  ];
}

const policyProblems = ({ policy }: Registry): string[] =>
  policy && Object.values(policy).every((accounts) => accounts.length === 0)
    ? ["registry.policy must name at least one account, got none"]
    : [];

function scanningProblems({ scanning }: Registry): string[] {
  const frequencies = scanning?.rules.map(({ frequency }) => frequency) ?? [];
  const problems = repeated(frequencies).map(
    (frequency) =>
      `registry.scanning.rules must have one rule per frequency, got several for ${shown(frequency)}`,
  );
  if (scanning?.type === "basic" && frequencies.includes("continuous")) {
    problems.push(
      'registry.scanning.type must be "enhanced" for continuous scanning, got "basic", which scans only when an image is pushed',
    );
  }
  return problems;
}

function replicationProblems({ replication = [] }: Registry, place: Place): string[] {
  const places = replication.map(({ account, region }) => `${account} in ${region}`);
  const problems = replication.flatMap(({ account, region }, index) =>
    account === place.account && region === place.region
      ? [
          `registry.replication[${index}] must be another account or region than the environment's own, got ${places[index] ?? ""}`,
        ]
      : partitionProblems(`registry.replication[${index}].region`, region, place.region),
  );
  problems.push(
    ...repeated(places).map(
      (each) =>
        `registry.replication must have each destination once, got ${each} several times; put its prefixes together`,
    ),
  );
  const rules = new Set(replication.map(({ prefixes }) => JSON.stringify(prefixes))).size;
  if (rules > REPLICATION_RULES) {
    problems.push(
      `registry.replication must have at most ${REPLICATION_RULES} different lists of prefixes, got ${rules}; ECR keeps one rule for each`,
    );
  }
  return problems;
}

/** A registry has no rights in another partition; https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
function partitionProblems(path: string, region: string, own: string): string[] {
  const { id } = partitionOf(own);
  return partitionOf(region).id === id
    ? []
    : [`${path} must be in the partition of the environment (${id}), got ${shown(region)}; leave it out`];
}

function cacheProblems({ pullThrough = [] }: Registry): string[] {
  const problems = repeated(pullThrough.map(({ prefix }) => prefix)).map(
    (prefix) =>
      `registry.pullThrough must have a prefix of its own for each registry, got several ${shown(prefix)}`,
  );
  for (const [index, { upstream, secret }] of pullThrough.entries()) {
    const path = `registry.pullThrough[${index}].secret`;
    const { host, signIn } = upstreamOf(upstream);
    if (signIn && secret === undefined) {
      problems.push(
        `${path} must be set for ${host}, got nothing; ECR pulls from there with credentials only`,
      );
    }
    if (!signIn && secret !== undefined) {
      problems.push(
        `${path} must not be set for ${host}, got ${shown(secret)}; ECR pulls from there without credentials`,
      );
    }
  }
  return problems;
}

/** There is one registry for each account and region: two environments that both set it up would undo each other. */
export function registryOwnerProblems(
  environments: readonly (Place & { readonly name: string; readonly registry?: object })[],
): string[] {
  const owners = environments.filter(({ registry }) => registry);
  return owners.flatMap(({ name, account, region }, index) => {
    const other = owners
      .slice(0, index)
      .find((earlier) => earlier.account === account && earlier.region === region);
    return other
      ? [
          `environment "${name}" must not set registry, got registry settings; environment "${other.name}" has those of account ${account} in ${region}, which has only one registry`,
        ]
      : [];
  });
}
