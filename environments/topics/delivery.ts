import { z } from "zod";
import * as text from "../rules/text";
import { arn, leaf, nameOrArn, object } from "../schema/leaves";

/**
 * Who deploys the environment without a person's credentials. `slipway bootstrap` makes the roles, because what deploys
 * can not be deployed by itself; run it again after a change of this, or of which AWS resources the environment has.
 */
export interface DeliveryInput {
  /** Roles that workflows of one GitHub repository may assume, by OpenID Connect and without stored keys. */
  readonly github: GithubInput;
}

export interface GithubInput {
  /**
   * `<owner>/<name>`; for a repository made or renamed since July 2026 with its numbers, `<owner>@<id>/<name>@<id>`, as
   * `gh api repos/<owner>/<name>/actions/oidc/customization/sub` shows them.
   * Source: https://docs.github.com/en/actions/reference/security/oidc
   */
  readonly repository: string;
  /** Branches whose workflows may deploy, by their whole names. @default ["main"], or none when `environments` is set */
  readonly branches?: readonly string[];
  /** GitHub environments whose jobs may deploy; GitHub can ask for an approval there. @default none */
  readonly environments?: readonly string[];
  /** Jobs that may read and plan, beside those of pull requests and those that may deploy. @default those of the branch main */
  readonly plan?: PlanJobsInput;
  /** ARN of GitHub's OIDC provider in the account, which can have only one. @default one is made */
  readonly provider?: string;
}

export interface PlanJobsInput {
  /** Branches whose workflows may plan, by their whole names; a schedule runs on the default branch. @default ["main"] */
  readonly branches?: readonly string[];
  /**
   * GitHub environments whose jobs may read this environment: those of environments in other accounts that its releases
   * are promoted into. @default none
   */
  readonly environments?: readonly string[];
}

export interface Delivery {
  readonly github: Github;
}

export interface Github {
  readonly repository: string;
  readonly branches: readonly string[];
  readonly environments: readonly string[];
  readonly plan: PlanJobs;
  readonly provider?: string;
}

export interface PlanJobs {
  readonly branches: readonly string[];
  readonly environments: readonly string[];
}

/** An IAM policy would read `*` and `?` as patterns, and `:` separates the parts of a subject. */
const BRANCH = /^[A-Za-z0-9_][A-Za-z0-9._/#@+-]{0,254}$/;

/**
 * A workflow of `main` has a subject that ends in `ref:refs/heads/main`; with `refs/heads/main` as the name of the branch no
 * workflow would match. Source: https://docs.github.com/en/actions/reference/security/oidc
 */
const BEFORE_BRANCH = "refs/heads/";

const branchNames = z
  .array(
    leaf(
      (value): value is string => text.matches(BRANCH)(value) && !value.startsWith("refs/"),
      "must be the whole name of a branch, without refs/ and patterns",
      (value) =>
        typeof value === "string" && value.startsWith(BEFORE_BRANCH)
          ? `; write ${JSON.stringify(value.slice(BEFORE_BRANCH.length))}`
          : "",
    ),
  )
  .min(1, "must name at least one branch")
  .optional();
const environmentNames = z
  .array(
    leaf(
      text.matches(/^[A-Za-z0-9_][A-Za-z0-9 ._/-]{0,254}$/),
      "must be the whole name of a GitHub environment, without patterns",
    ),
  )
  .min(1, "must name at least one environment")
  .optional();

export const deliverySchema = object({
  github: object({
    repository: leaf(
      text.matches(
        /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$|^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})@\d+\/[A-Za-z0-9._-]{1,100}@\d+$/,
      ),
      "must be one GitHub repository, as owner/name or owner@id/name@id",
    ),
    branches: branchNames,
    environments: environmentNames,
    plan: object({ branches: branchNames, environments: environmentNames }).optional(),
    provider: arn("identityProvider").optional(),
  }),
});

export function resolveDelivery({ github }: DeliveryInput): Delivery {
  const environments = github.environments ?? [];
  return {
    github: {
      repository: github.repository,
      branches: github.branches ?? (environments.length > 0 ? [] : ["main"]),
      environments,
      plan: { branches: github.plan?.branches ?? ["main"], environments: github.plan?.environments ?? [] },
      ...(github.provider !== undefined && { provider: github.provider }),
    },
  };
}

/** An IAM policy by name in the environment's account, or by ARN. */
export const boundarySchema = nameOrArn(
  "boundary",
  /^[\w+=,.@-]{1,128}$/,
  "must be the name of an IAM policy of the account, or the ARN of one",
);

export const resolveBoundary = (
  nameOrArn: string,
  { partition, account }: { readonly partition: string; readonly account: string },
): string =>
  nameOrArn.startsWith("arn:") ? nameOrArn : `arn:${partition}:iam::${account}:policy/${nameOrArn}`;
