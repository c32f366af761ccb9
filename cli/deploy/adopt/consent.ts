import { plural } from "../../../plan/words";
import type { Deployment } from "../deployment";
import { DeploymentError } from "../errors";
import type { StackPlan } from "../plan/plan";
import type { StackProblem } from "./problem";

type Asked = Pick<Deployment, "environment" | "request">;

/** The question whether resources are adopted; `undefined` when there is none. */
export const adoptionQuestion = ({ environment, request }: Asked, plans: readonly StackPlan[]) => {
  const count = adoptedIn(plans);
  return count === 0 || request.adopt
    ? undefined
    : `Adopt ${count === 1 ? "this resource" : `these ${count} resources`} and deploy to ${environment.name}?`;
};

const adoptedIn = (plans: readonly StackPlan[]): number =>
  plans.reduce((sum, { adopted }) => sum + adopted.length, 0);

/** The summary lists them. @throws DeploymentError when the plans adopt resources, `--adopt` was not given, and no one can be asked */
export function requireConsent(
  { environment, request }: Asked,
  plans: readonly StackPlan[],
  done: string,
): void {
  const question = adoptionQuestion({ environment, request }, plans);
  if (question === undefined || (process.stdin.isTTY && !request.yes)) return;
  throw new DeploymentError(
    [
      `Found ${plural(adoptedIn(plans), "resource")} of ${environment.name} in AWS and in no Terraform state, as listed above.`,
      "Their Terraform state was lost, or their service was removed and its repository kept.",
      done,
      `Adopt them and deploy: ${request.again} --adopt --yes`,
    ].join("\n"),
  );
}

/** @throws DeploymentError with every resource that a plan would create again */
export function refuseProblems(
  { environment }: Asked,
  problems: readonly StackProblem[],
  done: string,
): void {
  if (problems.length === 0) return;
  throw new DeploymentError(
    [
      `Cannot deploy ${environment.name}: ${plural(problems.length, "resource")} to be created ${problems.length === 1 ? "exists" : "exist"} in AWS, or may exist, and cannot be adopted:`,
      ...problems.map(({ stack, address, reason }) => `  ${stack}: ${address}: ${reason}`),
      `${done} Slipway deletes none of them.`,
    ].join("\n"),
  );
}
