import { anywhere, global, of, regional, type Own, type Right, type Rights } from "./right";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html */
const rds =
  (kinds: readonly string[], ...names: readonly string[]) =>
  (own: Own): Right[] => [
    {
      actions: of("rds", ...names, "AddTagsToResource", "RemoveTagsFromResource"),
      resources: kinds.map((kind) => regional(own, "rds", `${kind}:${own.prefix}-*`)),
    },
  ];
/** RDS makes and turns the secret of a database owner with the rights of its caller. */
const masterSecret = (own: Own): Right => ({
  actions: of("secretsmanager", "CreateSecret", "RotateSecret", "TagResource"),
  resources: [regional(own, "secretsmanager", "secret:rds!*")],
});
const files =
  (...names: readonly string[]) =>
  (own: Own): Right[] => [
    {
      actions: of("elasticfilesystem", ...names, "TagResource", "UntagResource"),
      resources: [
        regional(own, "elasticfilesystem", "access-point/*"),
        regional(own, "elasticfilesystem", "file-system/*"),
      ],
    },
  ];
/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const objects = (own: Own): Right[] => {
  const resources = (own.emptiedBuckets ?? []).map((name) => global(own, "s3", `${name}/*`));
  return resources.length === 0 ? [] : [{ actions: of("s3", ...DELETE_OBJECTS), resources }];
};
/** What deletes an object, and one of its versions. */
export const DELETE_OBJECTS = ["DeleteObject", "DeleteObjectVersion"] as const;
const bucket =
  (...names: readonly string[]) =>
  (own: Own): Right[] => {
    const resources = (own.buckets ?? []).map((name) => global(own, "s3", name));
    return resources.length === 0 ? [] : [{ actions: of("s3", ...names), resources }];
  };

export const storeRights: Rights = {
  aws_db_instance: (own) => [
    ...rds(["db", "og", "pg", "subgrp"], "CreateDBInstance", "DeleteDBInstance", "ModifyDBInstance")(own),
    ...rds(["snapshot"], "CreateDBSnapshot")(own),
    masterSecret(own),
  ],
  aws_db_parameter_group: rds(
    ["pg"],
    "CreateDBParameterGroup",
    "DeleteDBParameterGroup",
    "ModifyDBParameterGroup",
    "ResetDBParameterGroup",
  ),
  aws_db_subnet_group: rds(["subgrp"], "CreateDBSubnetGroup", "DeleteDBSubnetGroup", "ModifyDBSubnetGroup"),
  aws_efs_access_point: files("CreateAccessPoint", "DeleteAccessPoint"),
  aws_efs_backup_policy: files("PutBackupPolicy"),
  aws_efs_file_system: (own) => [
    anywhere("elasticfilesystem", "CreateFileSystem"),
    ...files(
      "DeleteFileSystem",
      "PutLifecycleConfiguration",
      "UpdateFileSystem",
      "UpdateFileSystemProtection",
    )(own),
  ],
  aws_efs_file_system_policy: files("DeleteFileSystemPolicy", "PutFileSystemPolicy"),
  aws_efs_mount_target: (own) => [
    ...files("CreateMountTarget", "DeleteMountTarget", "ModifyMountTargetSecurityGroups")(own),
    {
      actions: of(
        "ec2",
        "CreateNetworkInterface",
        "DeleteNetworkInterface",
        "ModifyNetworkInterfaceAttribute",
      ),
      resources: [regional(own, "ec2", "*/*")],
    },
  ],
  aws_kms_alias: (own) => [
    {
      actions: of("kms", "CreateAlias", "DeleteAlias", "UpdateAlias"),
      resources: [regional(own, "kms", `alias/${own.prefix}-*`), regional(own, "kms", "key/*")],
    },
  ],
  aws_kms_key: (own) => [
    anywhere("kms", "CreateKey"),
    {
      actions: of(
        "kms",
        "DisableKeyRotation",
        "EnableKeyRotation",
        "PutKeyPolicy",
        "ScheduleKeyDeletion",
        "TagResource",
        "UntagResource",
        "UpdateKeyDescription",
      ),
      resources: [regional(own, "kms", "key/*")],
    },
  ],
  aws_rds_cluster: (own) => [
    ...rds(["cluster", "cluster-pg", "subgrp"], "CreateDBCluster", "DeleteDBCluster", "ModifyDBCluster")(own),
    ...rds(["cluster-snapshot"], "CreateDBClusterSnapshot")(own),
    masterSecret(own),
  ],
  aws_rds_cluster_instance: rds(
    ["cluster", "db", "pg"],
    "CreateDBInstance",
    "DeleteDBInstance",
    "ModifyDBInstance",
  ),
  aws_rds_cluster_parameter_group: rds(
    ["cluster-pg"],
    "CreateDBClusterParameterGroup",
    "DeleteDBClusterParameterGroup",
    "ModifyDBClusterParameterGroup",
    "ResetDBClusterParameterGroup",
  ),
  aws_s3_bucket: (own) => [
    ...bucket("CreateBucket", "DeleteBucket", "PutBucketTagging")(own),
    ...objects(own),
  ],
  aws_s3_bucket_lifecycle_configuration: bucket("PutLifecycleConfiguration"),
  aws_s3_bucket_ownership_controls: bucket("PutBucketOwnershipControls"),
  aws_s3_bucket_policy: bucket("DeleteBucketPolicy", "PutBucketPolicy"),
  aws_s3_bucket_public_access_block: bucket("PutBucketPublicAccessBlock"),
  aws_s3_bucket_server_side_encryption_configuration: bucket("PutEncryptionConfiguration"),
  aws_s3_bucket_versioning: bucket("PutBucketVersioning"),
  aws_secretsmanager_secret: (own) => [
    {
      actions: of(
        "secretsmanager",
        "CreateSecret",
        "DeleteSecret",
        "TagResource",
        "UntagResource",
        "UpdateSecret",
      ),
      resources: [regional(own, "secretsmanager", `secret:${own.prefix}-*`)],
    },
  ],
  aws_secretsmanager_secret_rotation: (own) => [
    {
      actions: of("secretsmanager", "CancelRotateSecret", "RotateSecret"),
      resources: [regional(own, "secretsmanager", "secret:rds!*")],
    },
  ],
};
