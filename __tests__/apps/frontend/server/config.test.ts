import { readConfig } from "../../../../apps/frontend/server/config";

test("an empty environment gives the defaults", () => {
  expect(readConfig({})).toEqual({
    port: 8080,
    environment: undefined,
    apiOrigin: undefined,
    logLevel: "info",
    keepAliveSeconds: 65,
    shutdownDelayMs: 2000,
    shutdownTimeoutMs: 20000,
  });
});

test("API_ORIGIN is an origin", () => {
  expect(readConfig({ API_ORIGIN: "http://backend:3000" }).apiOrigin?.origin).toBe("http://backend:3000");
});

test.each([
  "",
  "backend:3000",
  "https://backend",
  "http://backend/api",
  "http://user@backend",
  "ftp://backend",
])("API_ORIGIN=%s is refused", (value) => {
  expect(() => readConfig({ API_ORIGIN: value })).toThrow(
    `API_ORIGIN must be an origin such as http://backend:3000, got ${JSON.stringify(value)}`,
  );
});
