import type { Applied } from "./apply-stacks";
import type { Deployment } from "./deployment";
import { completedText } from "./terraform/completed";
import type { Part } from "./terraform/places";
import type { TerraformFailure } from "./terraform/terraform";

/** Which stacks match the configuration, which do not, and which release runs. */
export function progressOf(
  { environment }: Pick<Deployment, "environment">,
  applied: Applied | undefined,
  failure?: TerraformFailure,
): string[] {
  if (applied === undefined || (applied.done.length === 0 && applied.begun.size === 0)) {
    return ["Nothing was changed."];
  }
  const { begun, done, left, release, waiting } = applied;
  const name = (part: Part) => `${environment.name}-${part}`;
  const names = (parts: readonly Part[]) => parts.map(name).join(", ");
  // With a release, a stack that only has something to remove is listed with what that is.
  const onlyRemoves = (part: Part) => release !== undefined && waiting.has(part);
  const hasFailed = (part: Part) => failure?.place.part === part;
  const partly = [...begun].filter((part) => hasFailed(part) || !onlyRemoves(part));
  const untouched = left.filter((part) => !begun.has(part) && !onlyRemoves(part));
  const far = (part: Part) => {
    if (failure && hasFailed(part)) return howFar(failure);
    return waiting.has(part) ? WAITING : "";
  };
  return [
    ...(done.length === 0 ? [] : [`Up to date: ${names(done)}`]),
    ...partly.map((part) => `Partly applied: ${name(part)}${far(part)}`),
    ...(untouched.length === 0 ? [] : [`Not started: ${names(untouched)}`]),
    ...(release === undefined
      ? []
      : [`${environment.name} runs release ${release}.`, ...toRemove(waiting, name)]),
  ];
}

const toRemove = (waiting: Applied["waiting"], name: (part: Part) => string): string[] =>
  waiting.size === 0
    ? []
    : [
        "Still to be removed:",
        ...[...waiting].flatMap(([part, removed]) => removed.map((each) => `  ${name(part)}: ${each}`)),
      ];

const WAITING = " (what it removes waits for the services)";

function howFar({ completed, unsaved, wasKilled }: TerraformFailure): string {
  const done = completedText(completed);
  if (wasKilled) return ` (${done}; Terraform was killed, and its state may lack what it created last)`;
  if (unsaved) return ` (${done}; the state could not be saved, and the next run prints how to save it)`;
  return ` (${done}; the next run continues from there)`;
}
