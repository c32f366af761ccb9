import { createLog, errorFields } from "../../../../apps/backend/src/process/log";

test("one JSON object a line, from the least level up", () => {
  const lines: string[] = [];
  const log = createLog("warn", { service: "backend" }, (line) => lines.push(line));
  log.debug("a");
  log.info("b");
  log.warn("c", { text: "two\nlines" });
  log.error("d");
  expect(lines.every((line) => line.endsWith("\n") && !line.slice(0, -1).includes("\n"))).toBe(true);
  expect(lines.map((line) => JSON.parse(line) as Record<string, unknown>)).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      level: "warn",
      message: "c",
      service: "backend",
      text: "two\nlines",
    },
    { time: expect.any(String), level: "error", message: "d", service: "backend" },
  ]);
});

test("errors keep their stack, and whatever else was thrown its text", () => {
  const error = new Error("planted");
  expect(errorFields(error)).toEqual({ error: "planted", stack: error.stack });
  expect(errorFields("text")).toEqual({ error: "text" });
});
