const NO_SUITE_SETS_IT = "only environments that set more than the suites do have it";

/** Why no suite applies a type that its engine may well have; where the engine lacks it, that is the reason. */
export const NOT_APPLIED: Readonly<Record<string, string>> = {
  aws_ecr_repository_policy: NO_SUITE_SETS_IT,
  aws_lb_listener_certificate:
    "MiniStack, the only engine of the suites with balancers, keeps one certificate for a listener",
  aws_rds_cluster: NO_SUITE_SETS_IT,
  aws_rds_cluster_instance: NO_SUITE_SETS_IT,
  aws_rds_cluster_parameter_group: NO_SUITE_SETS_IT,
  aws_s3_bucket_lifecycle_configuration: "left out with an emulator, which keeps nothing that could expire",
  aws_secretsmanager_secret: NO_SUITE_SETS_IT,
  "data.aws_caller_identity": NO_SUITE_SETS_IT,
  "data.aws_secretsmanager_secret":
    "read only for the secret of a pull-through cache, which the engines lack",
  "data.aws_ssm_parameter": "AWS alone publishes the images that it recommends for instances",
  "data.aws_vpc": NO_SUITE_SETS_IT,
  docker_tag: "further tags are given by the machine that releases",
};
