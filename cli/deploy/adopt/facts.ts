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
import { ROUTES } from "./find/routes";
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
  ...ROUTES,
  ...SECURITY_GROUPS,
  ...STORES,
};
