import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyJson } from "../identity/policy";
import { serviceTrust } from "../identity/trust";
import { physicalName } from "../physical-name";

export interface HookRoleProps {
  /** Name of the role; a longer one than IAM takes is shortened. */
  readonly name: string;
  /** ARNs of the Lambda functions that it may call, at least one. */
  readonly lambdaArns: readonly string[];
}

/**
 * The role with which ECS calls the functions of a deployment's stages, and no others.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-permissions.html
 */
export class HookRole extends Construct {
  public readonly role: IamRole;
  public readonly policy: IamRolePolicy;
  public readonly arn: string;
  /** ECS must hold the rights before the first deployment. */
  public readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: HookRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, "role", {
      name: physicalName("aws_iam_role", props.name),
      description: "ECS calls the functions that judge a deployment",
      assumeRolePolicy: serviceTrust("ecs.amazonaws.com"),
    });
    this.policy = new IamRolePolicy(this, "policy", {
      name: "call-hooks",
      role: this.role.name,
      policy: policyJson([
        {
          sid: "CallHooks",
          actions: ["lambda:InvokeFunction"],
          resources: [...new Set(props.lambdaArns)].sort(),
        },
      ]),
    });
    this.arn = this.role.arn;
    this.ready = [this.policy];
  }
}
