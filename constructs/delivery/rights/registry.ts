import { anywhere, of, ofAccount, regional, type Own, type Right, type Rights } from "./right";

const repositories = (own: Own): string[] => [regional(own, "ecr", `repository/${own.prefix}-*`)];
const repository =
  (...names: readonly string[]) =>
  (own: Own): Right[] => [{ actions: of("ecr", ...names), resources: repositories(own) }];
const publicRepository =
  (...names: readonly string[]) =>
  (own: Own): Right[] => [
    {
      actions: of("ecr-public", ...names),
      resources: [ofAccount(own, "ecr-public", `repository/${own.prefix}-*`)],
    },
  ];
const settings =
  (...names: readonly string[]) =>
  (): Right[] => [anywhere("ecr", ...names)];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
export const registryRights: Rights = {
  aws_ecr_account_setting: settings("PutAccountSetting"),
  aws_ecr_lifecycle_policy: repository("DeleteLifecyclePolicy", "PutLifecyclePolicy"),
  aws_ecr_pull_through_cache_rule: settings("CreatePullThroughCacheRule", "DeletePullThroughCacheRule"),
  aws_ecr_registry_policy: settings("DeleteRegistryPolicy", "PutRegistryPolicy"),
  aws_ecr_registry_scanning_configuration: settings("PutRegistryScanningConfiguration"),
  aws_ecr_replication_configuration: settings("PutReplicationConfiguration"),
  aws_ecr_repository: repository(
    "CreateRepository",
    "DeleteRepository",
    "PutImageScanningConfiguration",
    "PutImageTagMutability",
    "TagResource",
    "UntagResource",
  ),
  aws_ecr_repository_policy: repository("DeleteRepositoryPolicy", "SetRepositoryPolicy"),
  aws_ecrpublic_repository: publicRepository(
    "CreateRepository",
    "DeleteRepository",
    "PutRepositoryCatalogData",
    "TagResource",
    "UntagResource",
  ),
  aws_ecrpublic_repository_policy: publicRepository("DeleteRepositoryPolicy", "SetRepositoryPolicy"),
  docker_registry_image: (own) => [
    anywhere("ecr", "GetAuthorizationToken"),
    ...repository(
      "BatchCheckLayerAvailability",
      "BatchGetImage",
      "CompleteLayerUpload",
      "GetDownloadUrlForLayer",
      "InitiateLayerUpload",
      "PutImage",
      "UploadLayerPart",
    )(own),
  ],
};
