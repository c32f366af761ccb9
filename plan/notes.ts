import type { PlannedStack } from "./planned-stack";
import { unreadDefinitions } from "./containers";
import type { Resource } from "./resources";
import { byText, type Line, line, listed, words } from "./words";

/** Something that the review does not tell, and why. */
export interface Note {
  /** What it is about. */
  readonly stack: string;
  /** `not-planned`: nothing is known of the stack. `planned-again`: a deployment will show more. `not-read`: look yourself. `adopted`, `not-adopted`: they exist. */
  readonly kind: "not-planned" | "planned-again" | "not-read" | "adopted" | "not-adopted";
  readonly reason: string;
  /** Outputs or addresses that the reason speaks of. */
  readonly names: readonly string[];
}

export interface NotPlanned {
  readonly stack: string;
  readonly reason: string;
}

export function notesOf(
  stacks: readonly PlannedStack[],
  resources: readonly Resource[],
  notPlanned: readonly NotPlanned[],
): Note[] {
  return [
    ...notPlanned.map(({ stack, reason }): Note => ({ stack, kind: "not-planned", reason, names: [] })),
    ...plannedAgain(stacks),
    ...stacks.flatMap(({ stack }) => unread(stack, resources)),
  ];
}

/** Stacks are planned with what is there now; a deployment changes them one after the other. */
const plannedAgain = (stacks: readonly PlannedStack[]): Note[] =>
  stacks.slice(0, -1).flatMap(({ stack, plan }) => {
    const last = stacks.at(-1)?.stack ?? "";
    const changes = plan.output_changes ?? {};
    // What is removed goes after the services, which no longer read it.
    const names = changedOutputs(changes).filter(
      (name) => changes[name]?.actions.some((action) => action !== "delete") === true,
    );
    return names.length === 0 || !last.endsWith("-services")
      ? []
      : [
          {
            stack: last,
            kind: "planned-again",
            reason: `planned with ${stack} as it is now; a deployment plans it again when these outputs have changed, and shows that plan before it goes on`,
            names,
          },
        ];
  });

/** Names of outputs that get another value. */
export const changedOutputs = (changes: NonNullable<PlannedStack["plan"]["output_changes"]>): string[] =>
  Object.entries(changes)
    .filter(([, { actions }]) => actions.some((action) => action !== "no-op"))
    .map(([name]) => name)
    .sort(byText);

function unread(stack: string, resources: readonly Resource[]): Note[] {
  const names = unreadDefinitions(resources.filter((each) => each.stack === stack));
  const reason = "variables, secrets and images of these can not be read before the deployment";
  return names.length === 0 ? [] : [{ stack, kind: "not-read", reason, names }];
}

export const noteLines = (notes: readonly Note[]): Line[] =>
  notes.map(({ stack, kind, reason, names }) =>
    line([
      ...words`${stack}${[kind === "not-planned" ? " was not planned: " : ": "]}`,
      reason,
      ...(names.length === 0 ? [] : words`: ${listed(names)}`),
    ]),
  );
