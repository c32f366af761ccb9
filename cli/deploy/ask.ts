import { adoptionQuestion } from "./adopt/consent";
import type { Applied } from "./apply-stacks";
import type { Deployment } from "./deployment";
import { DeploymentError } from "./errors";
import { plansOf, type PlannedStacks } from "./plan/plan-stacks";
import { progressOf } from "./progress-of";
import { confirm } from "./question";

/** @throws DeploymentError unless the user agrees to the plans, or `--yes` was given */
export async function ask(deployment: Deployment, planned: PlannedStacks, applied: Applied): Promise<void> {
  const { environment, interrupts, request } = deployment;
  const plain = applied.release === undefined ? "Deploy this to" : "Apply this removal to";
  const question = adoptionQuestion(deployment, plansOf(planned)) ?? `${plain} ${environment.name}?`;
  const { yes, again } = request;
  const done = progressOf(deployment, applied);
  if (!(await confirm({ question, yes, again, done, interrupts }))) throw declined(deployment, applied);
}

/** The answer was not "yes": what is applied, what is not, and the command that continues. */
export function declined(
  deployment: Pick<Deployment, "environment" | "request">,
  applied: Applied,
): DeploymentError {
  const { environment, request } = deployment;
  const what = applied.release === undefined ? "was not deployed" : "was deployed, and not all was removed";
  const changed = applied.begun.size + applied.done.length > 0;
  return new DeploymentError(
    [
      `${environment.name} ${what}, as the answer was not "yes".`,
      ...progressOf(deployment, applied),
      ...(changed ? [`To continue, run again: ${request.again}`] : []),
    ].join("\n"),
  );
}
