/** The arguments of one resource or of one block in it. */
export type Block = Readonly<Record<string, unknown>>;

/** A nested block is a list or a single object in Terraform's JSON; either way as a list. */
export function nested(value: unknown): Block[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each): each is Block => typeof each === "object" && each !== null);
}

/** Every text in a value, at any depth. */
export function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(texts);
}

/** Whether there is a text: the provider has an empty one where nothing is said. */
export const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

/** A switch that is on; some of the provider's switches are texts. */
export const isOn = (value: unknown): boolean => value === true || value === "true";

/** A switch that is off, or left to a default of off. One behind a reference is judged on the plan, where it is known. */
export const isOff = (value: unknown): boolean =>
  value === undefined || value === null || value === false || value === "false";

/** Whether only Terraform knows what the value will be. */
export const isReference = (value: unknown): boolean => typeof value === "string" && value.includes("${");
