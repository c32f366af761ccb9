import type { SynthesisedStack } from "./synthesised-stack";

/** Last words of the constructs that the images stack has for a service. */
const IMAGE_SCOPES = ["key", "repository", "image", "public-repository", "published", "containers"];

/** Addresses of what belongs to the services in their stack; what they share is not among them. */
export const serviceTargets = (stack: SynthesisedStack, services: readonly string[]): string[] =>
  addresses(stack, new Set(services.map((name) => `service-${name}`)));

/** Addresses of the repositories and images of the services, and of the containers beside their own. */
export const imageTargets = (stack: SynthesisedStack, services: readonly string[]): string[] =>
  addresses(stack, new Set(services.flatMap((name) => IMAGE_SCOPES.map((scope) => `${name}-${scope}`))));

/** By the second word of a construct's path, whole: a prefix would take `web-admin` for `web`. */
function addresses({ resource = {} }: SynthesisedStack, scopes: ReadonlySet<string>): string[] {
  return Object.entries(resource)
    .flatMap(([type, resources]) =>
      Object.entries(resources)
        .filter(([, { "//": note }]) => scopes.has(note?.metadata?.path?.split("/")[1] ?? ""))
        .map(([name]) => `${type}.${name}`),
    )
    .sort();
}
