import type { Applied } from "./apply-stacks";
import type { Deployment } from "./deployment";
import { completedText } from "./terraform/completed";
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
  const names = (parts: readonly string[]) => parts.map((part) => `${environment.name}-${part}`).join(", ");
  const { begun, done, release, waiting } = applied;
  // With a release, a stack that only has something to remove is listed with what that is.
  const left = applied.left.filter(
    (part) => !begun.has(part) && !(release !== undefined && waiting.has(part)),
  );
  const partly = [...begun].filter(
    (part) => release === undefined || failure?.place.part === part || !waiting.has(part),
  );
  return [
    ...(done.length === 0 ? [] : [`Up to date: ${names(done)}`]),
    ...partly.map(
      (part) =>
        `Partly applied: ${names([part])}${failure?.place.part === part ? howFar(failure) : waiting.has(part) ? WAITING : ""}`,
    ),
    ...(left.length === 0 ? [] : [`Not started: ${names(left)}`]),
    ...(release === undefined ? [] : [`${environment.name} runs release ${release}.`]),
    ...(release === undefined || waiting.size === 0 ? [] : ["Still to be removed:"]),
    ...(release === undefined
      ? []
      : [...waiting].flatMap(([part, removed]) => removed.map((each) => `  ${names([part])}: ${each}`))),
  ];
}

const WAITING = " (what it removes waits for the services)";

function howFar({ completed, unsaved, wasKilled }: TerraformFailure): string {
  const done = completedText(completed);
  if (wasKilled) return ` (${done}; Terraform was killed, and its state may lack what it created last)`;
  if (unsaved) return ` (${done}; the state could not be saved, and the next run prints how to save it)`;
  return ` (${done}; the next run continues from there)`;
}
