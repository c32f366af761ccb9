import type { Environment } from "../../../environments/model";
import type { PlanJson } from "../../../plan/plan-json";
import { judge, plannedResources, type Finding } from "../../../policy";
import { DeploymentError } from "../errors";

/** A stack and its plan. */
interface JudgedPlan {
  /** `<environment>-<part>`. */
  readonly stack: string;
  readonly plan: PlanJson;
}

/**
 * What the policy finds in plans: the synthesised stacks were judged already, and only a plan knows what other stacks
 * and data sources say.
 */
export const planFindings = (environment: Environment, plans: readonly JudgedPlan[]): readonly Finding[] =>
  judge(
    plans.flatMap(({ stack, plan }) => plannedResources(stack, plan)),
    { protected: environment.protected, suppressions: environment.policy?.suppress ?? [] },
  ).findings;

/**
 * @param progress what was applied before these plans, in lines
 * @throws DeploymentError with every finding, before anything of these plans is applied
 */
export function refuseFindings(
  environment: Environment,
  plans: readonly JudgedPlan[],
  progress: readonly string[] = [],
): void {
  const findings = planFindings(environment, plans);
  if (findings.length === 0) return;
  throw new DeploymentError(
    [
      `the policy must have no finding in the plan of ${environment.name}, got ${findings.length}:`,
      ...findings.map(({ rule, stack, problem }) => `  - ${stack}: ${problem} (${rule})`),
      ...progress,
      "Correct them, or suppress each with a reason in the environment: docs/policy.md",
    ].join("\n"),
  );
}
