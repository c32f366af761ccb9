import { shown } from "../errors";
import { DNS_SUFFIXES, partitionOf } from "./partition";

/** What an image reference names. */
export interface ImageReference {
  /** Host of the registry, with its port. @default Docker Hub */
  readonly domain?: string;
  /** Name of the repository in its registry. */
  readonly path: string;
  readonly tag?: string;
  /** `sha256:<64 hex>`, or of another algorithm. */
  readonly digest?: string;
}

/** Characters of a complete reference. Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const MAX_REFERENCE = 255;
const MAX_PORT = 65_535;

/**
 * The grammar of references, without IPv6 addresses, whose brackets ECS does not accept.
 * Source: https://github.com/distribution/reference/blob/main/reference.go
 */
const HOST = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i;
const PATH = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
/** https://github.com/opencontainers/go-digest/blob/master/algorithm.go */
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;

/** Reads a reference as Docker does; `undefined` when it is none. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > MAX_REFERENCE) return undefined;
  const [named = "", digest, ...more] = text.split("@");
  const slash = named.indexOf("/");
  const first = named.slice(0, Math.max(slash, 0));
  const domain = isDomain(first) ? first : undefined;
  const rest = domain === undefined ? named : named.slice(slash + 1);
  const [path = "", tag, ...others] = rest.split(":");
  const isReference =
    more.length + others.length === 0 &&
    (domain === undefined || isHost(domain)) &&
    PATH.test(path) &&
    (tag === undefined || TAG.test(tag)) &&
    (digest === undefined || DIGEST.test(digest));
  if (!isReference) return undefined;
  return {
    ...(domain !== undefined && { domain }),
    path,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** Docker reads the first part as a registry when no repository of Docker Hub can have that name. */
const isDomain = (first: string): boolean =>
  /[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase();

/** What a reference can name as its registry; Docker Hub is `docker.io`. */
export const isRegistryHost = (value: unknown): value is string =>
  typeof value === "string" && value.length <= MAX_REFERENCE && isDomain(value) && isHost(value);

/** The registry that a reference names; Docker Hub when it names none. */
export const registryOf = (text: string): string => parseImageReference(text)?.domain ?? "docker.io";

function isHost(domain: string): boolean {
  const [host = "", port, ...more] = domain.split(":");
  const isPort = port === undefined || (/^\d{1,5}$/.test(port) && Number(port) <= MAX_PORT);
  return more.length === 0 && isPort && HOST.test(host);
}

/** A reference that names one image: with a digest, or a tag other than `latest`. */
export function isPinnedImage(value: unknown): value is string {
  const reference = typeof value === "string" ? parseImageReference(value) : undefined;
  if (reference === undefined) return false;
  const { digest, tag } = reference;
  return digest !== undefined || (tag !== undefined && tag !== "latest");
}

/** A pinned reference that ends in a digest: whatever happens to tags, it names the same bytes. */
export const isReferenceByDigest = (value: unknown): value is string =>
  isPinnedImage(value) && value.includes("@");

/**
 * Hosts of private registries, also those for FIPS and for IPv6.
 * Source: https://docs.aws.amazon.com/general/latest/gr/ecr.html
 */
const ECR = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.([a-z.-]+)$/;
const ECR_DUAL_STACK = /^(\d{12})\.dkr-ecr(?:-fips)?\.([a-z0-9-]+)\.on\.aws$/;

/** The private registry of ECR that a reference names. */
function ecrRegistry(text: string) {
  const { domain = "", path = "" } = parseImageReference(text) ?? {};
  const [, account, region = "", suffix] = ECR_DUAL_STACK.exec(domain) ?? ECR.exec(domain) ?? [];
  return account === undefined ? undefined : { account, region, suffix, path };
}

/** ARN of the private ECR repository that a reference names; `undefined` for any other registry. */
export function ecrRepositoryArn(text: string): string | undefined {
  const registry = ecrRegistry(text);
  if (registry === undefined) return undefined;
  const { account, path, region, suffix } = registry;
  const { dnsSuffix, id } = partitionOf(region);
  if (suffix !== undefined && suffix !== dnsSuffix) return undefined;
  return `arn:${id}:ecr:${region}:${account}:repository/${path}`;
}

/**
 * What keeps an environment in `own` from pulling an image of ECR, behind its path; nothing for another registry.
 * A partition has accounts and credentials of its own.
 * Source: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
export function ecrPlaceProblem(image: string, own: string): string | undefined {
  const registry = ecrRegistry(image);
  if (registry === undefined) return undefined;
  const { region, suffix } = registry;
  if (suffix !== undefined && !DNS_SUFFIXES.includes(suffix)) return undefined;
  const { id } = partitionOf(own);
  const { dnsSuffix, id: other } = partitionOf(region);
  if (other !== id) {
    return `must be in the partition of the environment (${id}), got ${shown(image)}; copy it into ECR in ${own} and name the copy`;
  }
  return suffix === undefined || suffix === dnsSuffix
    ? undefined
    : `must have a registry whose host ends in .${dnsSuffix} in ${region}, got ${shown(image)}`;
}
