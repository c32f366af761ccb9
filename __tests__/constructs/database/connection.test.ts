import { databaseConnection, type DatabaseConnectionProps } from "../../../constructs/database/connection";

const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1-AbCdEf";
const props: DatabaseConnectionProps = {
  name: "order-book",
  database: {
    host: "orders.rds.amazonaws.com",
    secretArn,
    resourceId: "db-ABC",
    port: 5433,
    databaseName: "order_book",
    securityGroupId: "sg-1",
  },
  access: "readwrite",
  prefix: "",
  sslMode: "require",
  account: "111122223333",
  region: "eu-west-1",
};

test("all of it comes from one place", () => {
  expect(databaseConnection(props)).toEqual({
    own: {
      environment: {
        PGHOST: "orders.rds.amazonaws.com",
        PGPORT: "5433",
        PGDATABASE: "order_book",
        PGSSLMODE: "require",
      },
      secrets: { PGUSER: `${secretArn}:username::`, PGPASSWORD: `${secretArn}:password::` },
    },
    executionStatements: [
      { sid: "ReadSecretOfOrderBook", actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] },
    ],
    reaches: [
      { id: "database-order-book", securityGroupId: "sg-1", port: 5433, what: "PostgreSQL of order-book" },
    ],
  });
});

test("a prefix stands before every variable", () => {
  const { own } = databaseConnection({ ...props, prefix: "ORDERS_" });
  expect(Object.keys({ ...own?.environment, ...own?.secrets })).toEqual([
    "ORDERS_PGHOST",
    "ORDERS_PGPORT",
    "ORDERS_PGDATABASE",
    "ORDERS_PGSSLMODE",
    "ORDERS_PGUSER",
    "ORDERS_PGPASSWORD",
  ]);
});

test("a reader gets the readers' host, and no other", () => {
  const database = { ...props.database, readerHost: "orders-ro.rds.amazonaws.com" };
  const hostOf = (access: "readwrite" | "readonly") =>
    databaseConnection({ ...props, database, access }).own?.environment?.PGHOST;
  expect(hostOf("readwrite")).toBe("orders.rds.amazonaws.com");
  expect(hostOf("readonly")).toBe("orders-ro.rds.amazonaws.com");
  expect(() => databaseConnection({ ...props, access: "readonly" })).toThrow(
    "database order-book has no host for readonly access",
  );
});

test("a key of the owner's is used for this secret alone, through Secrets Manager", () => {
  const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/1";
  const { executionStatements } = databaseConnection({ ...props, database: { ...props.database, kmsKey } });
  expect(executionStatements?.[1]).toEqual({
    sid: "DecryptSecretOfOrderBook",
    actions: ["kms:Decrypt"],
    resources: [kmsKey],
    conditions: {
      StringEquals: {
        "kms:EncryptionContext:SecretARN": secretArn,
        "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
      },
    },
  });
});

test("a user that signs in by IAM has no password, and may be that user only", () => {
  const part = databaseConnection({ ...props, iamUser: "app", sslMode: "verify-full" });
  expect(part.own).toEqual({
    environment: {
      PGHOST: "orders.rds.amazonaws.com",
      PGPORT: "5433",
      PGDATABASE: "order_book",
      PGSSLMODE: "verify-full",
      PGUSER: "app",
    },
  });
  expect(part).not.toHaveProperty("executionStatements");
  expect(part.taskStatements).toEqual([
    {
      sid: "SignInToOrderBook",
      actions: ["rds-db:connect"],
      resources: ["arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-ABC/app"],
    },
  ]);
});

test("names follow the partition", () => {
  const region = "cn-north-1";
  const kmsKey = "arn:aws-cn:kms:cn-north-1:111122223333:key/1";
  const read = databaseConnection({ ...props, region, database: { ...props.database, kmsKey } });
  expect(read.executionStatements?.[1]?.conditions?.StringEquals?.["kms:ViaService"]).toBe(
    "secretsmanager.cn-north-1.amazonaws.com.cn",
  );
  const sign = databaseConnection({ ...props, region, iamUser: "app" });
  expect(sign.taskStatements?.[0]?.resources).toEqual([
    "arn:aws-cn:rds-db:cn-north-1:111122223333:dbuser:db-ABC/app",
  ]);
});
