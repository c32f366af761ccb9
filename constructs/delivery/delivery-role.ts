import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { refuse, shown } from "../../environments/errors";
import { policyJson, type Statement } from "../identity/policy";
import { physicalName } from "../physical-name";
import { readOnlyPolicy } from "./read-statements";

export interface DeliveryRoleProps {
  /** Name of the role; a longer one than IAM takes is shortened. */
  readonly name: string;
  readonly region: string;
  readonly description: string;
  /** Who may assume the role. */
  readonly trust: string;
  /** ARN of the policy with what every role of the environment may read, and may not. */
  readonly readingPolicyArn: string;
  /** What it may do beyond reading, at most 10240 characters as a policy. @default nothing */
  readonly statements?: readonly Statement[];
}

/** A path of their own keeps roles and policies out of what a deployment may write, so that none can widen itself. */
export const PATH = "/delivery/";

/** Inline policies of one role together, without blanks; https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const POLICY_LIMIT = 10_240;

/** One hour: longer than any deployment that is still alive. */
const SESSION_SECONDS = 3600;

/** A role that a workflow assumes: it reads settings of the account, and does what its statements say. */
export class DeliveryRole extends Construct {
  public readonly role: IamRole;
  /** AWS's policy for reading, and the environment's. */
  public readonly reading: readonly IamRolePolicyAttachment[];
  /** Absent for a role that only reads. */
  public readonly policy?: IamRolePolicy;
  public readonly arn: string;

  constructor(scope: Construct, id: string, props: DeliveryRoleProps) {
    super(scope, id);
    const name = physicalName("aws_iam_role", props.name);
    const policy = props.statements && policyJson(props.statements);
    refuse(
      `role ${shown(name)}`,
      policy !== undefined && policy.length > POLICY_LIMIT
        ? [
            `statements must have at most ${POLICY_LIMIT} characters as a policy, got ${policy.length}; divide the environment`,
          ]
        : [],
    );

    this.role = new IamRole(this, "role", {
      name,
      path: PATH,
      description: props.description,
      assumeRolePolicy: props.trust,
      maxSessionDuration: SESSION_SECONDS,
    });
    this.reading = Object.entries({
      settings: readOnlyPolicy(props.region),
      environment: props.readingPolicyArn,
    }).map(([key, policyArn]) => new IamRolePolicyAttachment(this, key, { role: this.role.name, policyArn }));
    if (policy !== undefined) {
      this.policy = new IamRolePolicy(this, "policy", { name: "deploy", role: this.role.name, policy });
    }

    this.arn = this.role.arn;
  }
}
