import { Database, type DatabaseProps } from "../../../constructs/database/database";
import { synth } from "../../support/synth";

const settings = {
  identifier: "shop-dev-orders",
  version: "17",
  database: "orders",
  port: 5432,
  backupDays: 7,
  deletionProtection: false,
  finalSnapshot: false,
  passwordRotationDays: 7,
  iamAuth: false,
  performanceInsights: true,
  monitoringSeconds: 0,
  parameters: {},
  applyImmediately: true,
  network: { vpcId: "vpc-1", privateSubnetIds: ["subnet-a", "subnet-b"] },
  account: "111122223333",
  region: "eu-west-1",
  logRetentionDays: 30,
} as const;
const instance: DatabaseProps = {
  ...settings,
  engine: "postgres",
  size: "db.t4g.micro",
  storageGiB: 20,
  maxStorageGiB: 40,
  multiAz: false,
};
const cluster: DatabaseProps = {
  ...settings,
  engine: "aurora-postgres",
  capacity: { minAcu: 0.5, maxAcu: 4 },
  readers: 0,
};
const made = (props: DatabaseProps) => synth((stack) => new Database(stack, "database", props));
const ofInstance = (change: Partial<DatabaseProps>) => made({ ...instance, ...change } as DatabaseProps);
const ofCluster = (change: Partial<DatabaseProps>) => made({ ...cluster, ...change } as DatabaseProps);
const reference = (type: string, attribute: string) =>
  expect.stringMatching(new RegExp(`^\\$\\{${type}\\.\\w[\\w-]*\\.${attribute}\\}$`)) as string;

describe("an instance", () => {
  test("is private, encrypted, backed up, and its password is RDS's own affair", () => {
    expect(made(instance).only("aws_db_instance")).toEqual({
      identifier: "shop-dev-orders",
      engine: "postgres",
      engine_version: "17",
      auto_minor_version_upgrade: true,
      allow_major_version_upgrade: true,
      instance_class: "db.t4g.micro",
      db_name: "orders",
      username: "postgres",
      manage_master_user_password: true,
      port: 5432,
      storage_type: "gp3",
      allocated_storage: 20,
      max_allocated_storage: 40,
      storage_encrypted: true,
      multi_az: false,
      publicly_accessible: false,
      db_subnet_group_name: reference("aws_db_subnet_group", "name"),
      vpc_security_group_ids: [reference("aws_security_group", "id")],
      parameter_group_name: reference("aws_db_parameter_group", "name"),
      iam_database_authentication_enabled: false,
      backup_retention_period: 7,
      copy_tags_to_snapshot: true,
      delete_automated_backups: true,
      deletion_protection: false,
      skip_final_snapshot: true,
      apply_immediately: true,
      enabled_cloudwatch_logs_exports: ["postgresql", "upgrade"],
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
      monitoring_interval: 0,
      depends_on: [
        expect.stringContaining("aws_cloudwatch_log_group.database_logs-postgresql"),
        expect.stringContaining("aws_cloudwatch_log_group.database_logs-upgrade"),
      ],
    });
  });

  test("stands in the private subnets, and nobody may enter", () => {
    const result = made(instance);
    expect(result.only("aws_db_subnet_group")).toEqual({
      name: "shop-dev-orders",
      description: "Private subnets of shop-dev-orders",
      subnet_ids: ["subnet-a", "subnet-b"],
    });
    expect(result.only("aws_security_group")).toMatchObject({
      name: "shop-dev-orders-database",
      vpc_id: "vpc-1",
    });
    expect(result.types).toEqual([
      "aws_cloudwatch_log_group",
      "aws_db_instance",
      "aws_db_parameter_group",
      "aws_db_subnet_group",
      "aws_secretsmanager_secret_rotation",
      "aws_security_group",
    ]);
  });

  test("writes to log groups that forget", () => {
    const { json } = made({ ...instance, logRetentionDays: 90 });
    const groups = Object.values(json.resource?.aws_cloudwatch_log_group ?? {});
    expect(groups.map(({ name, retention_in_days }) => [name, retention_in_days])).toEqual([
      ["/aws/rds/instance/shop-dev-orders/postgresql", 90],
      ["/aws/rds/instance/shop-dev-orders/upgrade", 90],
    ]);
  });

  test("with everything else set", () => {
    expect(
      ofInstance({
        size: "db.r7g.large",
        multiAz: true,
        port: 5433,
        database: "shop",
        backupDays: 35,
        backupWindow: "02:00-03:00",
        maintenanceWindow: "sun:03:30-sun:04:30",
        deletionProtection: true,
        iamAuth: true,
        applyImmediately: false,
      }).only("aws_db_instance"),
    ).toMatchObject({
      instance_class: "db.r7g.large",
      multi_az: true,
      port: 5433,
      db_name: "shop",
      backup_retention_period: 35,
      backup_window: "02:00-03:00",
      maintenance_window: "sun:03:30-sun:04:30",
      deletion_protection: true,
      iam_database_authentication_enabled: true,
      apply_immediately: false,
    });
  });

  test("keeps its storage when it may not grow", () => {
    expect(ofInstance({ maxStorageGiB: 20 }).only("aws_db_instance")).not.toHaveProperty(
      "max_allocated_storage",
    );
  });
});

describe("a cluster", () => {
  test("is encrypted, backed up, and scales by itself", () => {
    expect(made(cluster).only("aws_rds_cluster")).toEqual({
      cluster_identifier: "shop-dev-orders",
      engine: "aurora-postgresql",
      engine_mode: "provisioned",
      engine_version: "17",
      allow_major_version_upgrade: true,
      serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 4 },
      database_name: "orders",
      master_username: "postgres",
      manage_master_user_password: true,
      port: 5432,
      storage_encrypted: true,
      db_subnet_group_name: reference("aws_db_subnet_group", "name"),
      vpc_security_group_ids: [reference("aws_security_group", "id")],
      db_cluster_parameter_group_name: reference("aws_rds_cluster_parameter_group", "name"),
      iam_database_authentication_enabled: false,
      backup_retention_period: 7,
      copy_tags_to_snapshot: true,
      delete_automated_backups: true,
      deletion_protection: false,
      skip_final_snapshot: true,
      apply_immediately: true,
      enabled_cloudwatch_logs_exports: ["postgresql"],
      depends_on: [expect.stringContaining("aws_cloudwatch_log_group.database_logs-postgresql")],
    });
  });

  test("has one instance that is never public", () => {
    expect(made(cluster).only("aws_rds_cluster_instance")).toEqual({
      identifier: "shop-dev-orders-1",
      cluster_identifier: reference("aws_rds_cluster", "id"),
      engine: "aurora-postgresql",
      instance_class: "db.serverless",
      promotion_tier: 0,
      auto_minor_version_upgrade: true,
      publicly_accessible: false,
      copy_tags_to_snapshot: true,
      apply_immediately: true,
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
      monitoring_interval: 0,
    });
  });

  test("has readers that take over in their order", () => {
    const instances = ofCluster({ readers: 2 }).all("aws_rds_cluster_instance");
    expect(instances.map(({ identifier, promotion_tier }) => [identifier, promotion_tier])).toEqual([
      ["shop-dev-orders-1", 0],
      ["shop-dev-orders-2", 1],
      ["shop-dev-orders-3", 2],
    ]);
  });

  test("has one that writes before it has readers", () => {
    const instances = ofCluster({ readers: 2 }).all("aws_rds_cluster_instance");
    const writer = [expect.stringMatching(/^aws_rds_cluster_instance\.database_server_instance-1_/)];
    expect(instances.map(({ depends_on }) => depends_on)).toEqual([undefined, writer, writer]);
  });

  test("may pause", () => {
    const capacity = { minAcu: 0, maxAcu: 8, pauseAfterMinutes: 10 };
    expect(ofCluster({ capacity }).only("aws_rds_cluster").serverlessv2_scaling_configuration).toEqual({
      min_capacity: 0,
      max_capacity: 8,
      seconds_until_auto_pause: 600,
    });
  });

  test("writes to a log group of its own kind", () => {
    expect(made(cluster).only("aws_cloudwatch_log_group").name).toBe(
      "/aws/rds/cluster/shop-dev-orders/postgresql",
    );
  });

  test("has windows when they are said", () => {
    const windows = { backupWindow: "02:00-03:00", maintenanceWindow: "sun:03:30-sun:04:30" };
    expect(ofCluster(windows).only("aws_rds_cluster")).toMatchObject({
      preferred_backup_window: "02:00-03:00",
      preferred_maintenance_window: "sun:03:30-sun:04:30",
    });
  });
});

describe.each([
  ["instance", ofInstance, "aws_db_instance", "aws_db_parameter_group", "postgres"],
  ["cluster", ofCluster, "aws_rds_cluster", "aws_rds_cluster_parameter_group", "aurora-postgresql"],
] as const)("either, here the %s", (kind, of, type, groupType, family) => {
  const measured = kind === "instance" ? "aws_db_instance" : "aws_rds_cluster_instance";

  test("forces TLS, whatever else is set", () => {
    expect(of({}).only(groupType)).toEqual({
      name: `shop-dev-orders-${family}17`,
      family: `${family}17`,
      description: "Parameters of shop-dev-orders",
      parameter: [{ name: "rds.force_ssl", value: "1", apply_method: "pending-reboot" }],
      lifecycle: { create_before_destroy: true },
    });
    const parameters = { work_mem: "65536", "rds.force_ssl": "0", log_line_prefix: "%m" };
    expect(of({ parameters }).only(groupType).parameter).toEqual([
      { name: "log_line_prefix", value: "%m", apply_method: "pending-reboot" },
      { name: "rds.force_ssl", value: "1", apply_method: "pending-reboot" },
      { name: "work_mem", value: "65536", apply_method: "pending-reboot" },
    ]);
  });

  test("stays at an exact version, and its parameters belong to the major one", () => {
    const result = of({ version: "16.4" });
    expect(result.only(type).engine_version).toBe("16.4");
    expect(result.only(measured).auto_minor_version_upgrade).toBe(false);
    expect(result.only(groupType)).toMatchObject({
      family: `${family}16`,
      name: `shop-dev-orders-${family}16`,
    });
  });

  test("leaves a snapshot and its backups when it must", () => {
    const kept = of({ finalSnapshot: true }).only(type);
    expect(kept).toMatchObject({
      skip_final_snapshot: false,
      final_snapshot_identifier: "shop-dev-orders-final",
      delete_automated_backups: false,
    });
    expect(of({}).only(type)).not.toHaveProperty("final_snapshot_identifier");
  });

  test("uses one key for storage, secret and insights", () => {
    const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const result = of({ kmsKey });
    expect(result.only(type)).toMatchObject({ kms_key_id: kmsKey, master_user_secret_kms_key_id: kmsKey });
    expect(result.only(measured).performance_insights_kms_key_id).toBe(kmsKey);
  });

  test("has no insights when they are off", () => {
    const off = of({ performanceInsights: false, kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1" }).only(
      measured,
    );
    expect(off.performance_insights_enabled).toBe(false);
    expect(Object.keys(off).filter((key) => key.startsWith("performance"))).toEqual([
      "performance_insights_enabled",
    ]);
  });

  test("is measured through a role that only RDS takes, for these instances only", () => {
    const result = of({ monitoringSeconds: 30 });
    expect(result.only(measured)).toMatchObject({
      monitoring_interval: 30,
      monitoring_role_arn: reference("aws_iam_role", "arn"),
    });
    const role = result.only("aws_iam_role");
    expect(role.name).toBe("shop-dev-orders-monitoring");
    expect(JSON.parse(String(role.assume_role_policy)).Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["sts:AssumeRole"],
        Principal: { Service: "monitoring.rds.amazonaws.com" },
        Condition: {
          ArnLike: {
            "aws:SourceArn": `arn:aws:rds:eu-west-1:111122223333:db:shop-dev-orders${kind === "cluster" ? "-*" : ""}`,
          },
          StringEquals: { "aws:SourceAccount": "111122223333" },
        },
      },
    ]);
    expect(result.only("aws_iam_role_policy_attachment").policy_arn).toBe(
      "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    );
    expect(result.only(type).depends_on).toContainEqual(
      expect.stringContaining("aws_iam_role_policy_attachment.database_monitoring"),
    );
  });

  test("gets new passwords in its rhythm", () => {
    expect(of({ passwordRotationDays: 90 }).only("aws_secretsmanager_secret_rotation")).toEqual({
      secret_id: expect.stringMatching(
        new RegExp(`^\\$\\{${type}\\..*\\.master_user_secret\\[0\\]\\.secret_arn\\}$`),
      ),
      rotate_immediately: false,
      rotation_rules: { automatically_after_days: 90 },
    });
  });

  test("refuses a name that RDS would refuse", () => {
    expect(() => of({ identifier: "a--b" })).toThrow(
      'name must have letters, digits and hyphens, a letter in front and no two hyphens together, got "a--b"',
    );
  });
});

test("an instance's endpoints are its own; a cluster has one for readers when it has readers", () => {
  const endpoints = (props: DatabaseProps) => {
    let database: Database | undefined;
    const { json } = synth((stack) => {
      database = new Database(stack, "database", props);
    });
    expect(json.resource).toBeDefined();
    return database;
  };
  expect(endpoints(instance)).toMatchObject({ port: 5432, databaseName: "orders" });
  expect(endpoints(instance)?.readerHost).toBeUndefined();
  expect(endpoints(cluster)?.readerHost).toBeUndefined();
  expect(endpoints({ ...cluster, readers: 1 })?.readerHost).toBeDefined();
  expect(endpoints(instance)?.kmsKey).toBeUndefined();
});
