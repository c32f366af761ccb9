import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { managedPolicyArn, ROLE_NAME_LIMIT, serviceTrust } from "../identity/trust";
import { partitionOf } from "../partition";
import { physicalName } from "../physical-name";

export interface MonitoringRoleProps {
  /** Name of the role, at most 64 characters. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Identifier of the instance, or the beginning of those of a cluster with `*` behind it. */
  readonly instances: string;
}

/** Lets RDS write what it measures of the named instances' operating system to CloudWatch Logs. */
export class MonitoringRole extends Construct {
  public readonly role: IamRole;
  public readonly attachment: IamRolePolicyAttachment;
  public readonly arn: string;

  constructor(scope: Construct, id: string, props: MonitoringRoleProps) {
    super(scope, id);
    const { account, region } = props;
    this.role = new IamRole(this, "role", {
      name: physicalName([props.name], ROLE_NAME_LIMIT, "monitoring role"),
      description: "Enhanced monitoring of a database",
      assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com", {
        ArnLike: {
          "aws:SourceArn": `arn:${partitionOf(region).id}:rds:${region}:${account}:db:${props.instances}`,
        },
        StringEquals: { "aws:SourceAccount": account },
      }),
    });
    this.attachment = new IamRolePolicyAttachment(this, "policy", {
      role: this.role.name,
      policyArn: managedPolicyArn(region, "service-role/AmazonRDSEnhancedMonitoringRole"),
    });
    this.arn = this.role.arn;
  }
}
