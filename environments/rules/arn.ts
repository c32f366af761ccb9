import { shown } from "../errors";
import { isRegion, partitionOf } from "./partition";

/** The parts of an ARN; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty for a resource of all regions. */
  readonly region: string;
  /** 12 digits, `aws`, or empty. */
  readonly account: string;
  readonly resource: string;
}

const ARN = /^arn:(aws(?:-[a-z]+)*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws|):([^\s*?]+)$/;

/** Reads the ARN of one resource; `undefined` for anything else, patterns included. */
export function parseArn(text: unknown): Arn | undefined {
  const found = typeof text === "string" ? ARN.exec(text) : null;
  if (found === null) return undefined;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = found;
  return { partition, service, region, account, resource };
}

/** The region that an ARN names: its fourth part. */
export const regionOf = (arn: string): string | undefined => arn.split(":")[3];

/** Where an environment is. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Resources of one kind in an environment: what their ARNs look like, and where they can be. */
interface ArnKind {
  /** Follows "must be the ARN of". */
  readonly what: string;
  /** Several are separated by `|`. */
  readonly service: string;
  readonly resource: RegExp;
  /** `own`: that of the environment. `none`: the ARN has none. */
  readonly region: "own" | "any" | "none";
  readonly account: "own" | "any";
  /** Also `aws` in place of an account: one that AWS itself keeps. */
  readonly byAws?: true;
  /** Why it cannot be elsewhere. */
  readonly because?: string;
}

const role = { service: "iam", resource: /^role\/[\w+=,.@/-]{1,512}$/, region: "none" } as const;

/** Which ARNs an environment can name, and which of them can be of another region or account. */
export const ARN_KINDS = {
  // Another account shares a key by its policy; aliases are unknown to IAM and to CloudWatch Logs.
  // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
  key: {
    what: "a KMS key",
    service: "kms",
    resource: /^key\/[A-Za-z0-9-]{1,128}$/,
    region: "own",
    account: "any",
    because: "services encrypt with keys of their own region only",
  },
  // Its region is that of what it encrypts, which can be another one: `rules/secret.ts`.
  secretKey: {
    what: "a KMS key",
    service: "kms",
    resource: /^key\/[A-Za-z0-9-]{1,128}$/,
    region: "any",
    account: "any",
  },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
  certificate: {
    what: "an ACM certificate",
    service: "acm",
    resource: /^certificate\/[A-Za-z0-9-]{1,128}$/,
    region: "own",
    account: "own",
    because: "a load balancer uses certificates of its own region and account only",
  },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
  topic: {
    what: "a standard SNS topic",
    service: "sns",
    resource: /^[A-Za-z0-9_-]{1,256}$/,
    region: "own",
    account: "any",
    because: "alarms reach topics of their own region only",
  },
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lifecycle-hooks.html
  lambda: {
    what: "a Lambda function",
    service: "lambda",
    resource: /^function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_$-]{1,128})?$/,
    region: "own",
    account: "any",
    because: "ECS calls functions of its own region only",
  },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
  passedRole: {
    ...role,
    what: "an IAM role",
    account: "own",
    because: "a role can be passed to a service of its own account only",
  },
  role: { ...role, what: "an IAM role such as arn:aws:iam::111122223333:role/build", account: "any" },
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html; shared by AWS RAM
  certificateAuthority: {
    what: "a certificate authority of AWS Private CA",
    service: "acm-pca",
    resource: /^certificate-authority\/[0-9a-f-]{36}$/,
    region: "own",
    account: "any",
    because: "Service Connect uses authorities of its own region only",
  },
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html; shared by AWS RAM
  namespace: {
    what: "a Cloud Map namespace",
    service: "servicediscovery",
    resource: /^namespace\/ns-[a-z0-9]+$/,
    region: "own",
    account: "any",
    because: "ECS uses namespaces of its own region only",
  },
  discoveryService: {
    what: "a Cloud Map service",
    service: "servicediscovery",
    resource: /^service\/srv-[a-z0-9]+$/,
    region: "own",
    account: "any",
    because: "ECS registers tasks in its own region only",
  },
  // https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html
  cacheSecret: {
    what: "a secret whose name begins with ecr-pullthroughcache/, by name or complete ARN",
    service: "secretsmanager",
    resource: /^secret:ecr-pullthroughcache\/[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}$/,
    region: "own",
    account: "own",
    because: "ECR reads secrets of its own region and account only",
  },
  // Another account's needs a policy on the secret and a key of that account: `rules/secret.ts`.
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
  secret: {
    what: "a Secrets Manager secret, complete with the six characters at the end",
    service: "secretsmanager",
    resource: /^secret:[A-Za-z0-9/_+=.@!-]{1,512}-[A-Za-z0-9]{6}$/,
    region: "any",
    account: "any",
  },
  // Another account's can be shared when it is of the advanced tier.
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html
  parameter: {
    what: "an SSM parameter",
    service: "ssm",
    resource: /^parameter\/[A-Za-z0-9/_.-]{1,1010}$/,
    region: "any",
    account: "any",
  },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
  boundary: {
    what: "an IAM policy",
    service: "iam",
    resource: /^policy\/[\w+=,.@/-]{1,640}$/,
    region: "none",
    account: "own",
    byAws: true,
    because: "the boundary of a role is a policy of its own account, or of AWS",
  },
  identityProvider: {
    what: "GitHub's OIDC provider, arn:<partition>:iam::<account>:oidc-provider/token.actions.githubusercontent.com",
    service: "iam",
    resource: /^oidc-provider\/token\.actions\.githubusercontent\.com(?:\/[A-Za-z0-9-]+)?$/,
    region: "none",
    account: "own",
    because: "a role trusts providers of its own account only",
  },
  openSearch: {
    what: "an OpenSearch domain or of a serverless collection",
    service: "es|aoss",
    resource: /^(?:domain\/[a-z][a-z0-9-]{2,27}|collection\/[a-z0-9]{3,40})$/,
    region: "any",
    account: "any",
  },
} as const satisfies Readonly<Record<string, ArnKind>>;

export type ArnName = keyof typeof ARN_KINDS;

/** Whether a text is an ARN of a kind, wherever the resource is. */
export function isArnOf(name: ArnName, text: unknown): text is string {
  const kind: ArnKind = ARN_KINDS[name];
  const arn = parseArn(text);
  if (arn === undefined || !kind.service.split("|").includes(arn.service)) return false;
  if (!kind.resource.test(arn.resource)) return false;
  const isAccount = /^\d/.test(arn.account) || (kind.byAws === true && arn.account === "aws");
  return (arn.region !== "") === (kind.region !== "none") && isAccount;
}

/** What keeps an environment from using the resource of an ARN because of where that is, behind "must be"; else nothing. */
export function placeProblem(name: ArnName, text: string, place: Place): string | undefined {
  const kind: ArnKind = ARN_KINDS[name];
  const arn = parseArn(text);
  if (arn === undefined) return undefined;
  const elsewhere = (what: string, own: string) =>
    `must be in the ${what} of the environment (${own}), got ${shown(text)}${kind.because === undefined ? "" : `; ${kind.because}`}`;
  const { id } = partitionOf(place.region);
  if (arn.partition !== id) return elsewhere("partition", id);
  if (kind.region === "own" && arn.region !== place.region) return elsewhere("region", place.region);
  const nowhere = partitionProblem(text, place);
  if (nowhere !== undefined) return nowhere;
  const isForeign = arn.account !== place.account && !(kind.byAws === true && arn.account === "aws");
  return kind.account === "own" && isForeign ? elsewhere("account", place.account) : undefined;
}

/** What is wrong with the partition and region of an ARN of any kind, behind its path; else nothing, also for other texts. */
export function partitionProblem(text: string, place: Place): string | undefined {
  const arn = parseArn(text);
  if (arn === undefined) return undefined;
  const { id } = partitionOf(place.region);
  if (arn.partition !== id) {
    return `must be in the partition of the environment (${id}), got ${shown(text)}`;
  }
  const isKnown = arn.region === "" || (isRegion(arn.region) && partitionOf(arn.region).id === id);
  return isKnown
    ? undefined
    : `must name a region of the partition ${id} that environments/rules/partition.ts lists, got ${shown(text)}`;
}
