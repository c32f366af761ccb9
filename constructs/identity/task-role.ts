import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { physicalName } from "../physical-name";
import { policyJson, SESSION_CHANNELS, type Statement } from "./policy";
import { ecsTasksTrust } from "./trust";

export interface TaskRoleProps {
  /** Name of the role; a longer one than IAM takes is shortened. */
  readonly name: string;
  /** 12-digit account whose tasks may use the role. */
  readonly account: string;
  /** Region whose tasks may use the role. */
  readonly region: string;
  /** What the application itself may do in AWS. @default nothing */
  readonly statements?: readonly Statement[];
  /** Adds what `aws ecs execute-command` needs inside the task. @default false */
  readonly exec?: boolean;
  /** ARN of the log group that records exec sessions, without the trailing `:*`. @default none: not recorded */
  readonly execLogGroupArn?: string;
}

/** The application's own identity in AWS: it may do what its statements say, and nothing without them. */
export class TaskRole extends Construct {
  public readonly role: IamRole;
  /** Absent when there is nothing to allow. */
  public readonly policy?: IamRolePolicy;
  public readonly arn: string;
  /** A service that starts before these exist runs without its rights. */
  public readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: TaskRoleProps) {
    super(scope, id);
    const name = physicalName("aws_iam_role", props.name);
    const exec = props.exec ?? false;
    const statements = [...(props.statements ?? []), ...(exec ? execStatements(props.execLogGroupArn) : [])];

    this.role = new IamRole(this, "role", {
      name,
      description: "Identity of the application inside its ECS tasks",
      assumeRolePolicy: ecsTasksTrust(props.account, props.region),
    });
    if (statements.length > 0) {
      this.policy = new IamRolePolicy(this, "policy", {
        name: "application",
        role: this.role.name,
        policy: policyJson(statements),
      });
    }

    this.arn = this.role.arn;
    this.ready = this.policy === undefined ? [this.role] : [this.policy];
  }
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions */
function execStatements(logGroupArn: string | undefined): Statement[] {
  const channel: Statement = { sid: "OpenExecChannel", actions: SESSION_CHANNELS, resources: ["*"] };
  if (logGroupArn === undefined) return [channel];
  return [
    channel,
    { sid: "FindExecLog", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
    {
      sid: "RecordExec",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [`${logGroupArn}:*`],
    },
  ];
}
