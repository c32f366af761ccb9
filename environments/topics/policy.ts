import { z } from "zod";
import { POLICY_RULES, SHORTEST_REASON, type PolicyRule } from "../rules/policy";
import * as text from "../rules/text";
import { leaf, object, oneOf } from "../schema/leaves";

/** The rules over what is made of the environment (`docs/policy.md`); all of them hold. */
export interface PolicyInput {
  /** Findings that stand, each with its reason; one that no finding needs is refused. @default none */
  readonly suppress?: readonly SuppressionInput[];
}

export interface SuppressionInput {
  /** Id of the rule, for example `no-public-task`. */
  readonly rule: PolicyRule;
  /**
   * Terraform address within its stack, for example `aws_ecs_service.service-web_service_5D0A9BD1`; `*` stands for any
   * text behind the type: `aws_ecs_service.service-web_*`.
   */
  readonly resource: string;
  /** Why it is right here, at least 10 characters; whoever reviews the environment reads it. */
  readonly reason: string;
}

export interface Policy {
  /** In the order in which they are written. */
  readonly suppress: readonly Suppression[];
}

export type Suppression = SuppressionInput;

export const policySchema = object({
  suppress: z
    .array(
      object({
        rule: oneOf(...POLICY_RULES),
        resource: leaf(
          text.matches(/^[a-z][a-z0-9_]*\.[A-Za-z0-9_*.[\]"-]+$/),
          "must be a Terraform address such as aws_lb.load-balancer_30A23327 or aws_ecs_service.service-web_*",
        ),
        reason: leaf(
          (value): value is string => text.isText(value) && value.trim().length >= SHORTEST_REASON,
          `must be a sentence of at least ${SHORTEST_REASON} characters`,
        ),
      }),
    )
    .optional(),
});

export const resolvePolicy = (input: PolicyInput): Policy => ({ suppress: input.suppress ?? [] });
