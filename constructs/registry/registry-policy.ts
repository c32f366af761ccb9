import { EcrAccountSetting } from "@cdktf/provider-aws/lib/ecr-account-setting";
import { EcrRegistryPolicy } from "@cdktf/provider-aws/lib/ecr-registry-policy";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { policyJson, type Statement } from "../identity/policy";
import { partitionOf } from "../partition";
import { accessProblems, PULL_ACTIONS, PUSH_ACTIONS } from "./repository-policy";

export interface RegistryPolicyProps {
  /** 12-digit account that owns the registry. */
  readonly account: string;
  /** Region of the registry. */
  readonly region: string;
  /** What the names of the repositories begin with that are meant, for example `shop-`. */
  readonly repositoryPrefix: string;
  /** 12-digit accounts that may pull. @default none */
  readonly pullAccounts?: readonly string[];
  /** 12-digit accounts that may push and pull. @default none */
  readonly pushAccounts?: readonly string[];
  /** 12-digit accounts whose registries may send copies here. @default none */
  readonly replicationAccounts?: readonly string[];
}

/**
 * What other accounts may do with a group of repositories of a private registry. One for each account and region.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export class RegistryPolicy extends Construct {
  public readonly policy: EcrRegistryPolicy;
  /** Present when accounts may pull or push: an older registry heeds that only after it is told to. */
  public readonly scope?: EcrAccountSetting;

  constructor(scope: Construct, id: string, props: RegistryPolicyProps) {
    super(scope, id);
    refuse("registry policy", problems(props));
    const pulls = [props.pullAccounts, props.pushAccounts].some((accounts) => accounts?.length);

    if (pulls) {
      this.scope = new EcrAccountSetting(this, "scope", { name: "REGISTRY_POLICY_SCOPE", value: "V2" });
    }
    this.policy = new EcrRegistryPolicy(this, "policy", {
      policy: policyJson(statementsOf(props)),
      ...(this.scope && { dependsOn: [this.scope] }),
    });
  }
}

function statementsOf(props: RegistryPolicyProps): Statement[] {
  const repositories = `arn:${partitionOf(props.region).id}:ecr:${props.region}:${props.account}:repository/${props.repositoryPrefix}*`;
  const allow = (sid: string, accounts: readonly string[] = [], actions: readonly string[]): Statement[] =>
    accounts.length === 0
      ? []
      : [{ sid, actions, resources: [repositories], principals: { AWS: [...new Set(accounts)].sort() } }];
  return [
    ...allow("Pull", props.pullAccounts, PULL_ACTIONS),
    ...allow("Push", props.pushAccounts, [...new Set([...PULL_ACTIONS, ...PUSH_ACTIONS])]),
    ...allow("Replicate", props.replicationAccounts, ["ecr:CreateRepository", "ecr:ReplicateImage"]),
  ];
}

function problems(props: RegistryPolicyProps): string[] {
  const { pullAccounts = [], pushAccounts = [], replicationAccounts = [] } = props;
  const found = accessProblems({ pullAccounts, pushAccounts });
  for (const account of replicationAccounts) {
    if (!/^\d{12}$/.test(account))
      found.push(`replicationAccounts must be 12-digit AWS accounts, got ${shown(account)}`);
  }
  if (pullAccounts.length + pushAccounts.length + replicationAccounts.length === 0)
    found.push(
      "policy must name at least one account in pullAccounts, pushAccounts or replicationAccounts, got none",
    );
  if (!/^[a-z0-9][a-z0-9._/-]+$/.test(props.repositoryPrefix))
    found.push(
      `repositoryPrefix must be the beginning of a repository name, got ${shown(props.repositoryPrefix)}`,
    );
  return found;
}
