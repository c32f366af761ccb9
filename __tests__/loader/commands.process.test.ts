import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ProjectCopy } from "../support/project-copy";
import { slipway } from "../support/slipway";
import { settle, storedIn } from "./small-project";

const project = new ProjectCopy();
const program = join(project.path, ".slipway/programs/cli-main/program.js");
afterAll(() => project.remove());

const environment = () => slipway(["environment", "dev"], { cwd: project.path });

it("stores the sources of all commands in one file that is used again, and leaves packages to Node", async () => {
  await settle();
  const first = await environment();
  expect([first.code, first.stderr]).toEqual([0, ""]);
  const text = readFileSync(program, "utf8");
  const has = ["// cli/deploy/index.ts", 'require("zod")', "node_modules/zod"].map((part) =>
    text.includes(part),
  );
  expect(has).toEqual([true, true, false]);
  const stored = storedIn(dirname(program));
  expect(await environment()).toEqual(first);
  expect(storedIn(dirname(program))).toEqual(stored);
});
