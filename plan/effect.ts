import type { Action } from "./plan-json";

/** What a plan does to a resource. */
export type Effect = "add" | "change" | "replace" | "destroy";

/** `undefined` for a resource that stays as it is, or is only read. A resource that is forgotten counts as destroyed. */
export function effectOf(actions: readonly Action[]): Effect | undefined {
  if (actions.includes("delete")) return actions.includes("create") ? "replace" : "destroy";
  if (actions.includes("create")) return "add";
  if (actions.includes("update")) return "change";
  return actions.includes("forget") ? "destroy" : undefined;
}

/** Kinds of which each version is a resource of its own: a new one takes the place of the old one with every release. */
const VERSIONS = new Set([
  "aws_ecs_task_definition",
  "docker_image",
  "docker_registry_image",
  "docker_tag",
  "terraform_data",
]);

/** Whether a new version takes the place of an old one, with nothing lost: the daily case of a release. */
export const renews = (type: string, effect: Effect | undefined): boolean =>
  effect === "replace" && VERSIONS.has(type);

/** Whether the effect leaves something gone, or made anew without what it held. */
export const loses = (type: string, effect: Effect | undefined): effect is "replace" | "destroy" =>
  effect === "destroy" || (effect === "replace" && !renews(type, effect));
