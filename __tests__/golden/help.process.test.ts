import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { slipway } from "../support/slipway";

/** Names of the commands that a help lists; what wraps below them is indented further. */
function commandsIn(help: string): string[] {
  const [, listed = ""] = help.split("\nCommands:\n");
  return [...listed.matchAll(/^ {2}([a-z][\w-]*)/gm)]
    .map(([, name = ""]) => name)
    .filter((name) => name !== "help");
}

/** The help of a command, and of every command below it. */
async function helps(command: readonly string[]): Promise<string[]> {
  const args = [...command, "--help"];
  const { code, stdout, stderr } = await slipway(args);
  expect([command, code, stderr]).toEqual([command, 0, ""]);
  const below: string[][] = [];
  // One after the other: each is a process of its own, and so are the other tests.
  for (const name of commandsIn(stdout)) below.push(await helps([...command, name]));
  return [`$ slipway ${args.join(" ")}\n${stdout}`, ...below.flat()];
}

it("the help of every command is what was reviewed (update with: npm run golden:update)", async () => {
  const all = await helps([]);
  expect(all.length).toBeGreaterThan(25);
  const actual = all.join("\n");
  const file = join(__dirname, "help.txt");
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, actual);
  expect(existsSync(file)).toBe(true);
  expect(actual).toBe(readFileSync(file, "utf8"));
});
