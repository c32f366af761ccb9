import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { partitionOf } from "../partition";
import { keyRegions } from "./key-regions";
import { physicalName } from "../physical-name";
import { policyJson, type Statement } from "./policy";
import { ecsTasksTrust } from "./trust";

export interface ExecutionRoleProps {
  /** Name of the role; a longer one than IAM takes is shortened. */
  readonly name: string;
  /** 12-digit account whose tasks may use the role. */
  readonly account: string;
  /** Region whose tasks may use the role. */
  readonly region: string;
  /** ARNs of the ECR repositories that hold the task's images; empty when no image comes from ECR. */
  readonly repositoryArns: readonly string[];
  /** ARNs of the log groups that the containers write to, without the trailing `:*`. */
  readonly logGroupArns: readonly string[];
  /** ARNs of the Secrets Manager secrets that the task definition names. */
  readonly secretArns: readonly string[];
  /** ARNs of the SSM parameters that the task definition names. */
  readonly parameterArns: readonly string[];
  /** ARNs of the KMS keys that encrypt those secrets and parameters. @default none: keys managed by AWS */
  readonly kmsKeyArns?: readonly string[];
  /** What else the task needs to start, from its sidecars and volumes. @default nothing */
  readonly statements?: readonly Statement[];
}

/**
 * What ECS itself may do to start a task: pull from the named repositories, write to the named log groups, read
 * the named secrets. The application never holds these rights.
 */
export class ExecutionRole extends Construct {
  public readonly role: IamRole;
  public readonly policy: IamRolePolicy;
  public readonly arn: string;
  /** A service that starts before these exist fails its first tasks. */
  public readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ExecutionRoleProps) {
    super(scope, id);
    const name = physicalName("aws_iam_role", props.name);

    this.role = new IamRole(this, "role", {
      name,
      description: "Starts ECS tasks: pulls images, writes logs, reads secrets",
      assumeRolePolicy: ecsTasksTrust(props.account, props.region),
    });
    this.policy = new IamRolePolicy(this, "policy", {
      name: "start-tasks",
      role: this.role.name,
      policy: policyJson(executionStatements(props)),
    });

    this.arn = this.role.arn;
    this.ready = [this.policy];
  }
}

/** Rights of the role; a list of ARNs that is empty gives no statement. */
export function executionStatements(props: ExecutionRoleProps): Statement[] {
  const keys = props.kmsKeyArns ?? [];
  const pull: Statement[] = [
    // ECR's login is not about a repository, so IAM knows no narrower resource for it.
    { sid: "SignInToEcr", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "PullImages",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: props.repositoryArns,
    },
  ];
  const { dnsSuffix } = partitionOf(props.region);
  return [
    ...(props.repositoryArns.length > 0 ? pull : []),
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: props.logGroupArns.map((arn) => `${arn}:*`),
    },
    { sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: props.secretArns },
    { sid: "ReadParameters", actions: ["ssm:GetParameters"], resources: props.parameterArns },
    {
      sid: "DecryptSecrets",
      actions: ["kms:Decrypt"],
      resources: keys,
      // Only on behalf of the two services, never with ciphertext from elsewhere.
      conditions: {
        StringEquals: {
          "kms:ViaService": keyRegions(keys, props.region).flatMap((region) =>
            ["secretsmanager", "ssm"].map((service) => `${service}.${region}.${dnsSuffix}`),
          ),
        },
      },
    },
    ...(props.statements ?? []),
  ].filter((statement) => statement.resources.length > 0);
}
