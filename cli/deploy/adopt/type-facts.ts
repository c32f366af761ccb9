/**
 * Types that AWS creates again although one exists. It refuses a second resource of all other types, by its name, its
 * range of addresses or what it belongs to.
 */
export const CREATED_TWICE: ReadonlySet<string> = new Set([
  "aws_acm_certificate",
  "aws_efs_access_point",
  "aws_eip",
  "aws_flow_log",
  "aws_internet_gateway",
  "aws_kms_key",
  "aws_nat_gateway",
  "aws_route_table",
  // With a name that EC2 completes.
  "aws_security_group",
  "aws_vpc",
]);

/** Types that are found by their tags alone, neither by a name with the environment's prefix nor by what they belong to. */
export const FOUND_BY_TAGS: ReadonlySet<string> = new Set([
  "aws_acm_certificate",
  "aws_eip",
  "aws_internet_gateway",
  "aws_vpc",
]);
