import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyJson } from "../identity/policy";
import { managedPolicyArn, serviceTrust } from "../identity/trust";
import { physicalName } from "../physical-name";

export interface ShiftRoleProps {
  /** Name of the role; a longer one than IAM takes is shortened. */
  readonly name: string;
  readonly region: string;
  /** ARNs of the two target groups and of the rules between them; the only things that it may change. */
  readonly resourceArns: readonly string[];
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html */
const MANAGED_POLICY = "AmazonECSInfrastructureRolePolicyForLoadBalancers";

/** What that policy lets ECS change, on every balancer of the account. */
const CHANGES = ["DeregisterTargets", "ModifyListener", "ModifyRule", "RegisterTargets"];

/**
 * The role with which ECS moves the requests of one service. AWS keeps its managed policy up to date with what ECS asks
 * for; a denial of one's own keeps ECS away from every other target group, rule and listener.
 */
export class ShiftRole extends Construct {
  public readonly role: IamRole;
  public readonly managed: IamRolePolicyAttachment;
  public readonly limits: IamRolePolicy;
  public readonly arn: string;
  /** ECS must hold the rights, and their limits, from the first deployment until the service is gone. */
  public readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ShiftRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, "role", {
      name: physicalName("aws_iam_role", props.name),
      description: "ECS moves the requests of one service to its new revision",
      assumeRolePolicy: serviceTrust("ecs.amazonaws.com"),
    });
    this.limits = new IamRolePolicy(this, "limits", {
      name: "nothing-else",
      role: this.role.name,
      policy: policyJson([
        {
          sid: "NothingElse",
          effect: "Deny",
          actions: CHANGES.map((name) => `elasticloadbalancing:${name}`),
          resources: [],
          notResources: props.resourceArns,
        },
      ]),
    });
    this.managed = new IamRolePolicyAttachment(this, "managed", {
      role: this.role.name,
      policyArn: managedPolicyArn(props.region, MANAGED_POLICY),
    });
    this.arn = this.role.arn;
    this.ready = [this.limits, this.managed];
  }
}
