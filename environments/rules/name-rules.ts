/** What AWS accepts as the name of a resource, and where Terraform has it. */
export interface NameRule {
  /** Terraform argument. @default "name" */
  readonly argument?: string;
  /** Characters. */
  readonly max: number;
  readonly pattern: RegExp;
  /** What the pattern asks for: follows "must have". */
  readonly must: string;
  /** Between a shortened name and its hash. @default "--" */
  readonly mark?: string;
  /** Types whose names share one namespace. @default the type itself */
  readonly namespace?: string;
}

const HYPHENS = "letters, digits and hyphens";
const WORDS = "letters, digits, hyphens and underscores";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const iam = (max: number): NameRule => ({
  max,
  pattern: /^[\w+=,.@-]+$/,
  must: "letters, digits and _ + = , . @ -",
});

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
const balancing = (pattern: RegExp, must: string): NameRule => ({ max: 32, pattern, must });

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html, API_CreateService.html, API_RegisterTaskDefinition.html */
const ecs = (argument = "name"): NameRule => ({
  argument,
  max: 255,
  pattern: /^[A-Za-z0-9_-]+$/,
  must: WORDS,
});

const RDS_PATTERN = /^[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/;
const RDS_MUST = `${HYPHENS}, a letter in front and no two hyphens together`;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, API_CreateDBCluster.html */
const database = (argument: string, namespace: string): NameRule => ({
  argument,
  max: 63,
  pattern: RDS_PATTERN,
  must: RDS_MUST,
  mark: "-",
  namespace,
});

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html, API_CreateDBClusterParameterGroup.html */
const parameters: NameRule = { max: 255, pattern: RDS_PATTERN, must: RDS_MUST, mark: "-" };

const REPOSITORY = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const REPOSITORY_MUST = 'lower-case letters and digits with single ".", "_", "-" or "/" between them';

/** Rules for the names of all resources that have one in the account, by Terraform types. */
export const NAME_RULES = {
  aws_appautoscaling_policy: { max: 256, pattern: /^[\x20-\x7e]+$/, must: "printable characters" },
  // https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
  aws_appautoscaling_scheduled_action: {
    max: 256,
    pattern: /^(?! )[^\p{Cc}:/|]+(?<! )$/u,
    must: "no control characters, no : / or |, and no space at an end",
  },
  // https://docs.aws.amazon.com/app-mesh/latest/APIReference/API_CreateVirtualNode.html
  aws_appmesh_virtual_node: { max: 255, pattern: /^[A-Za-z0-9_-]+$/, must: WORDS },
  // https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
  aws_autoscaling_group: {
    max: 255,
    pattern: /^[!-9;-~]+$/,
    must: "printable ASCII characters without spaces and :",
  },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
  aws_cloudwatch_dashboard: {
    argument: "dashboardName",
    max: 255,
    pattern: /^[A-Za-z0-9_-]+$/,
    must: WORDS,
  },
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
  aws_cloudwatch_log_group: {
    max: 512,
    pattern: /^(?!aws\/)[A-Za-z0-9_./#-]+$/,
    must: "letters, digits and _ . / # -, and not begin with aws/",
  },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  aws_cloudwatch_metric_alarm: {
    argument: "alarmName",
    max: 255,
    pattern: /^[^\x00-\x1f]+$/,
    must: "no control characters",
  },
  aws_db_instance: database("identifier", "instance"),
  aws_db_parameter_group: parameters,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html
  aws_db_subnet_group: {
    max: 255,
    pattern: /^(?!default$)[a-z][a-z0-9 ._-]*$/,
    must: "lower-case letters, digits, spaces and . _ -, and a letter in front",
  },
  aws_ecr_repository: {
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
    max: 256,
    pattern: REPOSITORY,
    must: REPOSITORY_MUST,
  },
  aws_ecrpublic_repository: {
    // https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_CreateRepository.html
    argument: "repositoryName",
    max: 205,
    pattern: REPOSITORY,
    must: REPOSITORY_MUST,
  },
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html
  aws_ecs_capacity_provider: {
    max: 255,
    pattern: /^(?!aws|ecs|fargate)[A-Za-z0-9_-]+$/i,
    must: `${WORDS}, and not begin with aws, ecs or fargate`,
  },
  aws_ecs_cluster: ecs(),
  aws_ecs_service: ecs(),
  aws_ecs_task_definition: ecs("family"),
  // https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html
  aws_efs_file_system: { argument: "creationToken", max: 64, pattern: /^.+$/, must: "any characters" },
  aws_iam_instance_profile: iam(128),
  aws_iam_policy: iam(128),
  aws_iam_role: iam(64),
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
  aws_kms_alias: {
    max: 256,
    pattern: /^alias\/(?!aws\/)[A-Za-z0-9/_-]+$/,
    must: "letters, digits and / _ - behind alias/, and not begin with alias/aws/",
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html
  aws_launch_template: { max: 128, pattern: /^[\w()./-]{3,}$/, must: "letters, digits and ( ) . / _ -" },
  aws_lb: balancing(
    /^(?!internal-)[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*$/,
    `${HYPHENS}, none at an end, and not begin with internal-`,
  ),
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
  aws_lb_target_group: balancing(/^[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*$/, `${HYPHENS}, none at an end`),
  aws_rds_cluster: database("clusterIdentifier", "cluster"),
  aws_rds_cluster_instance: database("identifier", "instance"),
  aws_rds_cluster_parameter_group: parameters,
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  aws_s3_bucket: {
    argument: "bucket",
    max: 63,
    pattern:
      /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*\.\.)(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)[a-z0-9][a-z0-9.-]+[a-z0-9]$/,
    must: "lower-case letters, digits, . and -, and none of the beginnings and ends that S3 reserves",
  },
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  aws_secretsmanager_secret: {
    max: 512,
    pattern: /^[A-Za-z0-9/_+=.@-]+$/,
    must: "letters, digits and / _ + = . @ -",
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
  aws_security_group: {
    max: 255,
    pattern: /^(?!sg-)[A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]+$/,
    must: "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, and not begin with sg-",
  },
  // https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html
  aws_service_discovery_http_namespace: {
    max: 1024,
    pattern: /^[!-~]+$/,
    must: "printable ASCII characters without spaces",
  },
  // https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
  aws_sns_topic: {
    max: 256,
    pattern: /^[A-Za-z0-9_-]+(?:\.fifo)?$/,
    must: `${WORDS}, and .fifo at the end of a FIFO topic's`,
  },
} as const satisfies Readonly<Record<string, NameRule>>;

/** Terraform types whose resources have a name in the account. */
export type NamedType = keyof typeof NAME_RULES;

export const nameRule = (type: string): NameRule | undefined =>
  Object.hasOwn(NAME_RULES, type) ? NAME_RULES[type as NamedType] : undefined;

/** What is wrong with a name; nothing for one that AWS accepts. */
export function nameProblem({ max, must, pattern }: NameRule, name: string): string | undefined {
  if (name.length > max) return `must have at most ${max} characters, got "${name}" (${name.length})`;
  return pattern.test(name) ? undefined : `must have ${must}, got "${name}"`;
}
