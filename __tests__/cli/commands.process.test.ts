import { environmentNames, resolveEnvironment } from "../../environments";
import { slipway } from "../support/slipway";
import { root } from "../support/synth-environment";
import { version } from "../../package.json";

// Each command is a process of its own.
const UNKNOWN =
  'the command is not valid:\n  - environment must be one of local, dev, staging, production, got "deev"; did you mean "dev"?\n';

test.each([
  ["environment"],
  ["policy"],
  ["diagram"],
  ["plan"],
  ["env-files"],
  ["bootstrap"],
  ["deploy"],
  ["unlock"],
  ["env"],
  ["status"],
  ["logs"],
])("slipway %s refuses an unknown environment with the known ones", async (command) => {
  expect(await slipway([command, "deev"])).toEqual({ code: 1, stdout: "", stderr: UNKNOWN });
});

test.each([
  [
    ["doctr"],
    "(Did you mean doctor?)\n",
    "init, doctor, local, cdktf, bootstrap, build, plan, deploy, unlock, releases, promote, rollback, status, tasks, events, logs, images, check-access, run, exec, restart, scale, registry, policy, diagram, environment, env-files, env",
  ],
  [["local", "restart"], "", "up, view, status, logs, down"],
])("slipway %j: unknown, with the known ones", async (args, suggestion, known) => {
  expect(await slipway(args)).toEqual({
    code: 1,
    stdout: "",
    stderr: `error: unknown command '${args.at(-1) ?? ""}'\n${suggestion}(known: ${known})\n(add --help for the arguments)\n`,
  });
});

test("an argument that is missing is named", async () => {
  const { code, stderr } = await slipway(["bootstrap"]);
  expect([code, stderr]).toEqual([
    1,
    "error: missing required argument 'environment'\n(add --help for the arguments)\n",
  ]);
});

test("without a command: the help, as an error", async () => {
  const { code, stdout, stderr } = await slipway([]);
  expect([code, stdout, stderr.split("\n")[0]]).toEqual([1, "", "Usage: slipway [options] [command]"]);
});

test("--version is the package's", async () => {
  expect(await slipway(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test.each(environmentNames)("slipway environment %s: the whole environment as JSON", async (name) => {
  const { code, stdout } = await slipway(["environment", name, "--json"]);
  expect([code, JSON.parse(stdout)]).toEqual([0, JSON.parse(JSON.stringify(resolveEnvironment(name, root)))]);
});
