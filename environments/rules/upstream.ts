/**
 * Registries that ECR can cache, by the names that ECR gives them; `signIn`: whether ECR asks for a secret.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html
 */
export const UPSTREAMS = {
  "docker-hub": { host: "registry-1.docker.io", signIn: true },
  github: { host: "ghcr.io", signIn: true },
  gitlab: { host: "registry.gitlab.com", signIn: true },
  chainguard: { host: "cgr.dev", signIn: true },
  "ecr-public": { host: "public.ecr.aws", signIn: false },
  k8s: { host: "registry.k8s.io", signIn: false },
  quay: { host: "quay.io", signIn: false },
} as const;

export type UpstreamName = keyof typeof UPSTREAMS;
export type Upstream = UpstreamName | `${string}.azurecr.io`;

export const UPSTREAM_NAMES = Object.keys(UPSTREAMS) as readonly UpstreamName[];

/** The registry of one customer of Azure, which always signs in. */
export const AZURE = /^[a-z0-9]{5,50}\.azurecr\.io$/;

export const isUpstream = (value: unknown): value is Upstream =>
  typeof value === "string" && (Object.hasOwn(UPSTREAMS, value) || AZURE.test(value));

export function upstreamOf(upstream: Upstream): { readonly host: string; readonly signIn: boolean } {
  return Object.hasOwn(UPSTREAMS, upstream)
    ? UPSTREAMS[upstream as UpstreamName]
    : { host: upstream, signIn: true };
}

/** ECR reads credentials only from secrets whose names begin so. */
export const CREDENTIAL_PREFIX = "ecr-pullthroughcache/";

export const CACHE_PREFIX =
  /^(?=.{2,30}$)([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*)$/;
