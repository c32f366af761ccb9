import { askDatabase, type Pool } from "../../../apps/backend/src/database";
import { createLog } from "../../../apps/backend/src/process/log";

let lines: Record<string, unknown>[];
const log = createLog("debug", {}, (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
const onWrongPassword = jest.fn();

beforeEach(() => {
  lines = [];
  onWrongPassword.mockClear();
});

const pool = (query: Pool["query"]): Pool => ({ query, end: () => Promise.resolve() });
const failing = (code: string) =>
  pool(() => Promise.reject(Object.assign(new Error("no entry for host 10.0.0.7"), { code })));

test("without a database it says so", async () => {
  expect(await askDatabase(undefined, log, onWrongPassword)).toEqual({
    status: 200,
    body: { configured: false },
  });
  expect(lines).toEqual([]);
});

test("what the server says of the connection is the answer", async () => {
  const facts = { database: "orders", version: "17.6", tls: true, readOnly: false, tables: 3 };
  const asked: string[] = [];
  const database = pool((sql) => {
    asked.push(sql);
    return Promise.resolve({ rows: [facts] });
  });
  expect(await askDatabase(database, log, onWrongPassword)).toEqual({
    status: 200,
    body: { configured: true, reachable: true, ...facts },
  });
  expect(asked).toEqual([expect.stringContaining("pg_stat_ssl")]);
});

test("why it does not answer is for the log, not for the caller", async () => {
  expect(await askDatabase(failing("ECONNREFUSED"), log, onWrongPassword)).toEqual({
    status: 503,
    body: { configured: true, reachable: false },
  });
  expect(lines).toMatchObject([
    {
      level: "error",
      message: "the database does not answer",
      code: "ECONNREFUSED",
      error: "no entry for host 10.0.0.7",
    },
  ]);
  expect(onWrongPassword).not.toHaveBeenCalled();
});

test("a password that is not taken any more is told apart", async () => {
  expect((await askDatabase(failing("28P01"), log, onWrongPassword)).status).toBe(503);
  expect(onWrongPassword).toHaveBeenCalledTimes(1);
});
