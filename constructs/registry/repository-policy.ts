import { Token } from "cdktf";
import { shown } from "../../environments/errors";
import type { Statement } from "../identity/policy";

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html */
export const PULL_ACTIONS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
] as const;

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
export const PUSH_ACTIONS = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:CompleteLayerUpload",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
] as const;

export interface RepositoryAccess {
  /** 12-digit accounts that may pull. @default none */
  readonly pullAccounts?: readonly string[];
  /** ARNs of IAM roles that may pull. @default none */
  readonly pullRoles?: readonly string[];
  /** Service principals that may pull, for example `codebuild.amazonaws.com`; only for `account`. @default none */
  readonly pullServices?: { readonly names: readonly string[]; readonly account: string };
  /** 12-digit accounts that may push and pull. @default none */
  readonly pushAccounts?: readonly string[];
  /** ARNs of IAM roles that may push and pull. @default none */
  readonly pushRoles?: readonly string[];
}

/** Who may pull and push, beside the identities of the repository's own account; empty for nobody. */
export function repositoryStatements(access: RepositoryAccess): Statement[] {
  const { pullServices } = access;
  const statements: Statement[] = [
    allow("Pull", PULL_ACTIONS, sorted(access.pullAccounts, access.pullRoles)),
    allow(
      "Push",
      [...new Set([...PULL_ACTIONS, ...PUSH_ACTIONS])],
      sorted(access.pushAccounts, access.pushRoles),
    ),
    {
      sid: "PullByServices",
      actions: PULL_ACTIONS,
      resources: [],
      principals: { Service: sorted(pullServices?.names) },
      // A service acts for whoever asks it to; without this, for other accounts too.
      conditions: { StringEquals: { "aws:SourceAccount": pullServices?.account ?? "" } },
    },
  ];
  return statements.filter(({ principals = {} }) =>
    Object.values(principals).some((names) => names.length > 0),
  );
}

/** An account stands for itself: AWS turns the number into the ARN of its root in the right partition. */
const allow = (sid: string, actions: readonly string[], names: readonly string[]): Statement => ({
  sid,
  actions,
  resources: [],
  principals: { AWS: names },
});

const sorted = (...lists: readonly (readonly string[] | undefined)[]): string[] =>
  [...new Set(lists.flatMap((list) => list ?? []))].sort();

const ACCOUNT = /^\d{12}$/;
const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;

/** A principal that is a pattern, or that AWS would not know. */
export function accessProblems({ pullServices, ...access }: RepositoryAccess): string[] {
  const wrong = (name: string, values: readonly string[] = [], pattern: RegExp, must: string): string[] =>
    values
      .filter((value) => !pattern.test(value) && !Token.isUnresolved(value))
      .map((value) => `${name} must be ${must}, got ${shown(value)}`);
  return [
    ...wrong("pullAccounts", access.pullAccounts, ACCOUNT, "12-digit AWS accounts"),
    ...wrong("pullRoles", access.pullRoles, ROLE, "ARNs of IAM roles"),
    ...wrong("pullServices.names", pullServices?.names, SERVICE, "names of AWS services"),
    ...wrong(
      "pullServices.account",
      pullServices && [pullServices.account],
      ACCOUNT,
      "a 12-digit AWS account",
    ),
    ...wrong("pushAccounts", access.pushAccounts, ACCOUNT, "12-digit AWS accounts"),
    ...wrong("pushRoles", access.pushRoles, ROLE, "ARNs of IAM roles"),
  ];
}
