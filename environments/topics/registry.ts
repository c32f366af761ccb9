import { z } from "zod";
import * as text from "../rules/text";
import { CACHE_PREFIX, isUpstream, UPSTREAM_NAMES, type Upstream } from "../rules/upstream";
import { account, has, leaf, nameOrArn, object, oneOf, region, shaped } from "../schema/leaves";

/**
 * Settings of the private ECR registry. There is one registry for each account and region, so one environment at most
 * may say them there: the last one to be applied would win, and destroying it would reset the others.
 */
export interface RegistryInput {
  /**
   * How images are scanned. `"basic"`: for operating system packages, when they are pushed. `"enhanced"`: by Amazon
   * Inspector (which costs), also for language packages, and again with each new finding. In short form for the
   * project's repositories. @default as the registry is: basic, by each repository's `scanOnPush`
   */
  readonly scanning?: ScanType | ScanningInput;
  /** Registries that get a copy of each image that is pushed; at most 25. @default none */
  readonly replication?: readonly ReplicationInput[];
  /** Other registries' images, kept in this one from the first pull on; at most 50. @default none */
  readonly pullThrough?: readonly PullThroughInput[];
  /** What other accounts may do with the project's repositories, all of them at once. @default nothing */
  readonly policy?: RegistryPolicyInput;
}

type ScanType = "basic" | "enhanced";
type ScanFrequency = "on-push" | "continuous";

export interface ScanningInput {
  /** Scanned by ECR for operating system packages, or by Amazon Inspector for those of languages too. */
  readonly type: ScanType;
  /** One rule per frequency at most; images that no rule names are scanned by hand only. */
  readonly rules: readonly {
    /** `"continuous"` only with enhanced scanning. */
    readonly frequency: ScanFrequency;
    /** Repository names with `*` for any text, at most 100 of at most 255 characters. */
    readonly repositories: readonly string[];
  }[];
}

export interface ReplicationInput {
  /** Region that gets the copies. */
  readonly region: string;
  /** 12-digit account that gets the copies; another one has to allow it (`policy.replicationAccounts` there). @default the environment's own */
  readonly account?: string;
  /** What the names of the copied repositories begin with, at most 100 texts of 2 to 256 characters. @default ["<project>-<environment>-"] */
  readonly prefixes?: readonly string[];
}

export interface PullThroughInput {
  /** First part of the cached repositories' names, 2 to 30 characters: `<registry>/<prefix>/<name in the upstream registry>`. */
  readonly prefix: string;
  /** Registry that is cached: one of the known names, or `<name>.azurecr.io`. */
  readonly upstream: Upstream;
  /**
   * Secret with `username` and `accessToken`, by name or complete ARN; its name must begin with
   * `ecr-pullthroughcache/`. @default none: only public.ecr.aws, registry.k8s.io and quay.io do without
   */
  readonly secret?: string;
}

export interface RegistryPolicyInput {
  /** 12-digit accounts that may pull. @default none */
  readonly pullAccounts?: readonly string[];
  /** 12-digit accounts that may push and pull. @default none */
  readonly pushAccounts?: readonly string[];
  /** 12-digit accounts whose registries may send copies, and make the repositories for them. @default none */
  readonly replicationAccounts?: readonly string[];
}

export interface Registry {
  readonly scanning?: Scanning;
  readonly replication?: readonly Replication[];
  readonly pullThrough?: readonly PullThroughInput[];
  readonly policy?: Required<RegistryPolicyInput>;
}

export type Scanning = ScanningInput;
export type Replication = Required<ReplicationInput>;

const repositoryPattern = leaf(
  (value): value is string =>
    text.matches(/^[a-z0-9*]+(?:[._/-][a-z0-9*]+)*$/, 255)(value) && value.split("*").length <= 5,
  "must be a repository name of at most 255 characters, with at most four *",
);
const prefix = leaf(
  text.matches(/^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]*)*\/)*[a-z0-9]+(?:[._-][a-z0-9]*)*$/),
  "must be the beginning of a repository name, of 2 to 256 characters",
);
const secret = nameOrArn(
  "cacheSecret",
  /^ecr-pullthroughcache\/[A-Za-z0-9/_+=.@-]{1,491}$/,
  "must be a secret whose name begins with ecr-pullthroughcache/, by name or complete ARN",
);
const some = <T extends z.ZodType>(each: T, most: number, what: string) =>
  z.array(each).min(1, `must name at least one ${what}`).max(most, `must name at most ${most}`);

const scanning = object({
  type: oneOf("basic", "enhanced"),
  rules: z.array(
    object({
      frequency: oneOf("on-push", "continuous"),
      repositories: some(repositoryPattern, 100, "repository"),
    }),
  ),
});

export const registrySchema = object({
  scanning: shaped<ScanType | ScanningInput>((value) =>
    has(value, "type") ? scanning : oneOf("basic", "enhanced"),
  ).optional(),
  replication: some(
    object({
      region,
      account: account.optional(),
      prefixes: some(prefix, 100, "prefix").optional(),
    }),
    25,
    "destination",
  ).optional(),
  pullThrough: some(
    object({
      prefix: leaf(
        text.matches(CACHE_PREFIX),
        "must be the beginning of a repository name, of 2 to 30 characters and without a / at its end",
      ),
      upstream: leaf(
        isUpstream,
        `must be one of ${UPSTREAM_NAMES.map((name) => JSON.stringify(name)).join(", ")}, or <name>.azurecr.io`,
      ),
      secret: secret.optional(),
    }),
    50,
    "registry",
  ).optional(),
  policy: object({
    pullAccounts: z.array(account).optional(),
    pushAccounts: z.array(account).optional(),
    replicationAccounts: z.array(account).optional(),
  }).optional(),
});

interface Surroundings {
  readonly account: string;
  readonly project: string;
  readonly environment: string;
}

export function resolveRegistry(input: RegistryInput, around: Surroundings): Registry {
  const { account: own, project, environment } = around;
  return {
    ...(input.scanning !== undefined && { scanning: resolveScanning(input.scanning, project) }),
    ...(input.replication && {
      replication: input.replication.map(({ region: target, account: to = own, prefixes }) => ({
        region: target,
        account: to,
        prefixes: prefixes ?? [`${project}-${environment}-`],
      })),
    }),
    ...(input.pullThrough && { pullThrough: input.pullThrough }),
    ...(input.policy && {
      policy: { pullAccounts: [], pushAccounts: [], replicationAccounts: [], ...input.policy },
    }),
  };
}

function resolveScanning(input: ScanType | ScanningInput, project: string): Scanning {
  if (typeof input === "object") return input;
  const frequency = input === "enhanced" ? "continuous" : "on-push";
  return { type: input, rules: [{ frequency, repositories: [`${project}-*`] }] };
}
