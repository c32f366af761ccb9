import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyJson } from "../identity/policy";
import { managedPolicyArn, serviceTrust } from "../identity/trust";
import { physicalName } from "../physical-name";

export interface ConnectTlsRoleProps {
  /** Name of the role; a longer one than IAM takes is shortened. */
  readonly name: string;
  readonly region: string;
  /** ARN of the KMS key that encrypts the private keys. @default none: a key of AWS */
  readonly kmsKey?: string;
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html */
const MANAGED_POLICY =
  "service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity";

/** The role with which ECS gets the certificates of one service from AWS Private CA and keeps their private keys. */
export class ConnectTlsRole extends Construct {
  public readonly role: IamRole;
  public readonly managed: IamRolePolicyAttachment;
  /** Absent without a key of one's own. */
  public readonly keyPolicy?: IamRolePolicy;
  public readonly arn: string;
  /** ECS must hold the rights until the service is gone, or its tasks never end. */
  public readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ConnectTlsRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, "role", {
      name: physicalName("aws_iam_role", props.name),
      description: "ECS gets certificates for Service Connect",
      assumeRolePolicy: serviceTrust("ecs.amazonaws.com"),
    });
    this.managed = new IamRolePolicyAttachment(this, "managed", {
      role: this.role.name,
      policyArn: managedPolicyArn(props.region, MANAGED_POLICY),
    });
    if (props.kmsKey !== undefined) {
      this.keyPolicy = new IamRolePolicy(this, "key", {
        name: "use-key",
        role: this.role.name,
        policy: policyJson([
          {
            sid: "EncryptPrivateKeys",
            actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyPair"],
            resources: [props.kmsKey],
          },
        ]),
      });
    }
    this.arn = this.role.arn;
    this.ready = [this.managed, ...(this.keyPolicy === undefined ? [] : [this.keyPolicy])];
  }
}
