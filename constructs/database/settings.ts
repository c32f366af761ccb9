import type { ITerraformDependable } from "cdktf";

/** What an RDS instance and an Aurora cluster have in common. */
export interface DatabaseSettings {
  /** Name of the instance or cluster, at most 63 lower-case letters, digits and hyphens. */
  readonly identifier: string;
  /** Major version ("17"), whose minor upgrades RDS makes by itself, or an exact one ("17.4"), which stays. */
  readonly version: string;
  /** Database that is made in it. */
  readonly database: string;
  /** TCP port, 1150 to 65535. */
  readonly port: number;
  /** Days that automatic backups are kept, 1 to 35. */
  readonly backupDays: number;
  /** Daily window in UTC. @default chosen by RDS */
  readonly backupWindow?: string;
  /** Weekly window in UTC. @default chosen by RDS */
  readonly maintenanceWindow?: string;
  /** RDS refuses to delete it. */
  readonly deletionProtection: boolean;
  /** A last snapshot, `<identifier>-final`, when it is deleted, and its automatic backups stay until they expire. */
  readonly finalSnapshot: boolean;
  /** ARN of a KMS key for storage, secret and Performance Insights. @default the keys of AWS */
  readonly kmsKey?: string;
  /** Users may sign in with an IAM token instead of a password. */
  readonly iamAuth: boolean;
  /** Performance Insights, the last 7 days. */
  readonly performanceInsights: boolean;
  /** Seconds between two measurements of the operating system; 0 for none. */
  readonly monitoringSeconds: number;
  /** Changes happen at once instead of in the maintenance window. */
  readonly applyImmediately: boolean;
}

/** What the parts around an instance or a cluster give to it. */
export interface DatabaseSurroundings {
  readonly subnetGroupName: string;
  readonly securityGroupId: string;
  readonly parameterGroupName: string;
  /** Role that measures; present exactly when `monitoringSeconds` is above 0. */
  readonly monitoringRoleArn?: string;
  /** What must be there first, for example its log groups. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** What a service needs to know of a database in order to use it. */
export interface DatabaseEndpoints {
  /** Host that reads and writes. */
  readonly host: string;
  /** Host of the readers of a cluster; with none of them, or for an instance, there is no such host. */
  readonly readerHost?: string;
  /** Secret of the owner: JSON with `username` and `password`. */
  readonly secretArn: string;
  /** As IAM names the instance or cluster in `rds-db:connect`. */
  readonly resourceId: string;
}

/** Days of Performance Insights that cost nothing. */
const INSIGHTS_DAYS = 7;

/** Only a major version leaves the minor one to RDS. */
export const followsMinorVersions = (version: string): boolean => !version.includes(".");

export const majorOf = (version: string): string => version.split(".", 1)[0] ?? version;

export const insights = ({ kmsKey, performanceInsights }: DatabaseSettings) => ({
  performanceInsightsEnabled: performanceInsights,
  ...(performanceInsights && {
    performanceInsightsRetentionPeriod: INSIGHTS_DAYS,
    ...(kmsKey !== undefined && { performanceInsightsKmsKeyId: kmsKey }),
  }),
});

export const monitoring = ({
  monitoringRoleArn,
  monitoringSeconds,
}: DatabaseSettings & DatabaseSurroundings) => ({
  monitoringInterval: monitoringSeconds,
  ...(monitoringRoleArn !== undefined && { monitoringRoleArn }),
});

/** Arguments that `aws_db_instance` and `aws_rds_cluster` share. */
export const shared = (props: DatabaseSettings & DatabaseSurroundings) => ({
  engineVersion: props.version,
  // Another major version stands in the environment by intention; the plan shows it.
  allowMajorVersionUpgrade: true,
  port: props.port,
  // RDS makes the password, keeps it in Secrets Manager and rotates it: it is in no plan and no state.
  manageMasterUserPassword: true,
  ...(props.kmsKey !== undefined && {
    kmsKeyId: props.kmsKey,
    masterUserSecretKmsKeyId: props.kmsKey,
  }),
  storageEncrypted: true,
  dbSubnetGroupName: props.subnetGroupName,
  vpcSecurityGroupIds: [props.securityGroupId],
  iamDatabaseAuthenticationEnabled: props.iamAuth,
  backupRetentionPeriod: props.backupDays,
  copyTagsToSnapshot: true,
  deleteAutomatedBackups: !props.finalSnapshot,
  deletionProtection: props.deletionProtection,
  skipFinalSnapshot: !props.finalSnapshot,
  ...(props.finalSnapshot && { finalSnapshotIdentifier: `${props.identifier}-final` }),
  applyImmediately: props.applyImmediately,
  dependsOn: [...props.dependsOn],
});
