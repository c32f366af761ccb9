import { ECR } from "./find/ecr";
import { ECS } from "./find/ecs";
import { EFS } from "./find/efs";
import type { Finders } from "./find/finder";
import { IAM } from "./find/iam";
import { INSTANCES } from "./find/instances";
import { KMS } from "./find/kms";
import { LOAD_BALANCER } from "./find/load-balancer";
import { NAMES } from "./find/names";
import { NETWORK } from "./find/network";
import { RDS } from "./find/rds";
import { SECURITY_GROUPS } from "./find/security-groups";
import { STORES } from "./find/stores";

/** Types whose creation AWS refuses, or repeats, when the resource exists. */
export const FINDERS: Finders = {
  ...ECR,
  ...ECS,
  ...EFS,
  ...IAM,
  ...INSTANCES,
  ...KMS,
  ...LOAD_BALANCER,
  ...NAMES,
  ...NETWORK,
  ...RDS,
  ...SECURITY_GROUPS,
  ...STORES,
};

const PUT = "the API call that creates it replaces what exists";
const SAME = "the API call that creates it returns what exists";

/** Why the other types that a deployment creates need no import. */
export const NOT_IMPORTED: Readonly<Record<string, string>> = {
  aws_acm_certificate_validation: "it waits for a certificate, and is nothing in AWS",
  aws_appautoscaling_policy: PUT,
  aws_appautoscaling_scheduled_action: PUT,
  aws_appautoscaling_target: PUT,
  aws_appmesh_virtual_node: "AWS App Mesh ended in September 2026",
  aws_appmesh_virtual_service: "AWS App Mesh ended in September 2026",
  aws_cloudwatch_dashboard: PUT,
  aws_cloudwatch_metric_alarm: PUT,
  aws_default_security_group: "the provider takes over the one that its VPC has",
  aws_ecr_account_setting: PUT,
  aws_ecr_lifecycle_policy: PUT,
  aws_ecr_registry_policy: PUT,
  aws_ecr_registry_scanning_configuration: PUT,
  aws_ecr_replication_configuration: PUT,
  aws_ecr_repository_policy: PUT,
  aws_ecrpublic_repository_policy: PUT,
  aws_ecs_cluster_capacity_providers: PUT,
  aws_ecs_task_definition: "each creation is another revision, and the earlier ones stay",
  aws_efs_backup_policy: PUT,
  aws_efs_file_system_policy: PUT,
  aws_iam_role_policy: PUT,
  aws_iam_role_policy_attachment: SAME,
  aws_lb_listener_certificate: SAME,
  aws_s3_bucket_lifecycle_configuration: PUT,
  aws_s3_bucket_ownership_controls: PUT,
  aws_s3_bucket_policy: PUT,
  aws_s3_bucket_public_access_block: PUT,
  aws_s3_bucket_server_side_encryption_configuration: PUT,
  aws_secretsmanager_secret_rotation: PUT,
  aws_sns_topic: SAME,
  aws_sns_topic_policy: PUT,
  aws_sns_topic_subscription: SAME,
  docker_image: "it is on this machine",
  docker_registry_image: "a tag that the registry has is not built again",
  docker_tag: "it is on this machine",
  terraform_data: "it is nothing in AWS",
};
