import type { Action } from "./plan-json";

/** What a plan does to a resource; `forget` removes it from the state and leaves it in AWS. */
export type Effect = "add" | "change" | "replace" | "destroy" | "forget";

/** `undefined` for a resource that stays as it is, or is only read. */
export function effectOf(actions: readonly Action[]): Effect | undefined {
  if (actions.includes("delete")) return actions.includes("create") ? "replace" : "destroy";
  if (actions.includes("create")) return "add";
  if (actions.includes("update")) return "change";
  return actions.includes("forget") ? "forget" : undefined;
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

/** Images stay in their registry, and in the Docker engine, when Terraform destroys what it has of them. */
export const isImage = (type: string): boolean => type.startsWith("docker_");

/** Whether the effect leaves something gone, or made anew without what it held. */
export const loses = (type: string, effect: Effect | undefined): effect is "replace" | "destroy" =>
  (effect === "destroy" && !isImage(type)) || (effect === "replace" && !renews(type, effect));

/** Whether a resource goes without a successor. Images do not count: their names change with every release. */
export const removes = (type: string, effect: Effect | undefined): boolean =>
  (effect === "destroy" || effect === "forget") && !isImage(type);
