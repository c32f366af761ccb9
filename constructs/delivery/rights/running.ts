import { MIGRATION_TYPE } from "../../../environments/rules/task-request";
import { anywhere, of, regional, type Own, type Right, type Rights } from "./right";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
const ecs =
  (resource: keyof typeof ECS, ...names: readonly string[]) =>
  (own: Own): Right[] => [
    { actions: of("ecs", ...names), resources: [regional(own, "ecs", ECS[resource](own.prefix))] },
  ];
/** The cluster has the prefix as its name, and is a part of those of its services and tasks. */
const ECS = {
  "capacity-provider": (prefix: string) => `capacity-provider/${prefix}-*`,
  cluster: (prefix: string) => `cluster/${prefix}`,
  service: (prefix: string) => `service/${prefix}/*`,
  task: (prefix: string) => `task/${prefix}/*`,
  "task-definition": (prefix: string) => `task-definition/${prefix}-*`,
} as const;
const scaling =
  (...names: readonly string[]) =>
  (own: Own): Right[] => [
    {
      actions: of("application-autoscaling", ...names, "TagResource", "UntagResource"),
      resources: [regional(own, "application-autoscaling", "scalable-target/*")],
    },
  ];
const mesh =
  (kind: string, ...names: readonly string[]) =>
  (own: Own): Right[] => [
    {
      actions: of("appmesh", ...names, "TagResource", "UntagResource"),
      resources: [regional(own, "appmesh", `mesh/*/${kind}/*`)],
    },
  ];

export const runningRights: Rights = {
  aws_appautoscaling_policy: scaling("DeleteScalingPolicy", "PutScalingPolicy"),
  aws_appautoscaling_scheduled_action: scaling("DeleteScheduledAction", "PutScheduledAction"),
  aws_appautoscaling_target: scaling("DeregisterScalableTarget", "RegisterScalableTarget"),
  aws_appmesh_virtual_node: mesh(
    "virtualNode",
    "CreateVirtualNode",
    "DeleteVirtualNode",
    "UpdateVirtualNode",
  ),
  aws_appmesh_virtual_service: mesh(
    "virtualService",
    "CreateVirtualService",
    "DeleteVirtualService",
    "UpdateVirtualService",
  ),
  aws_autoscaling_group: (own) => [
    {
      actions: of(
        "autoscaling",
        "CancelInstanceRefresh",
        "CreateAutoScalingGroup",
        "CreateOrUpdateTags",
        "DeleteAutoScalingGroup",
        "DeleteTags",
        "SetInstanceProtection",
        "StartInstanceRefresh",
        "UpdateAutoScalingGroup",
      ),
      resources: [regional(own, "autoscaling", `autoScalingGroup:*:autoScalingGroupName/${own.prefix}-*`)],
    },
    // Auto Scaling starts an instance on trial, with the caller's rights, before it takes a launch template.
    {
      actions: of("ec2", "CreateTags", "RunInstances"),
      resources: [regional(own, "ec2", "*/*"), imagesOf(own)],
    },
  ],
  aws_ecs_capacity_provider: (own) => [
    anywhere("ecs", "CreateCapacityProvider"),
    ...ecs(
      "capacity-provider",
      "DeleteCapacityProvider",
      "TagResource",
      "UntagResource",
      "UpdateCapacityProvider",
    )(own),
  ],
  aws_ecs_cluster: (own) => [
    anywhere("ecs", "CreateCluster"),
    ...ecs(
      "cluster",
      "DeleteCluster",
      "TagResource",
      "UntagResource",
      "UpdateCluster",
      "UpdateClusterSettings",
    )(own),
  ],
  aws_ecs_cluster_capacity_providers: ecs("cluster", "PutClusterCapacityProviders"),
  aws_ecs_service: ecs(
    "service",
    "CreateService",
    "DeleteService",
    "TagResource",
    "UntagResource",
    "UpdateService",
  ),
  aws_ecs_task_definition: (own) => [
    anywhere("ecs", "DeregisterTaskDefinition", "RegisterTaskDefinition"),
    ...ecs("task-definition", "TagResource", "UntagResource")(own),
  ],
  aws_launch_template: (own) => [
    {
      actions: of(
        "ec2",
        "CreateLaunchTemplate",
        "CreateLaunchTemplateVersion",
        "CreateTags",
        "DeleteLaunchTemplate",
        "DeleteTags",
        "ModifyLaunchTemplate",
      ),
      resources: [regional(own, "ec2", "launch-template/*")],
    },
  ],
  /** No resource of AWS: the run of a migration, which Terraform starts and, when its time is over, stops. */
  [MIGRATION_TYPE]: (own) => [
    ...ecs(
      "task-definition",
      "RunTask",
    )(own).map((right) => ({
      ...right,
      conditions: { ArnLike: { "ecs:cluster": regional(own, "ecs", `cluster/${own.prefix}`) } },
    })),
    ...ecs("task", "StopTask")(own),
  ],
  aws_service_discovery_http_namespace: (own) => [
    anywhere("servicediscovery", "CreateHttpNamespace"),
    {
      actions: of(
        "servicediscovery",
        "DeleteNamespace",
        "TagResource",
        "UntagResource",
        "UpdateHttpNamespace",
      ),
      resources: [regional(own, "servicediscovery", "namespace/*")],
    },
  ],
};

/** Amazon's images belong to no account of ours. */
const imagesOf = (own: Own): string => regional({ ...own, account: "" }, "ec2", "image/*");
