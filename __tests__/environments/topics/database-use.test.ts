import { problemsOf, resolved } from "../../support/language";
import type { DatabaseInput } from "../../../environments/topics/database";

const databases: Record<string, DatabaseInput> = {
  orders: { engine: "postgres" },
  archive: { engine: "aurora-postgres", readers: 1, iamAuth: true },
  lonely: { engine: "aurora-postgres" },
};
const problems = (uses: object, service: object = {}, environment: object = {}) =>
  problemsOf({ databases, ...environment }, { uses, ...service });

test("a service that uses none says nothing", () => {
  expect(resolved({ databases }).services[0]).not.toHaveProperty("uses");
});

test("a word is enough", () => {
  expect(resolved({ databases }, { uses: { orders: "readwrite" } }).services[0]?.uses).toEqual([
    { database: "orders", access: "readwrite", prefix: "", sslMode: "require" },
  ]);
});

test("every property is taken as it is said, in the order of the databases' names", () => {
  const archive = {
    access: "readonly",
    prefix: "ARCHIVE_",
    sslMode: "verify-full",
    iamUser: "app_1",
  } as const;
  expect(resolved({ databases }, { uses: { orders: "readwrite", archive } }).services[0]?.uses).toEqual([
    { database: "archive", ...archive },
    { database: "orders", access: "readwrite", prefix: "", sslMode: "require" },
  ]);
});

test.each<[object, string]>([
  [{ orders: "write" }, 'orders must be one of "readwrite", "readonly", got "write"'],
  [{ orders: {} }, 'orders.access must be one of "readwrite", "readonly", got nothing'],
  [
    { orders: { access: "readwrite", prefix: "orders_" } },
    'orders.prefix must have at most 40 capital letters, digits and _, and start with a letter, got "orders_"',
  ],
  [
    { orders: { access: "readwrite", sslMode: "prefer" } },
    'orders.sslMode must be one of "disable", "require", "verify-full", got "prefer"',
  ],
  [
    { archive: { access: "readwrite", iamUser: "App" } },
    'archive.iamUser must have at most 63 lower-case letters, digits and _, and not start with a digit, got "App"',
  ],
  [
    { books: "readwrite" },
    'books must be one of databases (archive, lonely, orders), got "books"; declare it in databases',
  ],
  [
    { orders: "readonly" },
    'orders must be "readwrite" for the engine "postgres", got "readonly"; only the readers of an "aurora-postgres" refuse to write',
  ],
  [
    { lonely: "readonly" },
    'lonely must be "readwrite" for a cluster without readers, got "readonly"; set databases.lonely.readers, or the writer would answer',
  ],
  [
    { orders: { access: "readwrite", sslMode: "disable" } },
    'orders.sslMode must be "require" or "verify-full" in AWS, got "disable"',
  ],
  [
    { orders: { access: "readwrite", iamUser: "app" } },
    'orders.iamUser must not be set without databases.orders.iamAuth, got "app"',
  ],
  [
    { archive: { access: "readwrite", iamUser: "postgres" } },
    'archive.iamUser must not be the owner, got "postgres"; make a user in the database and grant it rds_iam',
  ],
])("%j is refused", (uses, problem) => {
  expect(problems(uses)).toEqual([`services.web.uses.${problem}`]);
});

test("an emulator may be asked without TLS", () => {
  const emulator = { emulator: { endpoint: "http://localhost:4566" } };
  expect(problems({ orders: { access: "readwrite", sslMode: "disable" } }, {}, emulator)).toEqual([]);
});

test("a database can not be used where there is none", () => {
  expect(problemsOf({}, { uses: { orders: "readwrite" } })).toEqual([
    'services.web.uses.orders must be one of databases (none), got "orders"; declare it in databases',
  ]);
});

test("variables of two databases, and of the service, stay apart", () => {
  expect(problems({ archive: "readwrite", orders: "readwrite" })).toEqual([
    "services.web.uses.orders.prefix must differ from that of archive, got nothing; their variables have the same names otherwise",
  ]);
  expect(problems({ archive: { access: "readwrite", prefix: "A_" }, orders: "readwrite" })).toEqual([]);
  const service = { environment: { PGHOST: "elsewhere" }, secrets: { PGPASSWORD: { secret: "mine" } } };
  expect(problems({ orders: "readwrite" }, service)).toEqual([
    "services.web.environment.PGHOST must not be set beside uses.orders, got both; the database sets it",
    "services.web.secrets.PGPASSWORD must not be set beside uses.orders, got both; the database sets it",
  ]);
  const password = { secrets: { PGPASSWORD: { secret: "mine" } } };
  expect(problems({ archive: { access: "readwrite", iamUser: "app" } }, password)).toEqual([]);
});
