import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { refuse } from "../../environments/errors";
import { retentionProblems } from "../../environments/rules/log-retention";
import { policyJson } from "../identity/policy";
import { serviceTrust } from "../identity/trust";
import { physicalName } from "../physical-name";

export interface FlowLogsProps {
  /** First part of every physical name. */
  readonly prefix: string;
  readonly vpcId: string;
  /** Days that CloudWatch Logs keeps a record; one of the values that it allows. */
  readonly retentionDays: number;
  /** ARN of a KMS key that encrypts the records. @default the key that CloudWatch Logs owns */
  readonly kmsKeyArn?: string;
}

/** Who spoke to whom in a VPC, accepted and rejected, in the log group `/vpc/<prefix>/flow`. */
export class FlowLogs extends Construct {
  public readonly logGroup: CloudwatchLogGroup;
  public readonly role: IamRole;
  public readonly flowLog: FlowLog;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    refuse("flow logs", retentionProblems("retentionDays", props.retentionDays));
    this.logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: `/vpc/${props.prefix}/flow`,
      retentionInDays: props.retentionDays,
      ...(props.kmsKeyArn !== undefined && { kmsKeyId: props.kmsKeyArn }),
    });
    this.role = new IamRole(this, "role", {
      name: physicalName("aws_iam_role", `${props.prefix}-flow-logs`),
      assumeRolePolicy: serviceTrust("vpc-flow-logs.amazonaws.com"),
    });
    const write = new IamRolePolicy(this, "write", {
      name: "write",
      role: this.role.name,
      policy: policyJson([
        {
          actions: [
            "logs:CreateLogStream",
            "logs:DescribeLogGroups",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
          ],
          resources: [this.logGroup.arn, `${this.logGroup.arn}:*`],
        },
      ]),
    });
    this.flowLog = new FlowLog(this, "flow-log", {
      vpcId: props.vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: this.logGroup.arn,
      iamRoleArn: this.role.arn,
      tags: { Name: props.prefix },
      dependsOn: [write],
    });
  }
}
