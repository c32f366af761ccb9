import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { policyJson } from "../identity/policy";
import { partitionOf } from "../partition";

export interface RepositoryKeyProps {
  /** The key's alias without `alias/`: 1 to 250 letters, digits, `/`, `_` and `-`. */
  readonly name: string;
  /** 12-digit account that owns the key. */
  readonly account: string;
  /** Region that the key lies in. */
  readonly region: string;
}

/** The longest wait that KMS offers: without its key no image can be read again. */
const DELETION_DAYS = 30;

/**
 * A KMS key for the images of one repository, rotated every year. Whoever may pull needs no right to it: ECR uses it
 * by grants. Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export class RepositoryKey extends Construct {
  public readonly key: KmsKey;
  public readonly alias: KmsAlias;
  public readonly arn: string;

  constructor(scope: Construct, id: string, props: RepositoryKeyProps) {
    super(scope, id);
    refuse("repository key", problems(props));

    this.key = new KmsKey(this, "key", {
      description: `Encrypts the images of ${props.name}`,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_DAYS,
      policy: policyJson([
        {
          // In a key's own policy `*` is the key; the account's IAM policies decide who uses it.
          sid: "AccountDecides",
          actions: ["kms:*"],
          resources: ["*"],
          principals: { AWS: `arn:${partitionOf(props.region).id}:iam::${props.account}:root` },
        },
      ]),
    });
    this.alias = new KmsAlias(this, "alias", {
      name: `alias/${props.name}`,
      targetKeyId: this.key.keyId,
    });
    this.arn = this.key.arn;
  }
}

function problems({ name, account }: RepositoryKeyProps): string[] {
  const found: string[] = [];
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
  if (!/^[A-Za-z0-9/_-]{1,250}$/.test(name) || name.startsWith("aws/")) {
    found.push(
      `name must have 1 to 250 letters, digits, "/", "_" or "-" and not begin with "aws/", got ${shown(name)}`,
    );
  }
  if (!/^\d{12}$/.test(account)) found.push(`account must be a 12-digit AWS account, got ${shown(account)}`);
  return found;
}
