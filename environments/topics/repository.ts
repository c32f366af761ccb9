import { z } from "zod";
import * as text from "../rules/text";
import { account, arn, flag, leaf, nameOrArn, object, oneOf, relative, whole } from "../schema/leaves";

export interface RepositoryInput {
  /** A pushed tag may be pushed again with other content; never in a protected environment. @default false */
  readonly mutable?: boolean;
  /** Images are scanned for known vulnerabilities when they are pushed; `registry.scanning` overrules it. @default true */
  readonly scanOnPush?: boolean;
  /**
   * ARN of a KMS key in the environment's region, or `"create"` for a key of the repository's own that is rotated
   * every year and has the repository's name as alias. Can not be changed later. @default AES-256 with a key of AWS
   */
  readonly kmsKey?: string;
  /** Terraform may delete the repository with its images. @default false, or true with an emulator */
  readonly forceDelete?: boolean;
  /** Images that stay beside the protected ones, newest first, at least 20. @default 100 */
  readonly keepImages?: number;
  /** Days until an untagged image goes, 1 to 365. @default 14 */
  readonly untaggedDays?: number;
  /** 12-digit accounts that may pull. @default none */
  readonly pullAccounts?: readonly string[];
  /** ARNs of IAM roles, of any account, that may pull. @default none */
  readonly pullRoles?: readonly string[];
  /** AWS services that may pull on behalf of this account, for example `codebuild.amazonaws.com`. @default none */
  readonly pullServices?: readonly string[];
  /** 12-digit accounts that may push and pull. @default none */
  readonly pushAccounts?: readonly string[];
  /** ARNs of IAM roles, of any account, that may push and pull. @default none */
  readonly pushRoles?: readonly string[];
  /**
   * A public repository beside the private one, with what the Amazon ECR Public Gallery shows; each image is pushed
   * to both. Services go on pulling from the private one: only there a tag is immutable and images are scanned.
   * Not with an emulator. @default none
   */
  readonly public?: PublicRepositoryInput;
}

/** Limits: https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_RepositoryCatalogDataInput.html */
export interface PublicRepositoryInput {
  /** Name in the gallery, behind the alias of the account's registry; 2 to 205 characters. @default the private repository's */
  readonly name?: string;
  /** One sentence, shown in search results; 1 to 1024 characters. */
  readonly description: string;
  /** Markdown: what the image is; at most 10240 characters, which is the Terraform provider's limit. @default none */
  readonly about?: string;
  /** Markdown: how to use the image; at most 10240 characters, which is the Terraform provider's limit. @default none */
  readonly usage?: string;
  /** CPU architectures that the gallery shows. @default the one that the service is built for */
  readonly architectures?: readonly (typeof ARCHITECTURES)[number][];
  /** Operating systems that the gallery shows. @default the one that the service runs on */
  readonly operatingSystems?: readonly (typeof OPERATING_SYSTEMS)[number][];
  /** Image file in the project, at most 500 KiB; the gallery shows it for verified accounts. @default none */
  readonly logo?: string;
}

/** What the gallery can filter by. */
const ARCHITECTURES = ["ARM", "ARM 64", "x86", "x86-64"] as const;
const OPERATING_SYSTEMS = ["Linux", "Windows"] as const;

export interface Repository {
  readonly mutable: boolean;
  readonly scanOnPush?: boolean;
  readonly kmsKey?: string;
  readonly forceDelete: boolean;
  readonly keepImages: number;
  readonly untaggedDays: number;
  readonly pullAccounts: readonly string[];
  readonly pullRoles?: readonly string[];
  readonly pullServices?: readonly string[];
  readonly pushAccounts?: readonly string[];
  readonly pushRoles?: readonly string[];
  readonly public?: PublicRepository;
}

export interface PublicRepository {
  readonly name: string;
  readonly description: string;
  readonly about?: string;
  readonly usage?: string;
  readonly architectures: readonly string[];
  readonly operatingSystems: readonly string[];
  readonly logo?: string;
}

const roleArn = arn("role");
const servicePrincipal = leaf(
  text.matches(/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/),
  "must be the name of an AWS service such as codebuild.amazonaws.com",
);
const chars = (most: number) =>
  leaf(
    (value): value is string => text.isText(value) && value.length <= most,
    `must have 1 to ${most} characters`,
  );

const publicRepository = object({
  name: leaf(
    text.matches(/^(?=.{2,205}$)([a-z0-9]+([._-][a-z0-9]+)*\/)*[a-z0-9]+([._-][a-z0-9]+)*$/),
    'must have 2 to 205 lower-case letters and digits, single ".", "_", "-" or "/" between them',
  ).optional(),
  description: chars(1024),
  about: chars(10_240).optional(),
  usage: chars(10_240).optional(),
  architectures: z
    .array(oneOf(...ARCHITECTURES))
    .min(1, "must name at least one architecture")
    .optional(),
  operatingSystems: z
    .array(oneOf(...OPERATING_SYSTEMS))
    .min(1, "must name at least one operating system")
    .optional(),
  logo: relative.optional(),
});

export const repositorySchema = object({
  mutable: flag.optional(),
  scanOnPush: flag.optional(),
  kmsKey: nameOrArn("key", /^create$/, 'must be "create" or the ARN of a KMS key').optional(),
  forceDelete: flag.optional(),
  keepImages: whole(20, 10_000).optional(),
  untaggedDays: whole(1, 365).optional(),
  pullAccounts: z.array(account).optional(),
  pullRoles: z.array(roleArn).optional(),
  pullServices: z.array(servicePrincipal).optional(),
  pushAccounts: z.array(account).optional(),
  pushRoles: z.array(roleArn).optional(),
  public: publicRepository.optional(),
});

interface Surroundings {
  /** Of the private repository. */
  readonly name: string;
  readonly emulated: boolean;
  readonly windows: boolean;
  readonly architecture: "x86_64" | "arm64";
}

export function resolveRepository(input: RepositoryInput = {}, around: Surroundings): Repository {
  return {
    mutable: input.mutable ?? false,
    ...(input.scanOnPush !== undefined && { scanOnPush: input.scanOnPush }),
    ...(input.kmsKey !== undefined && { kmsKey: input.kmsKey }),
    forceDelete: input.forceDelete ?? around.emulated,
    keepImages: input.keepImages ?? 100,
    untaggedDays: input.untaggedDays ?? 14,
    pullAccounts: input.pullAccounts ?? [],
    ...(input.pullRoles && { pullRoles: input.pullRoles }),
    ...(input.pullServices && { pullServices: input.pullServices }),
    ...(input.pushAccounts && { pushAccounts: input.pushAccounts }),
    ...(input.pushRoles && { pushRoles: input.pushRoles }),
    ...(input.public && {
      public: {
        architectures: [around.architecture === "arm64" ? "ARM 64" : "x86-64"],
        operatingSystems: [around.windows ? "Windows" : "Linux"],
        name: around.name,
        ...input.public,
      },
    }),
  };
}
