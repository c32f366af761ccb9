import { problemsOf } from "../../support/language";

const postgres = (change: object) => problemsOf({ databases: { orders: { engine: "postgres", ...change } } });
const aurora = (change: object) =>
  problemsOf({ databases: { orders: { engine: "aurora-postgres", ...change } } });

describe("the name of the database in it", () => {
  test.each(["postgres", "Order", "user", "template1", "rdsadmin"])("%s is reserved", (database) => {
    expect(postgres({ database })).toEqual([
      `databases.orders.database must not be a word that PostgreSQL reserves, got "${database}"; choose another name`,
    ]);
  });
  test("asks for a name where the one of the instance is reserved", () => {
    expect(problemsOf({ databases: { order: { engine: "postgres" } } })).toEqual([
      'databases.order.database must be set where the name ("order") is a word that PostgreSQL reserves, got nothing; choose another name for the database',
    ]);
    expect(problemsOf({ databases: { order: { engine: "postgres", database: "orders" } } })).toEqual([]);
  });
});

describe("windows", () => {
  const windows = (backupWindow: string, maintenanceWindow: string) =>
    postgres({ backupWindow, maintenanceWindow });

  test.each([
    ["02:00-02:30", "sun:03:00-sun:03:30"],
    ["23:45-00:15", "sun:00:15-sun:00:45"],
    ["00:15-00:45", "sun:23:45-mon:00:15"],
    ["03:00-03:30", "sun:02:30-sun:03:00"],
  ])("%s and %s are apart", (backup, maintenance) => {
    expect(windows(backup, maintenance)).toEqual([]);
  });

  test.each([
    ["02:00-03:00", "sun:02:59-sun:03:30"],
    ["02:00-03:00", "tue:01:30-tue:02:01"],
    ["02:00-03:00", "tue:01:30-tue:04:00"],
    ["02:00-04:00", "tue:02:30-tue:03:00"],
    ["23:45-00:15", "mon:00:00-mon:00:45"],
    ["00:00-00:30", "sun:23:45-mon:00:15"],
  ])("%s and %s overlap", (backup, maintenance) => {
    expect(windows(backup, maintenance)).toEqual([
      `databases.orders.backupWindow must not overlap maintenanceWindow ("${maintenance}"), got "${backup}"`,
    ]);
  });

  test("each lasts half an hour", () => {
    expect(windows("02:00-02:29", "sun:23:50-mon:00:19")).toEqual([
      'databases.orders.backupWindow must last at least 30 minutes, got "02:00-02:29" (29)',
      'databases.orders.maintenanceWindow must last at least 30 minutes, got "sun:23:50-mon:00:19" (29)',
    ]);
  });

  test("a maintenance window lasts 23 and a half hours at most", () => {
    expect(postgres({ maintenanceWindow: "sun:00:00-sun:23:30" })).toEqual([]);
    expect(postgres({ maintenanceWindow: "sun:00:00-mon:01:00" })).toEqual([
      'databases.orders.maintenanceWindow must last at most 1410 minutes, got "sun:00:00-mon:01:00" (1500)',
    ]);
  });

  test("one of them alone is judged alone", () => {
    expect(postgres({ backupWindow: "02:00-02:10" })).toEqual([
      'databases.orders.backupWindow must last at least 30 minutes, got "02:00-02:10" (10)',
    ]);
    expect(postgres({ maintenanceWindow: "sun:03:30-sun:04:30" })).toEqual([]);
  });
});

describe("storage", () => {
  test.each([20, 32_768, 59_578, 59_579, 60_000, 65_536])("%i GiB need no maxStorageGiB", (storageGiB) => {
    expect(postgres({ storageGiB })).toEqual([]);
  });
  test("has no room to grow from 59579 GiB on", () => {
    expect(postgres({ storageGiB: 59_578, maxStorageGiB: 65_536 })).toEqual([]);
    expect(postgres({ storageGiB: 59_579, maxStorageGiB: 65_536 })).toEqual([
      "databases.orders.maxStorageGiB must be storageGiB (59579) for storage that never grows, got 65536",
    ]);
  });
  test.each([100, 110, 500])("may grow from 100 to %d", (maxStorageGiB) => {
    expect(postgres({ storageGiB: 100, maxStorageGiB })).toEqual([]);
  });
  test.each([99, 101, 109])("can not grow from 100 to %d", (maxStorageGiB) => {
    expect(postgres({ storageGiB: 100, maxStorageGiB })).toEqual([
      `databases.orders.maxStorageGiB must be storageGiB (100) for storage that never grows, or at least 110, got ${maxStorageGiB}`,
    ]);
  });
});

describe("capacity", () => {
  test("the most is at least the least", () => {
    expect(aurora({ capacity: { minAcu: 2, maxAcu: 2 } })).toEqual([]);
    expect(aurora({ capacity: { minAcu: 2, maxAcu: 1.5 } })).toEqual([
      "databases.orders.capacity.maxAcu must be at least minAcu (2), got 1.5",
    ]);
  });
  test("only what may scale to 0 pauses", () => {
    expect(aurora({ capacity: { minAcu: 0.5, pauseAfterMinutes: 10 } })).toEqual([
      "databases.orders.capacity.pauseAfterMinutes must not be set unless minAcu is 0, got 10; a cluster pauses only when it may scale to 0",
    ]);
  });
  test.each([
    ["15.6", "15.7"],
    ["16.2", "16.3"],
  ])("version %s can not pause, %s can", (early, late) => {
    const [major] = early.split(".");
    expect(aurora({ version: early, capacity: { minAcu: 0 } })).toEqual([
      `databases.orders.capacity.minAcu must be above 0 for version ${early}, got 0; Aurora PostgreSQL pauses from ${late}`,
    ]);
    for (const version of [late, major, "17.4"])
      expect(aurora({ version, capacity: { minAcu: 0 } })).toEqual([]);
  });
});

test("TLS is not for choice", () => {
  expect(postgres({ parameters: { "rds.force_ssl": "0" } })).toEqual([
    'databases.orders.parameters.rds.force_ssl must not be set, got "0"; it is always 1',
  ]);
});

test("a protected environment lets no data go", () => {
  const careless = { deletionProtection: false, finalSnapshot: false, backupDays: 6 };
  expect(postgres(careless)).toEqual([]);
  const databases = { orders: { engine: "postgres", ...careless } };
  expect(problemsOf({ protected: true, databases })).toEqual([
    "databases.orders.deletionProtection must be true in a protected environment, got false",
    "databases.orders.finalSnapshot must be true in a protected environment, got false",
    "databases.orders.backupDays must be at least 7 in a protected environment, got 6",
  ]);
  const careful = { orders: { engine: "postgres", backupDays: 7 } };
  expect(problemsOf({ protected: true, databases: careful })).toEqual([]);
});
