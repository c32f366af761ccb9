import type { Values } from "./plan-json";
import { isSensitive, type Resource, text } from "./resources";
import { byText } from "./words";

export interface Container {
  readonly image?: string;
  readonly variables: ReadonlyMap<string, string>;
  /** References, by the name of the variable that gets the value. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** A container of a task definition that changes. */
export interface ContainerChange {
  /** `web`, or `web/proxy` for a container beside the service's own. */
  readonly name: string;
  readonly before?: Container;
  readonly after?: Container;
  /** Terraform marks the definition: no value of it may be shown. */
  readonly sensitive: boolean;
}

const DEFINITIONS = "container_definitions";

/** The containers of all task definitions that are made, changed or removed, by their names. */
export const containersOf = (resources: readonly Resource[], prefix: string): ContainerChange[] =>
  resources
    .filter(({ type, effect }) => type === "aws_ecs_task_definition" && effect !== undefined)
    .flatMap((resource) => changesIn(resource, prefix))
    .sort((one, other) => byText(one.name, other.name));

function changesIn({ before, after, change }: Resource, prefix: string): ContainerChange[] {
  const family = text(before, "family") ?? text(after, "family") ?? "";
  const service = family.startsWith(`${prefix}-`) ? family.slice(prefix.length + 1) : family;
  const [old, fresh] = [parsed(before), parsed(after)];
  const sensitive =
    isSensitive(change.before_sensitive, DEFINITIONS) || isSensitive(change.after_sensitive, DEFINITIONS);
  // A definition that can not be read must not look like one without containers.
  if (old === undefined || fresh === undefined) return [];
  return [...new Set([...old.keys(), ...fresh.keys()])].map((name) => {
    const [one, other] = [old.get(name), fresh.get(name)];
    return {
      name: name === service ? service : `${service}/${name}`,
      sensitive,
      ...(one && { before: one }),
      ...(other && { after: other }),
    };
  });
}

/** By name; empty where there is no definition, `undefined` where it is not JSON. */
function parsed(values: Values | undefined): Map<string, Container> | undefined {
  const definitions = values?.[DEFINITIONS];
  if (values === undefined) return new Map();
  if (typeof definitions !== "string") return undefined;
  try {
    const containers = JSON.parse(definitions) as readonly Definition[];
    return new Map(containers.map((each) => [each.name, containerOf(each)]));
  } catch {
    // References may hold quotation marks of their own.
    return undefined;
  }
}

interface Definition {
  readonly name: string;
  readonly image?: string;
  readonly environment?: readonly { readonly name: string; readonly value?: unknown }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
}

const containerOf = ({ image, environment, secrets }: Definition): Container => ({
  ...(image !== undefined && { image }),
  variables: new Map((environment ?? []).map(({ name, value }) => [name, valueText(value)])),
  secrets: new Map((secrets ?? []).map(({ name, valueFrom }) => [name, valueFrom])),
});

const valueText = (value: unknown = ""): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** Names of two maps, in order. */
export const namesOf = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] =>
  [...new Set([...one.keys(), ...other.keys()])].sort(byText);

/** Task definitions whose containers could not be read, before or after, by their addresses. */
export const unreadDefinitions = (resources: readonly Resource[]): string[] =>
  resources.flatMap(({ type, effect, before, after, address }) =>
    type === "aws_ecs_task_definition" &&
    effect !== undefined &&
    (parsed(before) === undefined || parsed(after) === undefined)
      ? [address]
      : [],
  );
