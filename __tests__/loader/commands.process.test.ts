import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ProjectCopy } from "../support/project-copy";
import { slipway } from "../support/slipway";
import { settle } from "./small-project";

const project = new ProjectCopy();
const program = join(project.path, ".slipway/programs/cli-main/program.js");
afterAll(() => project.remove());

const environment = () => slipway(["environment", "dev"], { cwd: project.path });

it("stores the sources of all commands in one file, and leaves packages to Node", async () => {
  await settle();
  const first = await environment();
  expect([first.code, first.stderr]).toEqual([0, ""]);
  const text = readFileSync(program, "utf8");
  expect(text).toContain("function registerDeploy(");
  expect(text).toContain('require("zod")');
  expect(text).not.toContain("node_modules/zod");
  expect(await environment()).toEqual(first);
});
