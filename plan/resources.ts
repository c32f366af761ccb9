import { type Effect, effectOf } from "./effect";
import type { Change, Marks, PlanJson, ResourceChange, StateResource, Values } from "./plan-json";
import type { PlannedStack, WrittenStack } from "./planned-stack";
import { filled, type Lookup } from "./references";

/** The Terraform type in an address of a root module. */
export const typeIn = (address: string): string => address.split(".", 1)[0] ?? "";

/** A resource of the plans, before and after. */
export interface Resource {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  /** Absent for one that stays as it is. */
  readonly effect?: Effect;
  /** Absent for one that is made. */
  readonly before?: Values;
  /** Absent for one that goes. What the plan does not know yet is as it was written, with `${...}` where it refers. */
  readonly after?: Values;
  readonly change: Change;
  readonly reason?: string;
}

/** All managed resources of the stacks, in the order of their stacks and addresses. */
export const resourcesOf = (stacks: readonly PlannedStack[]): Resource[] =>
  stacks.flatMap(({ stack, plan, written }) => {
    const lookup = lookupIn(plan);
    return [...(plan.resource_changes ?? [])]
      .filter(({ mode }) => mode === "managed")
      .sort((one, other) => (one.address < other.address ? -1 : 1))
      .map((resource) => resourceOf(stack, resource, (address) => sourceOf(written, address), lookup));
  });

function resourceOf(
  stack: string,
  { address, type, change, action_reason }: ResourceChange,
  source: (address: string) => Values,
  lookup: Lookup,
): Resource {
  const effect = effectOf(change.actions);
  return {
    stack,
    address,
    type,
    change,
    ...(effect && { effect }),
    ...(change.before && { before: change.before }),
    ...(change.after && { after: { ...change.after, ...unknownOf(change, source(address), lookup) } }),
    ...(action_reason !== undefined && { reason: action_reason }),
  };
}

/** Attributes that the plan does not know, as they were written. */
const unknownOf = ({ after_unknown = {} }: Change, source: Values, lookup: Lookup): Values =>
  Object.fromEntries(
    Object.entries(typeof after_unknown === "boolean" ? {} : after_unknown).flatMap(([key, mark]) => {
      const text = source[key];
      return mark === true && typeof text === "string" ? [[key, filled(text, lookup)]] : [];
    }),
  );

function sourceOf(written: WrittenStack | undefined, address: string): Values {
  const [type = "", name = ""] = address.split(".", 2);
  return (written?.resource?.[type]?.[name] ?? {}) as Values;
}

/** What a plan knows of resources and data sources; nothing of what is sensitive. */
function lookupIn({ resource_changes = [], prior_state }: PlanJson): Lookup {
  const changes = new Map(resource_changes.map((each) => [each.address, each.change]));
  const data = new Map(
    (prior_state?.values?.root_module?.resources ?? [])
      .filter(({ mode }) => mode === "data")
      .map((each) => [each.address, each]),
  );
  return (address, attribute) => {
    const change = changes.get(address);
    if (change?.after) {
      return isSensitive(change.after_sensitive, attribute) ? undefined : textAt(change.after, attribute);
    }
    return read(data.get(address), attribute);
  };
}

function read(resource: StateResource | undefined, attribute: string): string | undefined {
  if (!resource?.values || isSensitive(resource.sensitive_values, attribute)) return undefined;
  return textAt(resource.values, attribute);
}

/** Whether any part of a value is marked, for a path such as `outputs.password`. */
export function isSensitive(marks: Marks | undefined, path: string): boolean {
  let mark: unknown = marks;
  for (const step of path.split(".")) {
    if (typeof mark !== "object" || mark === null) break;
    mark = (mark as Values)[step];
  }
  return isMarked(mark);
}

const isMarked = (mark: unknown): boolean =>
  mark === true || (typeof mark === "object" && mark !== null && Object.values(mark).some(isMarked));

function textAt(values: Values, path: string): string | undefined {
  let value: unknown = values;
  for (const step of path.split(".")) {
    value = typeof value === "object" && value !== null ? (value as Values)[step] : undefined;
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** A text among values; `undefined` when there is none. */
export function text(values: Values | undefined, key: string): string | undefined {
  const value = values?.[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number among values, also when it is written as a text. */
export function number(values: Values | undefined, key: string): number | undefined {
  const value = values?.[key];
  const parsed = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : undefined;
}

/** The first block of a kind, as Terraform has them: a list. */
export function block(values: Values | undefined, key: string): Values | undefined {
  const found = values?.[key];
  return Array.isArray(found) ? (found as Values[])[0] : undefined;
}

/** As its owner knows it, for example the name of a load balancer; `undefined` where it has none. */
export const ownName = (values: Values | undefined): string | undefined =>
  ["name", "family", "identifier", "cluster_identifier", "bucket", "repository_name"]
    .map((key) => text(values, key))
    .find((value) => value !== undefined);

/** Its own name, else the id that AWS gave it. */
export const nameOf = (values: Values | undefined): string | undefined =>
  ownName(values) ?? text(values, "id");
