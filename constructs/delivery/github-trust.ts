import { policyJson } from "../identity/policy";

const ISSUER = "token.actions.githubusercontent.com";
const AUDIENCE = "sts.amazonaws.com";

/** Jobs of GitHub Actions, by where they run. */
export interface GithubJobs {
  /** `<owner>/<name>`, or `<owner>@<id>/<name>@<id>`. */
  readonly repository: string;
  /** Branches that a job runs for, by their whole names. */
  readonly branches: readonly string[];
  /** GitHub environments that a job is in. */
  readonly environments: readonly string[];
  /** Jobs for pull requests too. */
  readonly pullRequests: boolean;
}

/**
 * Lets exactly these jobs assume a role, by the token that GitHub signs for each. A job in an environment is known by
 * that alone, whatever its branch is.
 * Source: https://docs.github.com/en/actions/reference/security/oidc
 */
export function githubTrust(providerArn: string, jobs: GithubJobs): string {
  const subjects = [
    ...jobs.branches.map((branch) => `ref:refs/heads/${branch}`),
    ...jobs.environments.map((environment) => `environment:${encodeURIComponent(environment)}`),
    ...(jobs.pullRequests ? ["pull_request"] : []),
  ];
  return policyJson([
    {
      actions: ["sts:AssumeRoleWithWebIdentity"],
      resources: [],
      principals: { Federated: providerArn },
      conditions: {
        StringEquals: {
          [`${ISSUER}:aud`]: AUDIENCE,
          [`${ISSUER}:sub`]: subjects.map((subject) => `repo:${jobs.repository}:${subject}`),
        },
      },
    },
  ]);
}

/** Where GitHub's tokens come from, and whom they are for. */
export const GITHUB = { url: `https://${ISSUER}`, audience: AUDIENCE } as const;
