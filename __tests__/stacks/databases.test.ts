import type { Environment } from "../../environments/model";
import { all, only, resolved, stacksOf, type Resources } from "../support/language";

/** What another stack says of one of this one's attributes. */
const output = (type: string, attribute: string) =>
  expect.stringMatching(
    new RegExp(
      `^\\$\\{data\\.terraform_remote_state\\.[\\w-]+\\.outputs\\.cross-stack-output-${type}[\\w-]+${attribute}\\}$`,
    ),
  ) as string;

const containerOf = (services: Resources, name: string) => {
  const task = all(services, "aws_ecs_task_definition").find(
    ({ family }) => family === `slipway-dev-${name}`,
  );
  return (JSON.parse(String(task?.container_definitions)) as Record<string, { name: string }[]>[])[0];
};
const statements = (policy: unknown) =>
  (JSON.parse(String(policy)) as { Statement: { Sid: string; Action: string[]; Resource: string[] }[] })
    .Statement;

describe("one property of a service", () => {
  const environment: Environment = resolved({
    databases: {
      orders: { engine: "postgres", port: 5433 },
      archive: { engine: "aurora-postgres", readers: 1 },
    },
    services: {
      web: {
        image: { uri: "registry.example.com/web:1" },
        port: 3000,
        uses: { orders: "readwrite", archive: { access: "readonly", prefix: "ARCHIVE_" } },
      },
      other: { image: { uri: "registry.example.com/other:1" }, port: 3000 },
    },
  });
  const { foundation, services } = stacksOf(environment);

  it("makes the database in the foundation, where no service is known", () => {
    expect(only(foundation, "aws_db_instance").identifier).toBe("slipway-dev-orders");
    expect(only(foundation, "aws_rds_cluster").cluster_identifier).toBe("slipway-dev-archive");
    const groups = Object.keys(foundation.aws_security_group ?? {}).filter((id) =>
      id.startsWith("database-"),
    );
    const rules = all(foundation, "aws_vpc_security_group_ingress_rule").map(
      ({ security_group_id }) => security_group_id,
    );
    expect(groups).toHaveLength(2);
    for (const group of groups) expect(rules.filter((id) => String(id).includes(group))).toEqual([]);
  });

  it("gives the container variables and references, and no password", () => {
    const container = containerOf(services, "web");
    expect(container?.environment).toEqual([
      { name: "ARCHIVE_PGDATABASE", value: "archive" },
      { name: "ARCHIVE_PGHOST", value: output("aws_rds_cluster", "reader_endpoint") },
      { name: "ARCHIVE_PGPORT", value: "5432" },
      { name: "ARCHIVE_PGSSLMODE", value: "require" },
      { name: "PGDATABASE", value: "orders" },
      { name: "PGHOST", value: output("aws_db_instance", "address") },
      { name: "PGPORT", value: "5433" },
      { name: "PGSSLMODE", value: "require" },
    ]);
    expect(container?.secrets?.map(({ name }) => name)).toEqual([
      "ARCHIVE_PGPASSWORD",
      "ARCHIVE_PGUSER",
      "PGPASSWORD",
      "PGUSER",
    ]);
    expect(container?.secrets).toContainEqual({
      name: "PGPASSWORD",
      valueFrom: expect.stringMatching(/aws_db_instance[\w-]+master_user_secret0secret_arn\}:password::$/),
    });
  });

  it("lets ECS read exactly those two secrets for it", () => {
    const roles = all(services, "aws_iam_role_policy").flatMap(({ policy }) => statements(policy));
    expect(roles.filter(({ Action }) => Action.includes("secretsmanager:GetSecretValue"))).toEqual([
      expect.objectContaining({
        Sid: "ReadSecretOfArchive",
        Resource: [output("aws_rds_cluster", "master_user_secret0secret_arn")],
      }),
      expect.objectContaining({
        Sid: "ReadSecretOfOrders",
        Resource: [output("aws_db_instance", "master_user_secret0secret_arn")],
      }),
    ]);
  });

  it("opens the way from its own group into the database's, and from no other", () => {
    const rules = all(services, "aws_vpc_security_group_ingress_rule").map((rule) => ({
      from: rule.referenced_security_group_id,
      into: rule.security_group_id,
      port: rule.from_port,
    }));
    const from = expect.stringContaining("aws_security_group.service-web_") as string;
    expect(rules).toEqual([
      { from, into: output("aws_security_groupdatabase-archive", "id"), port: 5432 },
      { from, into: output("aws_security_groupdatabase-orders", "id"), port: 5433 },
    ]);
    const out = all(services, "aws_vpc_security_group_egress_rule").filter(
      ({ from_port }) => from_port !== 443,
    );
    expect(
      out.map((rule) => [rule.security_group_id, rule.referenced_security_group_id, rule.from_port]),
    ).toEqual([
      [from, output("aws_security_groupdatabase-archive", "id"), 5432],
      [from, output("aws_security_groupdatabase-orders", "id"), 5433],
    ]);
  });

  it("leaves the other service as it is", () => {
    const container = containerOf(services, "other");
    expect(container?.environment).toEqual([]);
    expect(container).not.toHaveProperty("secrets");
  });
});

test("a service that signs in by IAM may do so, and has no secret", () => {
  const { services } = stacksOf(
    resolved(
      { databases: { orders: { engine: "postgres", iamAuth: true } } },
      { uses: { orders: { access: "readwrite", iamUser: "app" } } },
    ),
  );
  const container = containerOf(services, "web");
  expect(container?.environment).toContainEqual({ name: "PGUSER", value: "app" });
  expect(container).not.toHaveProperty("secrets");
  const all = Object.values(services.aws_iam_role_policy ?? {}).flatMap(({ policy }) => statements(policy));
  expect(all.flatMap(({ Action }) => Action)).not.toContain("secretsmanager:GetSecretValue");
  const [connect] = all.filter(({ Action }) => Action.includes("rds-db:connect"));
  expect(connect?.Resource).toEqual([
    expect.stringMatching(/^arn:aws:rds-db:eu-west-1:111122223333:dbuser:\$\{.*resource_id\}\/app$/),
  ]);
});

test("what a service owns of a database goes to the construct unchanged", () => {
  const { foundation } = stacksOf(
    resolved({
      logs: { retentionDays: 90 },
      databases: {
        orders: { engine: "postgres", passwordRotationDays: 30, parameters: { work_mem: "65536" } },
      },
    }),
  );
  expect(only(foundation, "aws_secretsmanager_secret_rotation").rotation_rules).toEqual({
    automatically_after_days: 30,
  });
  expect(only(foundation, "aws_db_parameter_group").parameter).toContainEqual({
    name: "work_mem",
    value: "65536",
    apply_method: "pending-reboot",
  });
  const logs = all(foundation, "aws_cloudwatch_log_group").filter(({ name }) =>
    String(name).startsWith("/aws/rds/"),
  );
  expect(logs.map(({ retention_in_days }) => retention_in_days)).toEqual([90, 90]);
});
