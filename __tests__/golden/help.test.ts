import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { slipway } from "../support/slipway";

const COMMANDS = [
  "",
  "doctor",
  "local",
  "local up",
  "local status",
  "local logs",
  "local down",
  "bootstrap",
  "build",
  "cdktf",
  "releases",
  "promote",
  "rollback",
  "status",
  "tasks",
  "events",
  "logs",
  "images",
  "check-access",
  "run",
  "exec",
  "restart",
  "scale",
  "registry",
  "registry commands",
  "registry images",
  "policy",
  "environment",
  "env-files",
  "env",
];

it("the help of every command is what was reviewed (update with: npm run golden:update)", async () => {
  const helps = await Promise.all(
    COMMANDS.map(async (command) => {
      const args = [...command.split(" ").filter((word) => word !== ""), "--help"];
      const { code, stdout, stderr } = await slipway(args);
      expect([command, code, stderr]).toEqual([command, 0, ""]);
      return `$ slipway ${args.join(" ")}\n${stdout}`;
    }),
  );
  const actual = helps.join("\n");
  const file = join(__dirname, "help.txt");
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, actual);
  expect(existsSync(file)).toBe(true);
  expect(actual).toBe(readFileSync(file, "utf8"));
}, 180_000);
