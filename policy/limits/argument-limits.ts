import { DATABASE_PORT, MAX_BACKUP_DAYS } from "../../environments/rules/database-storage";
import { HEALTH_PATH, HOST_PATTERN, PATH_PATTERN } from "../../environments/rules/listener-patterns";
import { MAX_PRIORITY } from "../../environments/rules/listener-slots";
import { DEREGISTRATION_DELAY_SECONDS, IDLE_TIMEOUT_SECONDS } from "../../environments/rules/load-balancer";
import { NAME_RULES } from "../../environments/rules/name-rules";

export type ArgumentLimit = {
  readonly types: readonly string[];
  /** Name of the argument; one in a block by the block's name and a dot. */
  readonly argument: string;
  readonly source: string;
} & (
  | {
      readonly kind: "text";
      readonly max: number;
      readonly pattern: RegExp;
      /** What the pattern asks for, after `be`. */
      readonly like: string;
    }
  | { readonly kind: "number"; readonly from: number; readonly to: number }
);

const API = {
  alarms: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference",
  ec2: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference",
  elb: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference",
  iam: "https://docs.aws.amazon.com/IAM/latest/APIReference",
  rds: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference",
} as const;

const text = (
  types: readonly string[],
  argument: string,
  [max, pattern, like]: readonly [max: number, pattern: RegExp, like: string],
  source: string,
): ArgumentLimit => ({ kind: "text", types, argument, max, pattern, like, source });

const number = (type: string, argument: string, from: number, to: number, source: string): ArgumentLimit => ({
  kind: "number",
  types: [type],
  argument,
  from,
  to,
  source,
});

const IAM_NAME = NAME_RULES.aws_iam_policy;
const GROUP_TEXT = [
  255,
  /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/,
  "letters, digits, blanks and ._-:/()#,@[]+=&;{}!$*",
] as const;

/** Texts and numbers of single arguments, but for the names of `names.ts`, each with the page that has the rule. */
export const ARGUMENT_LIMITS: readonly ArgumentLimit[] = [
  number(
    "aws_lb",
    "idle_timeout",
    IDLE_TIMEOUT_SECONDS.from,
    IDLE_TIMEOUT_SECONDS.to,
    `${API.elb}/API_LoadBalancerAttribute.html`,
  ),
  number("aws_lb_listener", "port", 1, 65_535, `${API.elb}/API_CreateListener.html`),
  number("aws_lb_listener_rule", "priority", 1, MAX_PRIORITY, `${API.elb}/API_CreateRule.html`),
  text(
    ["aws_lb_listener_rule"],
    "condition.host_header.values",
    [
      HOST_PATTERN.maxLength,
      HOST_PATTERN.pattern,
      "a host pattern with a dot, and only letters after the last one",
    ],
    `${API.elb}/API_HostHeaderConditionConfig.html`,
  ),
  text(
    ["aws_lb_listener_rule"],
    "condition.path_pattern.values",
    // A rule of one's own may also begin with a wildcard, as "*.png" does.
    [PATH_PATTERN.maxLength, /^[A-Za-z0-9_.$/~"'@:+&*?-]+$/, "a path pattern"],
    `${API.elb}/API_RuleCondition.html`,
  ),
  text(
    ["aws_lb_target_group"],
    "health_check.path",
    [HEALTH_PATH.maxLength, HEALTH_PATH.pattern, "a path of a URL"],
    `${API.elb}/API_CreateTargetGroup.html`,
  ),
  number("aws_lb_target_group", "health_check.interval", 5, 300, `${API.elb}/API_CreateTargetGroup.html`),
  number("aws_lb_target_group", "health_check.timeout", 2, 120, `${API.elb}/API_CreateTargetGroup.html`),
  number(
    "aws_lb_target_group",
    "health_check.healthy_threshold",
    2,
    10,
    `${API.elb}/API_CreateTargetGroup.html`,
  ),
  number(
    "aws_lb_target_group",
    "health_check.unhealthy_threshold",
    2,
    10,
    `${API.elb}/API_CreateTargetGroup.html`,
  ),
  number(
    "aws_lb_target_group",
    "deregistration_delay",
    DEREGISTRATION_DELAY_SECONDS.from,
    DEREGISTRATION_DELAY_SECONDS.to,
    `${API.elb}/API_TargetGroupAttribute.html`,
  ),
  number(
    "aws_lb_target_group",
    "stickiness.cookie_duration",
    1,
    604_800,
    `${API.elb}/API_TargetGroupAttribute.html`,
  ),
  text(
    ["aws_iam_role"],
    "description",
    [1000, /^[\t\n\r\u0020-\u007e\u00a1-\u00ff]*$/, "Latin characters"],
    `${API.iam}/API_CreateRole.html`,
  ),
  number("aws_iam_role", "max_session_duration", 3600, 43_200, `${API.iam}/API_CreateRole.html`),
  text(
    ["aws_iam_role_policy"],
    "name",
    [IAM_NAME.max, IAM_NAME.pattern, IAM_NAME.must],
    `${API.iam}/API_PutRolePolicy.html`,
  ),
  text(
    ["aws_security_group", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"],
    "description",
    GROUP_TEXT,
    `${API.ec2}/API_CreateSecurityGroup.html`,
  ),
  text(
    ["aws_cloudwatch_metric_alarm"],
    "alarm_description",
    [1024, /^[^]*$/, "any text"],
    `${API.alarms}/API_PutMetricAlarm.html`,
  ),
  number(
    "aws_db_instance",
    "port",
    DATABASE_PORT.from,
    DATABASE_PORT.to,
    `${API.rds}/API_CreateDBInstance.html`,
  ),
  number(
    "aws_rds_cluster",
    "port",
    DATABASE_PORT.from,
    DATABASE_PORT.to,
    `${API.rds}/API_CreateDBCluster.html`,
  ),
  number(
    "aws_db_instance",
    "backup_retention_period",
    0,
    MAX_BACKUP_DAYS,
    `${API.rds}/API_CreateDBInstance.html`,
  ),
  number(
    "aws_rds_cluster",
    "backup_retention_period",
    1,
    MAX_BACKUP_DAYS,
    `${API.rds}/API_CreateDBCluster.html`,
  ),
];
