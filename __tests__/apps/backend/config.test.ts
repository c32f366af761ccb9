import { readConfig } from "../../../apps/backend/src/config";
import { InvalidVariables } from "../../../apps/backend/src/process/variables";

const problemsOf = (variables: Record<string, string>): readonly string[] => {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof InvalidVariables) return error.problems;
    throw error;
  }
  return [];
};

test("an empty environment gives the defaults", () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    nodeEnv: "development",
    environment: "development",
    greeting: "Hello from the backend",
    release: undefined,
    logLevel: "info",
    keepAliveSeconds: 65,
    shutdownDelayMs: 2000,
    shutdownTimeoutMs: 20000,
  });
});

test("every variable is read", () => {
  expect(
    readConfig({
      PORT: "8000",
      NODE_ENV: "production",
      DEPLOYMENT: "staging",
      GREETING: "Ahoy",
      RELEASE: "v1.2.3",
      LOG_LEVEL: "debug",
      KEEP_ALIVE_SECONDS: "130",
      SHUTDOWN_DELAY_MS: "0",
      SHUTDOWN_TIMEOUT_MS: "1000",
    }),
  ).toEqual({
    port: 8000,
    nodeEnv: "production",
    environment: "staging",
    greeting: "Ahoy",
    release: "v1.2.3",
    logLevel: "debug",
    keepAliveSeconds: 130,
    shutdownDelayMs: 0,
    shutdownTimeoutMs: 1000,
  });
});

test("all problems come at once", () => {
  expect(problemsOf({ PORT: "http", NODE_ENV: "prod", GREETING: "", LOG_LEVEL: "loud" })).toEqual([
    'NODE_ENV must be one of development, test, production, got "prod"',
    'PORT must be a whole number from 1 to 65535, got "http"',
    'GREETING must have 1 to 200 characters and no control character, got ""',
    'LOG_LEVEL must be one of debug, info, warn, error, got "loud"',
  ]);
});

test.each([
  ["1", true],
  ["65535", true],
  ["0", false],
  ["65536", false],
  ["", false],
  [" 80", false],
  ["8e1", false],
  ["-1", false],
  ["80.5", false],
])("PORT=%s is accepted: %s", (port, accepted) => {
  expect(problemsOf({ PORT: port })).toHaveLength(accepted ? 0 : 1);
});

test.each([
  ["a", true],
  ["a".repeat(200), true],
  ["a".repeat(201), false],
  ["two\nlines", false],
])("GREETING %j is accepted: %s", (greeting, accepted) => {
  expect(problemsOf({ GREETING: greeting })).toHaveLength(accepted ? 0 : 1);
});

describe("the database", () => {
  test("is there when its host is", () => {
    expect(readConfig({ PGPORT: "5433", PGPASSWORD: "s3cret" })).not.toHaveProperty("database");
    expect(readConfig({ PGHOST: "db" }).database).toEqual({
      host: "db",
      port: 5432,
      database: "postgres",
      user: "postgres",
      password: "",
      sslMode: "require",
    });
  });

  test("is reached by the variables of every PostgreSQL client", () => {
    expect(
      readConfig({
        PGHOST: "db",
        PGPORT: "5433",
        PGDATABASE: "orders",
        PGUSER: "app",
        PGPASSWORD: "s3cret",
        PGSSLMODE: "verify-full",
        PGSSLROOTCERT: "/certificates.pem",
      }).database,
    ).toEqual({
      host: "db",
      port: 5433,
      database: "orders",
      user: "app",
      password: "s3cret",
      sslMode: "verify-full",
      sslRootCertificate: "/certificates.pem",
    });
  });

  test("keeps its password to itself, whatever else is wrong", () => {
    const problems = problemsOf({ PGHOST: "db", PGPORT: "0", PGSSLMODE: "prefer", PGPASSWORD: "s3cret\n" });
    expect(problems).toEqual([
      'PGPORT must be a whole number from 1 to 65535, got "0"',
      'PGSSLMODE must be one of disable, require, verify-full, got "prefer"',
    ]);
  });
});
