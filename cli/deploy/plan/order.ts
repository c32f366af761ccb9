import { effectOf } from "../../../plan/effect";
import type { PlanJson, ResourceChange } from "../../../plan/plan-json";
import { removedIn } from "../../../plan/removals";
import type { PlannedStack } from "./plan-stacks";
import type { SynthesisedStack } from "./synthesised-stack";

/** What a stack before the services changes only when the services no longer use it. */
export interface Held {
  /** Resources that are no longer configured. */
  readonly removed: readonly string[];
  /**
   * Resources that change only in that they drop a reference to those, which AWS refuses as long as a service uses them;
   * and whatever refers to these, as Terraform applies all that a target refers to.
   */
  readonly released: readonly string[];
}

export function heldIn({ resource_changes = [] }: PlanJson, stack: SynthesisedStack): Held {
  const removed = removedIn({ resource_changes });
  if (removed.length === 0) return { removed, released: [] };
  const lost = new Set(resource_changes.filter(({ address }) => removed.includes(address)).flatMap(names));
  const created = resource_changes.filter(({ change }) => change.actions.includes("create"));
  // In an expression. One that only depends on what is created changes nothing that a service could need.
  const takesUpCreated = (address: string) => {
    const written = writtenAt(stack, address);
    return created.some((each) => written.includes(`${each.address}.`));
  };
  const released = resource_changes.filter(
    ({ address, change: { actions, before, after } }) =>
      effectOf(actions) === "change" &&
      textsIn(before).some((text) => lost.has(text)) &&
      !textsIn(after).some((text) => lost.has(text)) &&
      !takesUpCreated(address),
  );
  const direct = released.map(({ address }) => address);
  return { removed, released: [...direct, ...referringTo(direct, stack, new Set(created.map(addressOf)))] };
}

const addressOf = ({ address }: ResourceChange): string => address;

/**
 * Addresses of what refers to some of a stack, through others too. What is created is left out, and what only refers
 * through it: services may need it.
 */
function referringTo(
  first: readonly string[],
  stack: SynthesisedStack,
  created: ReadonlySet<string>,
): string[] {
  if (first.length === 0) return [];
  const written = writtenIn(stack).filter(({ address }) => !created.has(address) && !first.includes(address));
  const found = new Set(first);
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const { address, refers } of written) {
      if (refers.some((each) => found.has(each))) found.add(address);
    }
  }
  return written.map(({ address }) => address).filter((address) => found.has(address));
}

/** An address in an expression or in `depends_on`. */
const ADDRESS = /(?:\bdata\.)?\b[a-z]\w*\.[\w-]+/g;

type Types = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** All that is configured, by its addresses. */
const configuredIn = ({ data = {}, resource = {} }: SynthesisedStack) => {
  const entries = (types: Types, prefix: string) =>
    Object.entries(types).flatMap(([type, found]) =>
      Object.entries(found).map(([name, value]) => ({ address: `${prefix}${type}.${name}`, value })),
    );
  return [...entries(resource, ""), ...entries(data, "data.")];
};

/** All that is configured, with the addresses that it refers to. */
const writtenIn = (stack: SynthesisedStack) =>
  configuredIn(stack).map(({ address, value }) => ({
    address,
    refers: JSON.stringify(value).match(ADDRESS) ?? [],
  }));

const writtenAt = (stack: SynthesisedStack, address: string): string =>
  JSON.stringify(configuredIn(stack).find((each) => each.address === address)?.value ?? {});

/** What other resources call one by. */
const names = ({ change: { before } }: ResourceChange): string[] =>
  ["arn", "id", "name"].flatMap((key) => {
    const value = before?.[key];
    return typeof value === "string" && value !== "" ? [value] : [];
  });

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Whether a plan does anything that does not have to wait for the services. */
export function changesBesides({ plan, json }: PlannedStack, { removed, released }: Held): boolean {
  const waits = new Set([...removed, ...released]);
  return (
    plan.changes.some(
      ({ address, effect }) => effect !== "destroy" && effect !== "forget" && !waits.has(address),
    ) ||
    Object.values(json.output_changes ?? {}).some(({ actions }) =>
      actions.some((action) => action !== "no-op" && action !== "delete"),
    )
  );
}

/** Terraform's options for a plan of all that is configured, and of nothing that is not. */
export const configuredTargets = (stack: SynthesisedStack, without: readonly string[] = []): string[] =>
  configuredIn(stack)
    .map(({ address }) => address)
    .filter((address) => !without.includes(address))
    .map((address) => `-target=${address}`);
