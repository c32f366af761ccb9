import { problemsOf, resolved } from "../../support/language";
import type { DatabaseInput } from "../../../environments/topics/database";

const databaseOf = (input: DatabaseInput, isProtected = false) =>
  resolved({ protected: isProtected, databases: { "order-book": input } }).databases?.[0];
const problems = (input: object) => problemsOf({ databases: { orders: { engine: "postgres", ...input } } });
const auroraProblems = (input: object) =>
  problemsOf({ databases: { orders: { engine: "aurora-postgres", ...input } } });

const common = {
  name: "order-book",
  version: "17",
  database: "order_book",
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
};
const guarded = {
  backupDays: 35,
  deletionProtection: true,
  finalSnapshot: true,
  monitoringSeconds: 60,
  applyImmediately: false,
};

test("an environment without databases has none", () => {
  expect(resolved({})).not.toHaveProperty("databases");
});

test("an instance needs nothing but its engine", () => {
  expect(databaseOf({ engine: "postgres" })).toEqual({
    ...common,
    engine: "postgres",
    size: "db.t4g.micro",
    storageGiB: 20,
    maxStorageGiB: 40,
    multiAz: false,
  });
});

test("a cluster needs nothing but its engine", () => {
  expect(databaseOf({ engine: "aurora-postgres" })).toEqual({
    ...common,
    engine: "aurora-postgres",
    capacity: { minAcu: 0.5, maxAcu: 4 },
    readers: 0,
  });
});

test("a protected environment keeps data and has a second instance", () => {
  expect(databaseOf({ engine: "postgres" }, true)).toMatchObject({ ...guarded, multiAz: true });
  expect(databaseOf({ engine: "aurora-postgres" }, true)).toMatchObject({ ...guarded, readers: 1 });
});

const said = {
  version: "16.4",
  database: "Orders_1",
  port: 5433,
  backupDays: 14,
  backupWindow: "23:45-00:15",
  maintenanceWindow: "sun:03:30-sun:04:30",
  deletionProtection: true,
  finalSnapshot: true,
  kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/1",
  passwordRotationDays: 90,
  iamAuth: true,
  performanceInsights: false,
  monitoringSeconds: 15,
  parameters: { log_min_duration_statement: "250" },
  applyImmediately: false,
} as const;

test("every property of an instance is taken as it is said", () => {
  const own = {
    engine: "postgres",
    size: "db.r7g.large",
    storageGiB: 100,
    maxStorageGiB: 100,
    multiAz: true,
  } as const;
  expect(databaseOf({ ...said, ...own })).toEqual({ name: "order-book", ...said, ...own });
});

test("every property of a cluster is taken as it is said", () => {
  const capacity = { minAcu: 0, maxAcu: 12.5, pauseAfterMinutes: 30 };
  const own = { engine: "aurora-postgres", capacity, readers: 3 } as const;
  expect(databaseOf({ ...said, ...own })).toEqual({ name: "order-book", ...said, ...own });
});

test("what follows from another value", () => {
  expect(databaseOf({ engine: "postgres", storageGiB: 40_000 })).toMatchObject({ maxStorageGiB: 65_536 });
  expect(databaseOf({ engine: "aurora-postgres", capacity: { minAcu: 0 } })).toMatchObject({
    capacity: { minAcu: 0, maxAcu: 4, pauseAfterMinutes: 5 },
  });
  expect(databaseOf({ engine: "aurora-postgres", capacity: { minAcu: 16 } })).toMatchObject({
    capacity: { minAcu: 16, maxAcu: 16 },
  });
});

test("databases come in the order of their names", () => {
  const databases = { b: { engine: "postgres" }, a: { engine: "postgres" } } as const;
  expect(resolved({ databases }).databases?.map(({ name }) => name)).toEqual(["a", "b"]);
});

test.each<[object, string]>([
  [{ engine: "mysql" }, 'engine must be one of "postgres", "aurora-postgres", got "mysql"'],
  [{ version: "14" }, 'version must be a PostgreSQL version from 15, such as "17" or "17.4", got "14"'],
  [
    { version: 17 },
    'version must be a PostgreSQL version from 15, such as "17" or "17.4", got 17; write "17" in quotes',
  ],
  [
    { database: "1st" },
    'database must have 1 to 63 letters, digits and _, and start with a letter, got "1st"',
  ],
  [
    { database: "a".repeat(64) },
    `database must have 1 to 63 letters, digits and _, and start with a letter, got "${"a".repeat(64)}"`,
  ],
  [{ port: 1149 }, "port must be a whole number from 1150 to 65535, got 1149"],
  [{ port: 65_536 }, "port must be a whole number from 1150 to 65535, got 65536"],
  [{ backupDays: 0 }, "backupDays must be a whole number from 1 to 35, got 0"],
  [{ backupDays: 36 }, "backupDays must be a whole number from 1 to 35, got 36"],
  [
    { backupWindow: "24:00-01:00" },
    'backupWindow must be a window in UTC such as "02:00-03:00", got "24:00-01:00"',
  ],
  [
    { maintenanceWindow: "02:00-03:00" },
    'maintenanceWindow must be a window in UTC such as "sun:03:30-sun:04:30", got "02:00-03:00"',
  ],
  [{ deletionProtection: "yes" }, 'deletionProtection must be true or false, got "yes"'],
  [{ finalSnapshot: 1 }, "finalSnapshot must be true or false, got 1"],
  [{ kmsKey: "alias/key" }, 'kmsKey must be the ARN of a KMS key, got "alias/key"'],
  [{ passwordRotationDays: 0 }, "passwordRotationDays must be a whole number from 1 to 1000, got 0"],
  [{ iamAuth: "on" }, 'iamAuth must be true or false, got "on"'],
  [{ performanceInsights: 7 }, "performanceInsights must be true or false, got 7"],
  [{ monitoringSeconds: 20 }, "monitoringSeconds must be one of 0, 1, 5, 10, 15, 30, 60, got 20"],
  [{ applyImmediately: null }, "applyImmediately must be true or false, got null"],
  [{ size: "t4g.micro" }, 'size must be an instance class such as "db.t4g.medium", got "t4g.micro"'],
  [{ storageGiB: 19 }, "storageGiB must be a whole number from 20 to 65536, got 19"],
  [{ maxStorageGiB: 65_537 }, "maxStorageGiB must be a whole number from 20 to 65536, got 65537"],
  [{ multiAz: "2" }, 'multiAz must be true or false, got "2"'],
])("%j of an instance is refused", (input, problem) => {
  expect(problems(input)).toEqual([`databases.orders.${problem}`]);
});

test.each<[object, string]>([
  [{ capacity: { minAcu: 0.25 } }, "capacity.minAcu must be from 0 to 256 in steps of 0.5, got 0.25"],
  [
    { capacity: { minAcu: "1" } },
    'capacity.minAcu must be from 0 to 256 in steps of 0.5, got "1"; write 1 without quotes',
  ],
  [{ capacity: { maxAcu: 0.5 } }, "capacity.maxAcu must be from 1 to 256 in steps of 0.5, got 0.5"],
  [{ capacity: { maxAcu: 256.5 } }, "capacity.maxAcu must be from 1 to 256 in steps of 0.5, got 256.5"],
  [
    { capacity: { minAcu: 0, pauseAfterMinutes: 4 } },
    "capacity.pauseAfterMinutes must be a whole number from 5 to 1440, got 4",
  ],
  [{ readers: 16 }, "readers must be a whole number from 0 to 15, got 16"],
])("%j of a cluster is refused", (input, problem) => {
  expect(auroraProblems(input)).toEqual([`databases.orders.${problem}`]);
});

test("a property of the other engine is refused", () => {
  expect(problems({ readers: 1 })[0]).toMatch(
    /^databases\.orders\.readers must be a known property, got "readers"; known are engine, size, /,
  );
  expect(auroraProblems({ storageGiB: 20 })[0]).toMatch(
    /^databases\.orders\.storageGiB must be a known property, got "storageGiB"; known are engine, capacity, /,
  );
});

test("a parameter must look like one", () => {
  expect(problems({ parameters: { "log statement": "all" } })).toEqual([
    'databases.orders.parameters["log statement"] as a name must be a parameter such as log_min_duration_statement, got "log statement"',
  ]);
  expect(problems({ parameters: { work_mem: 64 } })).toEqual([
    'databases.orders.parameters.work_mem must be a string, got 64; write "64" in quotes',
  ]);
});

test("a name of a database is one of ours", () => {
  expect(problemsOf({ databases: { Orders: { engine: "postgres" } } })).toEqual([
    'databases.Orders as a name must have lower-case letters, digits and single hyphens, start with a letter, and at most 20 characters, got "Orders"',
  ]);
});
