import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import { EcrPullThroughCacheRule } from "@cdktf/provider-aws/lib/ecr-pull-through-cache-rule";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import {
  CACHE_PREFIX,
  CREDENTIAL_PREFIX,
  upstreamOf,
  type Upstream,
} from "../../environments/rules/upstream";

export interface PullThroughCacheProps {
  /** First part of the cached repositories' names, 2 to 30 characters. */
  readonly prefix: string;
  /** Registry that is cached, for example `docker-hub`. */
  readonly upstream: Upstream;
  /** Secrets Manager secret, by name or complete ARN, that begins with `ecr-pullthroughcache/`. @default none */
  readonly secret?: string;
}

/**
 * Another registry's images under `<prefix>/` of this one, fetched at the first pull and refreshed once a day. Who
 * pulls one first needs {@link importActions} beside the rights to pull.
 */
export class PullThroughCache extends Construct {
  public readonly rule: EcrPullThroughCacheRule;
  /** Present when the secret is given by name. */
  public readonly secret?: DataAwsSecretsmanagerSecret;

  constructor(scope: Construct, id: string, props: PullThroughCacheProps) {
    super(scope, id);
    refuse(`pull-through cache ${shown(props.prefix)}`, problems(props));
    const named = props.secret !== undefined && !props.secret.startsWith("arn:");
    if (named) this.secret = new DataAwsSecretsmanagerSecret(this, "secret", { name: props.secret });
    const credentialArn = this.secret?.arn ?? props.secret;

    this.rule = new EcrPullThroughCacheRule(this, "rule", {
      ecrRepositoryPrefix: props.prefix,
      upstreamRegistryUrl: upstreamOf(props.upstream).host,
      ...(credentialArn !== undefined && { credentialArn }),
    });
  }
}

/**
 * What the first pull of a cached image needs, on the repository that it makes.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
 */
export const importActions = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"] as const;

function problems({ prefix, upstream, secret }: PullThroughCacheProps): string[] {
  const found: string[] = [];
  const { host, signIn } = upstreamOf(upstream);
  if (!CACHE_PREFIX.test(prefix))
    found.push(
      `prefix must be the beginning of a repository name, of 2 to 30 characters, got ${shown(prefix)}`,
    );
  if (signIn !== (secret !== undefined))
    found.push(`secret must ${signIn ? "" : "not "}be set for ${host}, got ${shown(secret)}`);
  if (secret !== undefined && !new RegExp(`^(?:arn:.+:secret:)?${CREDENTIAL_PREFIX}`).test(secret))
    found.push(`secret must begin with ${CREDENTIAL_PREFIX}, got ${shown(secret)}`);
  return found;
}
