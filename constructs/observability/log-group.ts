import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { refuse } from "../../environments/errors";
import { retentionProblems } from "../../environments/rules/log-retention";

export interface LogGroupProps {
  /** Name of the group, for example `/ecs/slipway-dev/backend`. */
  readonly name: string;
  /** Days until a line goes; one of the values that CloudWatch Logs allows. */
  readonly retentionDays: number;
  /** ARN of a KMS key that encrypts the lines. @default the key that CloudWatch Logs owns */
  readonly kmsKeyArn?: string;
}

/** A CloudWatch log group that always forgets: it has a retention, and it exists before anything writes to it. */
export class LogGroup extends Construct {
  readonly logGroup: CloudwatchLogGroup;
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    refuse(`log group "${props.name}"`, retentionProblems("retentionDays", props.retentionDays));
    this.logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: props.name,
      retentionInDays: props.retentionDays,
      ...(props.kmsKeyArn !== undefined && { kmsKeyId: props.kmsKeyArn }),
    });
    this.arn = this.logGroup.arn;
    this.name = props.name;
  }
}
