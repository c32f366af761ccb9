import { of, ofAccount, type Own, type Right, type Rights } from "./right";

const roles = (own: Own): string[] => [ofAccount(own, "iam", `role/${own.prefix}-*`)];

/** With a boundary, a role can be made and given rights only inside of it. */
const bounded = ({ permissionsBoundary }: Own): Pick<Right, "conditions"> =>
  permissionsBoundary === undefined
    ? {}
    : { conditions: { StringEquals: { "iam:PermissionsBoundary": permissionsBoundary } } };

/** Services that roles of an environment are for. */
const PASSED_TO = [
  "autoscaling.amazonaws.com",
  "ec2.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "ecs.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const identityRights: Rights = {
  aws_iam_instance_profile: (own) => [
    {
      actions: of(
        "iam",
        "AddRoleToInstanceProfile",
        "CreateInstanceProfile",
        "DeleteInstanceProfile",
        "RemoveRoleFromInstanceProfile",
        "TagInstanceProfile",
        "UntagInstanceProfile",
      ),
      resources: [ofAccount(own, "iam", `instance-profile/${own.prefix}-*`)],
    },
  ],
  aws_iam_role: (own) => [
    { actions: of("iam", "CreateRole"), resources: roles(own), ...bounded(own) },
    {
      actions: of(
        "iam",
        "DeleteRole",
        "TagRole",
        "UntagRole",
        "UpdateAssumeRolePolicy",
        "UpdateRole",
        "UpdateRoleDescription",
      ),
      resources: roles(own),
    },
    {
      actions: of("iam", "PassRole"),
      resources: roles(own),
      conditions: { StringEquals: { "iam:PassedToService": PASSED_TO } },
    },
  ],
  aws_iam_role_policy: (own) => [
    { actions: of("iam", "DeleteRolePolicy", "PutRolePolicy"), resources: roles(own), ...bounded(own) },
  ],
  aws_iam_role_policy_attachment: (own) => [
    { actions: of("iam", "AttachRolePolicy", "DetachRolePolicy"), resources: roles(own), ...bounded(own) },
  ],
};

/** The roles that AWS's services use in the account, made by the first use of each. */
export const serviceLinkedRoles = (own: Own): Right => ({
  actions: of("iam", "CreateServiceLinkedRole"),
  resources: [ofAccount(own, "iam", "role/aws-service-role/*")],
  conditions: {
    StringEquals: {
      "iam:AWSServiceName": [
        "autoscaling.amazonaws.com",
        "ecs.amazonaws.com",
        "ecs.application-autoscaling.amazonaws.com",
        "elasticloadbalancing.amazonaws.com",
        "rds.amazonaws.com",
      ],
    },
  },
});
