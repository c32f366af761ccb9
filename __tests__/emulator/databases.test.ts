import { emulatedPostgres } from "../../emulator/databases";
import type { DatabaseInput } from "../../environments/topics/database";
import { resolved } from "../support/language";

const emulator = { emulator: { endpoint: "http://localhost:4566" } };
const environment = (databases: Record<string, DatabaseInput>, change: object = emulator) =>
  resolved({ ...change, databases });
const one = { orders: { engine: "postgres" } } as const;

test("MiniStack needs a PostgreSQL of each major version, once", () => {
  const databases = {
    archive: { engine: "aurora-postgres", version: "16.4" },
    books: { engine: "postgres", version: "16" },
    orders: { engine: "postgres" },
  } as const;
  expect(emulatedPostgres(environment(databases), "ministack")).toEqual(["16", "17"]);
});

test("nothing is needed without databases", () => {
  expect(emulatedPostgres(resolved(emulator), "ministack")).toEqual([]);
});

test("nothing is needed on AWS, and by engines that start no server of ours", () => {
  expect(emulatedPostgres(environment(one), "ministack")).toEqual(["17"]);
  expect(emulatedPostgres(environment(one, {}), "ministack")).toEqual([]);
  expect(emulatedPostgres(environment(one), "fakecloud")).toEqual([]);
  expect(emulatedPostgres(environment(one), "localstack-licensed")).toEqual([]);
});
