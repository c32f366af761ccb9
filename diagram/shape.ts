/**
 * Types without which a picture has other nodes or edges. Those that come and go with a service or a network, or with
 * each release, are left out: roles, routes, task definitions.
 */
const DRAWN: ReadonlySet<string> = new Set([
  "aws_appmesh_virtual_node",
  "aws_cloudwatch_log_group",
  "aws_db_instance",
  "aws_ecs_service",
  "aws_efs_file_system",
  "aws_lb",
  "aws_lb_listener",
  "aws_lb_listener_rule",
  "aws_nat_gateway",
  "aws_rds_cluster",
  "aws_route53_record",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_vpc_endpoint",
  "aws_vpc_security_group_ingress_rule",
]);

/** Whether a picture gains or loses something when a resource of this type is made or destroyed. */
export const isDrawn = (type: string): boolean => DRAWN.has(type);
