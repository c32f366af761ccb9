import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyJson, SESSION_CHANNELS, type Statement } from "../identity/policy";
import { serviceTrust } from "../identity/trust";
import { partitionOf } from "../partition";
import { physicalName } from "../physical-name";

export interface InstanceRoleProps {
  /** Name of the role and of its instance profile; a longer one than IAM takes is shortened. */
  readonly name: string;
  /** 12-digit account of the cluster. */
  readonly account: string;
  readonly region: string;
  /** Name of the cluster that the instances join, and of no other. */
  readonly clusterName: string;
  /** Shell access through SSM Session Manager. */
  readonly sessionManager: boolean;
}

/**
 * What the ECS agent of an instance may do: join one cluster, hear what to run, and report. Images are pulled and logs
 * written with the task's execution role, so the managed policy AmazonEC2ContainerServiceforEC2Role, which also reads
 * every repository and makes clusters, is not attached.
 */
export class InstanceRole extends Construct {
  public readonly role: IamRole;
  public readonly policy: IamRolePolicy;
  public readonly profile: IamInstanceProfile;
  public readonly profileArn: string;
  /** An agent that starts without its rights gives up for a while. */
  public readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: InstanceRoleProps) {
    super(scope, id);
    const name = physicalName("aws_iam_role", props.name);

    this.role = new IamRole(this, "role", {
      name,
      description: "ECS agent of the instances of one cluster",
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
    });
    this.policy = new IamRolePolicy(this, "policy", {
      name: "run-ecs-agent",
      role: this.role.name,
      policy: policyJson(agentStatements(props)),
    });
    this.profile = new IamInstanceProfile(this, "profile", { name, role: this.role.name });

    this.profileArn = this.profile.arn;
    this.ready = [this.policy];
  }
}

/**
 * Rights of the agent, each on this cluster and its instances alone.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
function agentStatements(props: InstanceRoleProps): Statement[] {
  const { account, clusterName, region } = props;
  const own = `arn:${partitionOf(region).id}:ecs:${region}:${account}`;
  return [
    { sid: "FindEcs", actions: ["ecs:DiscoverPollEndpoint"], resources: ["*"] },
    {
      sid: "JoinCluster",
      actions: [
        "ecs:DeregisterContainerInstance",
        "ecs:RegisterContainerInstance",
        "ecs:SubmitAttachmentStateChanges",
        "ecs:SubmitContainerStateChange",
        "ecs:SubmitTaskStateChange",
      ],
      resources: [`${own}:cluster/${clusterName}`],
    },
    {
      sid: "RunTasks",
      // The last one lets the agent drain itself before a spot instance goes.
      actions: ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
      resources: [`${own}:container-instance/${clusterName}/*`],
    },
    ...(props.sessionManager ? sessionStatements(props) : []),
  ];
}

/** The part of AmazonSSMManagedInstanceCore that sessions need, without reading every parameter of the account. */
const sessionStatements = ({ account, region }: InstanceRoleProps): Statement[] => [
  {
    sid: "RegisterWithSsm",
    actions: ["ssm:UpdateInstanceInformation"],
    resources: [`arn:${partitionOf(region).id}:ec2:${region}:${account}:instance/*`],
  },
  { sid: "HoldSessions", actions: SESSION_CHANNELS, resources: ["*"] },
];
