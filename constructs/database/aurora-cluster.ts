import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { Construct } from "constructs";
import { physicalName } from "../physical-name";
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

export interface AuroraClusterProps extends DatabaseSettings, DatabaseSurroundings {
  /** Aurora capacity units that each instance scales between; `pauseAfterMinutes` only with `minAcu` 0. */
  readonly capacity: {
    readonly minAcu: number;
    readonly maxAcu: number;
    readonly pauseAfterMinutes?: number;
  };
  /** Instances that only read, 0 to 15. */
  readonly readers: number;
}

/** Logs that Aurora PostgreSQL can send to CloudWatch. */
export const AURORA_LOGS = ["postgresql"] as const;

/** An Aurora Serverless v2 cluster for PostgreSQL: a writer and any number of readers that can take over. */
export class AuroraCluster extends Construct implements DatabaseEndpoints {
  public readonly cluster: RdsCluster;
  /** The one that writes at first, then the readers. */
  public readonly instances: readonly RdsClusterInstance[];
  public readonly host: string;
  public readonly readerHost?: string;
  public readonly secretArn: string;
  public readonly resourceId: string;

  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    super(scope, id);
    const { minAcu, maxAcu, pauseAfterMinutes } = props.capacity;
    this.cluster = new RdsCluster(this, "cluster", {
      ...shared(props),
      clusterIdentifier: props.identifier,
      engine: "aurora-postgresql",
      engineMode: "provisioned",
      databaseName: props.database,
      masterUsername: DATABASE_OWNER,
      dbClusterParameterGroupName: props.parameterGroupName,
      serverlessv2ScalingConfiguration: {
        minCapacity: minAcu,
        maxCapacity: maxAcu,
        ...(pauseAfterMinutes !== undefined && { secondsUntilAutoPause: pauseAfterMinutes * 60 }),
      },
      enabledCloudwatchLogsExports: [...AURORA_LOGS],
      ...(props.backupWindow !== undefined && { preferredBackupWindow: props.backupWindow }),
      ...(props.maintenanceWindow !== undefined && { preferredMaintenanceWindow: props.maintenanceWindow }),
    });
    const instances: RdsClusterInstance[] = [];
    for (let index = 0; index <= props.readers; index += 1) {
      const instance: RdsClusterInstance = new RdsClusterInstance(this, `instance-${index + 1}`, {
        identifier: instanceIdentifier(props.identifier, index),
        clusterIdentifier: this.cluster.id,
        engine: "aurora-postgresql",
        // Each scales between the cluster's bounds.
        instanceClass: "db.serverless",
        // The lowest takes over first; 0 and 1 always have the writer's size.
        promotionTier: index,
        autoMinorVersionUpgrade: followsMinorVersions(props.version),
        publiclyAccessible: false,
        copyTagsToSnapshot: true,
        applyImmediately: props.applyImmediately,
        ...insights(props),
        ...monitoring(props),
        // Whichever is there first writes.
        ...(instances[0] && { dependsOn: [instances[0]] }),
      });
      instances.push(instance);
    }
    this.instances = instances;
    this.host = this.cluster.endpoint;
    if (props.readers > 0) this.readerHost = this.cluster.readerEndpoint;
    this.secretArn = this.cluster.masterUserSecret.get(0).secretArn;
    this.resourceId = this.cluster.clusterResourceId;
  }
}

const instanceIdentifier = (cluster: string, index: number): string =>
  physicalName("aws_rds_cluster_instance", `${cluster}-${index + 1}`);

/** What the identifiers of a cluster's instances match: a pattern, unless one had to be shortened. */
export function instanceIdentifiers(cluster: string, readers: number): string | readonly string[] {
  const all = Array.from({ length: readers + 1 }, (_, index) => instanceIdentifier(cluster, index));
  return all.every((each) => each.startsWith(`${cluster}-`)) ? `${cluster}-*` : all;
}
