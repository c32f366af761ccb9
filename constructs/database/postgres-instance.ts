import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { Construct } from "constructs";
import { DATABASE_OWNER } from "../../environments/rules/database";
import {
  followsMinorVersions,
  insights,
  monitoring,
  shared,
  type DatabaseEndpoints,
  type DatabaseSettings,
  type DatabaseSurroundings,
} from "./settings";

export interface PostgresInstanceProps extends DatabaseSettings, DatabaseSurroundings {
  /** Instance class, for example `db.t4g.micro`. */
  readonly size: string;
  /** 20 to 65536. */
  readonly storageGiB: number;
  /** `storageGiB`, or at least a tenth more: how far RDS may let the storage grow. */
  readonly maxStorageGiB: number;
  /** A standby in another zone. */
  readonly multiAz: boolean;
}

/** Logs that RDS for PostgreSQL can send to CloudWatch. */
export const POSTGRES_LOGS = ["postgresql", "upgrade"] as const;

/** An RDS instance for PostgreSQL, encrypted, reachable from inside the VPC only. */
export class PostgresInstance extends Construct implements DatabaseEndpoints {
  public readonly instance: DbInstance;
  public readonly host: string;
  public readonly secretArn: string;
  public readonly resourceId: string;

  constructor(scope: Construct, id: string, props: PostgresInstanceProps) {
    super(scope, id);
    this.instance = new DbInstance(this, "instance", {
      ...shared(props),
      identifier: props.identifier,
      engine: "postgres",
      autoMinorVersionUpgrade: followsMinorVersions(props.version),
      instanceClass: props.size,
      dbName: props.database,
      username: DATABASE_OWNER,
      parameterGroupName: props.parameterGroupName,
      storageType: "gp3",
      allocatedStorage: props.storageGiB,
      ...(props.maxStorageGiB > props.storageGiB && { maxAllocatedStorage: props.maxStorageGiB }),
      multiAz: props.multiAz,
      publiclyAccessible: false,
      enabledCloudwatchLogsExports: [...POSTGRES_LOGS],
      ...insights(props),
      ...monitoring(props),
      ...(props.backupWindow !== undefined && { backupWindow: props.backupWindow }),
      ...(props.maintenanceWindow !== undefined && { maintenanceWindow: props.maintenanceWindow }),
    });
    this.host = this.instance.address;
    this.secretArn = this.instance.masterUserSecret.get(0).secretArn;
    this.resourceId = this.instance.resourceId;
  }
}
