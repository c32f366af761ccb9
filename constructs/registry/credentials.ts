import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { physicalName } from "../physical-name";

export interface RegistryCredentialsProps {
  /** Name of the secret, at most 512 letters, digits and `/_+=.@-`. */
  readonly name: string;
  /** ARN of a KMS key. @default the key of AWS for Secrets Manager */
  readonly kmsKey?: string;
  /** Days in which a deleted secret can be had back, 7 to 30; 0: it is gone at once, and its name is free. @default 30 */
  readonly recoveryDays?: number;
}

/** Said to whoever finds the secret empty; ECS reads these two keys. */
const DESCRIPTION =
  'Sign-in of ECS at a container registry. Put {"username": "...", "password": "..."} here; Terraform never sees it.';

/**
 * An empty secret for the user name and password of a container registry. Its value is put in by hand, so that it stands
 * in no plan and no state; tasks whose images need it start only after that.
 */
export class RegistryCredentials extends Construct {
  public readonly secret: SecretsmanagerSecret;
  public readonly arn: string;

  constructor(scope: Construct, id: string, props: RegistryCredentialsProps) {
    super(scope, id);
    const name = physicalName("aws_secretsmanager_secret", props.name);
    const recoveryDays = props.recoveryDays ?? 30;
    refuse(`secret ${shown(name)}`, problemsOf(recoveryDays));

    this.secret = new SecretsmanagerSecret(this, "secret", {
      name,
      description: DESCRIPTION,
      ...(props.kmsKey !== undefined && { kmsKeyId: props.kmsKey }),
      recoveryWindowInDays: recoveryDays,
    });

    this.arn = this.secret.arn;
  }
}

function problemsOf(days: number): string[] {
  return [
    ...(days === 0 || (Number.isInteger(days) && days >= 7 && days <= 30)
      ? []
      : [`recoveryDays must be 0 or a whole number from 7 to 30, got ${days}`]),
  ];
}
