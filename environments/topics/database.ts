import { z } from "zod";
import { DATABASE_PORT, MAX_BACKUP_DAYS, roomToGrow, STORAGE_GIB } from "../rules/database-storage";
import { INSTANCE_SIZE } from "../rules/instance-type";
import * as text from "../rules/text";
import { flag, has, leaf, object, oneOf, shaped, string, whole } from "../schema/leaves";
import { kmsKeyArn } from "./secret";

/** One RDS instance, or an Aurora cluster that scales by itself; both PostgreSQL. */
export type DatabaseInput = PostgresInput | AuroraPostgresInput;

export interface PostgresInput extends CommonDatabaseInput {
  /** One RDS instance, with a standby in another zone when `multiAz`. */
  readonly engine: "postgres";
  /** Instance class. @default "db.t4g.micro" */
  readonly size?: string;
  /** Storage in GiB, 20 to 65536. @default 20 */
  readonly storageGiB?: number;
  /** Storage that RDS may grow to, in GiB: `storageGiB` (never), or at least a tenth more. @default twice `storageGiB`, at most 65536; `storageGiB` where that is less than a tenth more */
  readonly maxStorageGiB?: number;
  /** A standby in another zone that takes over when the instance fails. @default the environment's `protected` */
  readonly multiAz?: boolean;
}

export interface AuroraPostgresInput extends CommonDatabaseInput {
  /** An Aurora Serverless v2 cluster: one writer and `readers`. */
  readonly engine: "aurora-postgres";
  /** What each instance of the cluster scales between. @default { minAcu: 0.5, maxAcu: 4 } */
  readonly capacity?: AuroraCapacityInput;
  /** Instances that only read, 0 to 15; one of them takes over when the writer fails. @default 1 when protected, else 0 */
  readonly readers?: number;
}

export interface AuroraCapacityInput {
  /** Aurora capacity units (about 2 GiB of memory each), 0 to 256 in steps of 0.5; at 0 an unused cluster pauses. @default 0.5 */
  readonly minAcu?: number;
  /** 1 to 256 in steps of 0.5, at least `minAcu`. @default 4 */
  readonly maxAcu?: number;
  /** Minutes without a connection until the cluster pauses, 5 to 1440; only with `minAcu` 0. @default 5 */
  readonly pauseAfterMinutes?: number;
}

/** Limits: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html and `API_CreateDBCluster` */
interface CommonDatabaseInput {
  /**
   * Major version, from 15, whose minor upgrades RDS then makes in the maintenance window; or an exact version such as
   * "17.4", which stays. Another major version is an upgrade in place. @default "17"
   */
  readonly version?: string;
  /** Database that is made in it: 1 to 63 letters, digits and _, a letter first. @default the name, with _ for - */
  readonly database?: string;
  /** TCP port, 1150 to 65535. @default 5432 */
  readonly port?: number;
  /** Days that automatic backups are kept, 1 to 35; at least 7 in a protected environment. @default 7, or 35 when protected */
  readonly backupDays?: number;
  /** Daily window for backups in UTC, at least 30 minutes, such as "02:00-03:00". @default chosen by RDS */
  readonly backupWindow?: string;
  /** Weekly window for upgrades in UTC, 30 minutes to 23 hours and 30 minutes, such as "sun:03:30-sun:04:30". @default chosen by RDS */
  readonly maintenanceWindow?: string;
  /** RDS refuses to delete it. @default the environment's `protected` */
  readonly deletionProtection?: boolean;
  /** A last snapshot when it is deleted, `<identifier>-final`. @default the environment's `protected` */
  readonly finalSnapshot?: boolean;
  /** ARN of a KMS key for storage, secret and Performance Insights; can not be changed later. @default the keys of AWS */
  readonly kmsKey?: string;
  /**
   * Days between two new passwords of the owner, 1 to 1000. A task keeps the password that it started with, and
   * new connections with an old one are refused: let the process end then, and ECS starts one that has the new
   * password; or use `iamAuth`, which has no password. @default 7
   */
  readonly passwordRotationDays?: number;
  /** Users may sign in with an IAM token instead of a password; see `uses`. @default false */
  readonly iamAuth?: boolean;
  /** Performance Insights, the last 7 days. @default true */
  readonly performanceInsights?: boolean;
  /** Seconds between two measurements of the operating system; 0 for none. @default 60 when protected, else 0 */
  readonly monitoringSeconds?: (typeof MONITORING_SECONDS)[number];
  /** PostgreSQL parameters, each taken over when the database starts. TLS is always forced. @default those of RDS */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Changes happen at once, with the interruption that they need, or in the maintenance window. @default not when protected */
  readonly applyImmediately?: boolean;
}

const MONITORING_SECONDS = [0, 1, 5, 10, 15, 30, 60] as const;

export type Database = PostgresDatabase | AuroraDatabase;

export interface PostgresDatabase extends CommonDatabase {
  readonly engine: "postgres";
  readonly size: string;
  readonly storageGiB: number;
  readonly maxStorageGiB: number;
  readonly multiAz: boolean;
}

export interface AuroraDatabase extends CommonDatabase {
  readonly engine: "aurora-postgres";
  /** `pauseAfterMinutes` is there exactly when `minAcu` is 0. */
  readonly capacity: {
    readonly minAcu: number;
    readonly maxAcu: number;
    readonly pauseAfterMinutes?: number;
  };
  readonly readers: number;
}

interface CommonDatabase {
  readonly name: string;
  readonly version: string;
  readonly database: string;
  readonly port: number;
  readonly backupDays: number;
  readonly backupWindow?: string;
  readonly maintenanceWindow?: string;
  readonly deletionProtection: boolean;
  readonly finalSnapshot: boolean;
  readonly kmsKey?: string;
  readonly passwordRotationDays: number;
  readonly iamAuth: boolean;
  readonly performanceInsights: boolean;
  readonly monitoringSeconds: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly applyImmediately: boolean;
}

const acu = (from: number) =>
  leaf(
    (value): value is number => typeof value === "number" && text.isWhole(from * 2, 512)(value * 2),
    `must be from ${from} to 256 in steps of 0.5`,
  );
const TIME = "([01]\\d|2[0-3]):[0-5]\\d";
const DAY = "(mon|tue|wed|thu|fri|sat|sun)";

const common = {
  version: leaf(
    text.matches(/^(1[5-9]|[2-9]\d)(\.\d{1,2})?$/),
    'must be a PostgreSQL version from 15, such as "17" or "17.4"',
  ).optional(),
  database: leaf(
    text.matches(/^[A-Za-z][A-Za-z0-9_]*$/, 63),
    "must have 1 to 63 letters, digits and _, and start with a letter",
  ).optional(),
  port: whole(DATABASE_PORT.from, DATABASE_PORT.to).optional(),
  backupDays: whole(1, MAX_BACKUP_DAYS).optional(),
  backupWindow: leaf(
    text.matches(new RegExp(`^${TIME}-${TIME}$`)),
    'must be a window in UTC such as "02:00-03:00"',
  ).optional(),
  maintenanceWindow: leaf(
    text.matches(new RegExp(`^${DAY}:${TIME}-${DAY}:${TIME}$`)),
    'must be a window in UTC such as "sun:03:30-sun:04:30"',
  ).optional(),
  deletionProtection: flag.optional(),
  finalSnapshot: flag.optional(),
  kmsKey: kmsKeyArn.optional(),
  passwordRotationDays: whole(1, 1000).optional(),
  iamAuth: flag.optional(),
  performanceInsights: flag.optional(),
  monitoringSeconds: oneOf(...MONITORING_SECONDS).optional(),
  parameters: z
    .record(
      leaf(text.matches(/^[a-z][a-z0-9_.]*$/, 255), "must be a parameter such as log_min_duration_statement"),
      string,
    )
    .optional(),
  applyImmediately: flag.optional(),
};
const postgres = object({
  engine: oneOf("postgres"),
  size: leaf(
    text.matches(new RegExp(`^db\\.[a-z0-9-]+\\.${INSTANCE_SIZE.source}$`)),
    'must be an instance class such as "db.t4g.medium"',
  ).optional(),
  storageGiB: whole(STORAGE_GIB.from, STORAGE_GIB.to).optional(),
  maxStorageGiB: whole(STORAGE_GIB.from, STORAGE_GIB.to).optional(),
  multiAz: flag.optional(),
  ...common,
});
const aurora = object({
  engine: oneOf("postgres", "aurora-postgres"),
  capacity: object({
    minAcu: acu(0).optional(),
    maxAcu: acu(1).optional(),
    pauseAfterMinutes: whole(5, 1440).optional(),
  }).optional(),
  readers: whole(0, 15).optional(),
  ...common,
});

export const databaseSchema = shaped<DatabaseInput>((value) =>
  has(value, "engine") && (value as { engine: unknown }).engine === "postgres" ? postgres : aurora,
);

export function resolveDatabase(name: string, input: DatabaseInput, isProtected: boolean): Database {
  const common: CommonDatabase = {
    name,
    version: input.version ?? "17",
    database: input.database ?? name.replaceAll("-", "_"),
    port: input.port ?? 5432,
    backupDays: input.backupDays ?? (isProtected ? MAX_BACKUP_DAYS : 7),
    ...(input.backupWindow !== undefined && { backupWindow: input.backupWindow }),
    ...(input.maintenanceWindow !== undefined && { maintenanceWindow: input.maintenanceWindow }),
    deletionProtection: input.deletionProtection ?? isProtected,
    finalSnapshot: input.finalSnapshot ?? isProtected,
    ...(input.kmsKey !== undefined && { kmsKey: input.kmsKey }),
    passwordRotationDays: input.passwordRotationDays ?? 7,
    iamAuth: input.iamAuth ?? false,
    performanceInsights: input.performanceInsights ?? true,
    monitoringSeconds: input.monitoringSeconds ?? (isProtected ? 60 : 0),
    parameters: { ...input.parameters },
    applyImmediately: input.applyImmediately ?? !isProtected,
  };
  if (input.engine === "postgres") {
    const storageGiB = input.storageGiB ?? STORAGE_GIB.from;
    return {
      ...common,
      engine: "postgres",
      size: input.size ?? "db.t4g.micro",
      storageGiB,
      maxStorageGiB: input.maxStorageGiB ?? roomToGrow(storageGiB),
      multiAz: input.multiAz ?? isProtected,
    };
  }
  const minAcu = input.capacity?.minAcu ?? 0.5;
  const pause = input.capacity?.pauseAfterMinutes ?? (minAcu === 0 ? 5 : undefined);
  return {
    ...common,
    engine: "aurora-postgres",
    capacity: {
      minAcu,
      maxAcu: input.capacity?.maxAcu ?? Math.max(4, minAcu),
      ...(pause !== undefined && { pauseAfterMinutes: pause }),
    },
    readers: input.readers ?? (isProtected ? 1 : 0),
  };
}
