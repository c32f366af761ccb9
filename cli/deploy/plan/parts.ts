import type { Planning } from "../deployment";
import { builtHere } from "../deployment";
import { PARTS, type Part } from "../terraform/places";
import { readStack } from "./synthesised-stack";
import { imageTargets, serviceTargets } from "./targets";

/** The stacks that a deployment plans, in the order in which they are applied. */
export function partsOf(deployment: Pick<Planning, "request" | "images">): Part[] {
  const { request, images } = deployment;
  // Going back changes what runs, and nothing beside it.
  if (request.reason.kind === "rollback") return ["services"];
  const buildsNothing = images.some(({ built }) => built) && builtHere(deployment).length === 0;
  const named = request.services.length > 0;
  return PARTS.filter((part) => {
    if (part === "images") return named ? builtHere(deployment).length > 0 : !buildsNothing;
    return part === "services" || !named;
  });
}

/** Terraform's options that limit a plan to what the deployment is about; none when that is everything. */
export function targetsOf({ request, places }: Pick<Planning, "request" | "places">, part: Part): string[] {
  const { services } = request;
  if (services.length === 0 || part === "foundation") return [];
  const stack = readStack(places.stacks[part]);
  const found = part === "images" ? imageTargets(stack, services) : serviceTargets(stack, services);
  return found.map((address) => `-target=${address}`);
}
