import type { Environment } from "../../environments/model";
import { fittingName } from "../../environments/rules/physical-name";
import { nameIn } from "../../environments/rules/names";
import type { Deployment } from "./deployment";
import { TerraformFailure } from "./terraform/terraform";

/**
 * What AWS answers when a caller lacks a right: `AccessDenied` and `AccessDeniedException`, EC2 `UnauthorizedOperation`,
 * RDS and others in words. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
const ACCESS_DENIED = /\bAccessDenied|\bUnauthorizedOperation\b|\bnot authorized to perform\b/;

/** Whether the caller is the role of `delivery` for releases, which plans the foundation and may not change it. */
export const isReleaseRole = (environment: Environment, by: string): boolean =>
  environment.delivery !== undefined &&
  by.includes(`:assumed-role/${fittingName("aws_iam_role", nameIn(environment, "release"))}/`);

/** Whether Terraform failed for a lack of rights alone, with its state saved. */
export const lacksRights = (error: unknown): boolean =>
  error instanceof TerraformFailure &&
  error.verb === "apply" &&
  !error.unsaved &&
  error.errors.length > 0 &&
  error.errors.every((text) => ACCESS_DENIED.test(text));

/** Prints what remains of the foundation when the caller may not remove it, and how it is removed. */
export function reportRemaining(
  { environment, progress }: Pick<Deployment, "environment" | "progress">,
  removed: readonly string[],
): void {
  const { name, delivery } = environment;
  const next =
    delivery === undefined
      ? `run as a caller with these rights: npx slipway cdktf deploy ${name}-foundation`
      : `run the workflow Foundation for ${name}`;
  progress.say("terraform", `${name}-foundation: this caller has no rights to remove:`);
  for (const address of removed) progress.say("terraform", `  ${address}`);
  progress.say("terraform", `to remove them, ${next}`);
}
