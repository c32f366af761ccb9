import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { managedPolicyArn, serviceTrust } from "../identity/trust";
import { partitionOf } from "../partition";
import { physicalName } from "../physical-name";

export interface MonitoringRoleProps {
  /** Name of the role; a longer one than IAM takes is shortened. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Identifier of the instance, or those of a cluster: their beginning with `*` behind it, or all of them. */
  readonly instances: string | readonly string[];
}

/** Lets RDS write what it measures of the named instances' operating system to CloudWatch Logs. */
export class MonitoringRole extends Construct {
  public readonly role: IamRole;
  public readonly attachment: IamRolePolicyAttachment;
  public readonly arn: string;

  constructor(scope: Construct, id: string, props: MonitoringRoleProps) {
    super(scope, id);
    const { account, instances, region } = props;
    const arnOf = (instance: string): string =>
      `arn:${partitionOf(region).id}:rds:${region}:${account}:db:${instance}`;
    this.role = new IamRole(this, "role", {
      name: physicalName("aws_iam_role", props.name),
      description: "Enhanced monitoring of a database",
      assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com", {
        ArnLike: { "aws:SourceArn": typeof instances === "string" ? arnOf(instances) : instances.map(arnOf) },
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
