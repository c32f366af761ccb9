import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import { FORCE_TLS } from "../../environments/rules/database";
import { LogGroup } from "../observability/log-group";
import { physicalName } from "../physical-name";
import { AURORA_LOGS, AuroraCluster, instanceIdentifiers, type AuroraClusterProps } from "./aurora-cluster";
import { MonitoringRole } from "./monitoring-role";
import { POSTGRES_LOGS, PostgresInstance, type PostgresInstanceProps } from "./postgres-instance";
import {
  majorOf,
  type DatabaseEndpoints,
  type DatabaseSettings,
  type DatabaseSurroundings,
} from "./settings";

type Own = keyof DatabaseSettings | keyof DatabaseSurroundings;

/** What only one of the two engines has. */
export type DatabaseEngine =
  | ({ readonly engine: "postgres" } & Omit<PostgresInstanceProps, Own>)
  | ({ readonly engine: "aurora-postgres" } & Omit<AuroraClusterProps, Own>);

export type DatabaseProps = DatabaseSettings &
  DatabaseEngine & {
    /** Where it stands: private subnets in at least two zones. */
    readonly network: { readonly vpcId: string; readonly privateSubnetIds: readonly string[] };
    readonly account: string;
    readonly region: string;
    /** Days that CloudWatch Logs keeps a line. */
    readonly logRetentionDays: number;
    /** ARN of a KMS key that encrypts those lines. @default the key that CloudWatch Logs owns */
    readonly logKeyArn?: string;
    /** Days between two new passwords of the owner, 1 to 1000. */
    readonly passwordRotationDays: number;
    /** PostgreSQL parameters beside `rds.force_ssl`, taken over when the database starts. */
    readonly parameters: Readonly<Record<string, string>>;
  };

/**
 * A PostgreSQL database of RDS in private subnets: encrypted, with TLS forced and a password that RDS keeps. Its
 * security group admits nobody: each service that uses it adds the way to itself.
 */
export class Database extends Construct implements DatabaseEndpoints {
  public readonly subnetGroup: DbSubnetGroup;
  public readonly securityGroup: SecurityGroup;
  public readonly logGroups: readonly LogGroup[];
  public readonly parameterGroup: DbParameterGroup | RdsClusterParameterGroup;
  /** Absent when nothing is measured. */
  public readonly monitoringRole?: MonitoringRole;
  public readonly rotation: SecretsmanagerSecretRotation;
  /** The instance or the cluster itself. */
  public readonly server: PostgresInstance | AuroraCluster;
  public readonly host: string;
  public readonly readerHost?: string;
  public readonly secretArn: string;
  public readonly resourceId: string;
  public readonly securityGroupId: string;
  public readonly port: number;
  public readonly databaseName: string;
  /** Absent when the secret is encrypted with the key of AWS. */
  public readonly kmsKey?: string;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const cluster = props.engine === "aurora-postgres";
    const identifier = physicalName(cluster ? "aws_rds_cluster" : "aws_db_instance", props.identifier);

    this.subnetGroup = new DbSubnetGroup(this, "subnet-group", {
      name: identifier,
      description: `Private subnets of ${identifier}`,
      subnetIds: [...props.network.privateSubnetIds],
    });
    this.securityGroup = new SecurityGroup(this, "security-group", {
      name: `${identifier}-database`,
      description: "Services that may connect to the database",
      vpcId: props.network.vpcId,
      tags: { Name: `${identifier}-database` },
    });
    // Before the first line: RDS would make them itself, and keep everything for ever.
    this.logGroups = (cluster ? AURORA_LOGS : POSTGRES_LOGS).map((log) => {
      return new LogGroup(this, `logs-${log}`, {
        name: `/aws/rds/${cluster ? "cluster" : "instance"}/${identifier}/${log}`,
        retentionDays: props.logRetentionDays,
        ...(props.logKeyArn !== undefined && { kmsKeyArn: props.logKeyArn }),
      });
    });
    this.parameterGroup = parameterGroup(this, props);
    if (props.monitoringSeconds > 0) {
      this.monitoringRole = new MonitoringRole(this, "monitoring", {
        name: `${identifier}-monitoring`,
        account: props.account,
        region: props.region,
        instances: props.engine === "postgres" ? identifier : instanceIdentifiers(identifier, props.readers),
      });
    }
    const around = {
      identifier,
      subnetGroupName: this.subnetGroup.name,
      securityGroupId: this.securityGroup.id,
      parameterGroupName: this.parameterGroup.name,
      ...(this.monitoringRole && { monitoringRoleArn: this.monitoringRole.arn }),
      dependsOn: [
        ...this.logGroups.map(({ logGroup }) => logGroup),
        ...(this.monitoringRole ? [this.monitoringRole.attachment] : []),
      ],
    };
    this.server =
      props.engine === "postgres"
        ? new PostgresInstance(this, "server", { ...props, ...around })
        : new AuroraCluster(this, "server", { ...props, ...around });

    const { host, readerHost, secretArn, resourceId }: DatabaseEndpoints = this.server;
    this.host = host;
    this.readerHost = readerHost;
    this.secretArn = secretArn;
    // Always there: one that is taken away would turn the rotation off, and not return to RDS's own seven days.
    this.rotation = new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: secretArn,
      // RDS has just made the password.
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: props.passwordRotationDays },
    });
    this.resourceId = resourceId;
    this.securityGroupId = this.securityGroup.id;
    this.port = props.port;
    this.databaseName = props.database;
    if (props.kmsKey !== undefined) this.kmsKey = props.kmsKey;
  }
}

/** The major version stands in the name: an upgrade gets a new group and leaves the old one until it has it. */
function parameterGroup(scope: Construct, props: DatabaseProps): DbParameterGroup | RdsClusterParameterGroup {
  const cluster = props.engine === "aurora-postgres";
  const family = `${cluster ? "aurora-postgresql" : "postgres"}${majorOf(props.version)}`;
  const settings = {
    name: physicalName("aws_db_parameter_group", `${props.identifier}-${family}`),
    family,
    description: `Parameters of ${props.identifier}`,
    parameter: Object.entries({ ...props.parameters, [FORCE_TLS]: "1" })
      .sort(([left], [right]) => (left < right ? -1 : 1))
      // The one way that every parameter allows; RDS refuses "immediate" for some.
      .map(([name, value]) => ({ name, value: value, applyMethod: "pending-reboot" })),
    lifecycle: { createBeforeDestroy: true },
  };
  return cluster
    ? new RdsClusterParameterGroup(scope, "parameter-group", settings)
    : new DbParameterGroup(scope, "parameter-group", settings);
}
