import { readFileSync } from "node:fs";
import { join } from "node:path";
import { quoted } from "../../../cli/operate/aws-exec";
import { execute, type ExecRequest } from "../../../cli/operate/exec";
import { pluginArguments } from "../../../cli/operate/session-plugin";
import { FakeMachine } from "../../support/slipway";
import { at, definition, service, taskArn } from "../deploy/watch/fake-account";
import { DENIED, failure, Operated, runningTask, target } from "./operated";

// Clients of the SDK are slow to begin with.
const TOKEN = "the-token-of-the-session";
const SESSION = { sessionId: "s-1", streamUrl: "wss://ssmmessages/1", tokenValue: TOKEN };
const OPEN = { enableExecuteCommand: true };

const before = { ...process.env };
let operated: Operated;
let machine: FakeMachine;
beforeEach(async () => {
  operated = new Operated();
  await operated.start();
  machine = new FakeMachine();
  Object.assign(process.env, {
    PATH: machine.env.PATH,
    AWS_ENDPOINT_URL: operated.endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  operated.account.have(service("web", [{}], OPEN));
  operated.account.tasks["shop-dev-web"] = [runningTask("a")];
  operated.answers = { ExecuteCommand: () => ({ body: { session: SESSION } }) };
});
afterEach(async () => {
  process.env = { ...before };
  machine.remove();
  await operated.stop();
});

const seen = (name: string): string => readFileSync(join(machine.folder, name), "utf8");
/** A plugin that notes what it was given. */
const plugin = (version: string, end = "exit 0") =>
  machine.program(
    "session-manager-plugin",
    `[ "$1" = --version ] && { echo ${version}; exit 0; }
printf '%s\\n' "$@" > ${machine.folder}/arguments
printf '%s' "$AWS_SSM_START_SESSION_RESPONSE" > ${machine.folder}/session
${end}`,
  );

const onAws = target({}, { emulator: undefined as never });
const go = (change: Partial<ExecRequest> = {}) =>
  execute({ target: onAws, command: [], json: false, ...change }, operated.progress);

test("a shell in the newest task of the current revision; the plugin gets the session, and no argument shows it", async () => {
  operated.account.tasks["shop-dev-web"] = [
    runningTask("old", { taskDefinitionArn: definition("web:10"), startedAt: at("11:00:00") }),
    runningTask("a"),
    runningTask("b", { startedAt: at("10:00:00") }),
    runningTask("c", { lastStatus: "PENDING", startedAt: at("12:00:00") }),
  ];
  plugin("1.2.650.0");
  expect(await go()).toEqual({ task: taskArn("b"), container: "web", exitCode: 0 });
  expect(operated.asked.ExecuteCommand).toEqual([
    { cluster: "shop-dev", task: taskArn("b"), container: "web", command: "/bin/sh", interactive: true },
  ]);
  expect(seen("arguments").split("\n")).toEqual([
    "AWS_SSM_START_SESSION_RESPONSE",
    "us-east-1",
    "StartSession",
    "",
    '{"Target":"ecs:shop-dev_b_b-1"}',
    "https://ssm.us-east-1.amazonaws.com",
    "",
  ]);
  expect(JSON.parse(seen("session"))).toEqual({
    SessionId: "s-1",
    StreamUrl: "wss://ssmmessages/1",
    TokenValue: TOKEN,
  });
  expect(operated.said).toEqual(["exec: task b of shop-dev-web:11, container web"]);
});

test("a command, a task and a container of one's own; the exit code of the plugin", async () => {
  operated.account.tasks["shop-dev-web"] = [
    runningTask("a", { containers: [{ name: "web" }, { name: "proxy", runtimeId: "a-2" }] }),
    runningTask("b", { startedAt: at("10:00:00") }),
  ];
  plugin("2.0.0.0", "exit 5");
  const command = ["ls", "-l", "a b", "it's"];
  expect(await go({ command, task: "a", container: "proxy", json: true })).toMatchObject({
    task: taskArn("a"),
    container: "proxy",
    exitCode: 5,
  });
  expect(operated.asked.ExecuteCommand).toEqual([
    {
      cluster: "shop-dev",
      task: taskArn("a"),
      container: "proxy",
      command: `ls -l 'a b' 'it'\\''s'`,
      interactive: true,
    },
  ]);
  expect(seen("arguments")).toContain("ecs:shop-dev_a_a-2");
});

test.each([
  ["", "''"],
  ["/bin/sh", "/bin/sh"],
  ["$HOME", "'$HOME'"],
  ["a'b", `'a'\\''b'`],
])("the word %j is quoted as %s", (word, expected) => {
  expect(quoted(word)).toBe(expected);
});

test("the endpoint of another partition", () => {
  expect(pluginArguments("cn-north-1", "x").at(-1)).toBe("https://ssm.cn-north-1.amazonaws.com.cn");
});

const INSTALL =
  "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html";

test("a plugin that is not there", async () => {
  expect(await failure(go())).toBe(
    `this machine is not ready:\n  - session-manager-plugin must be on the PATH, got none; install version 1.2.497.0 or newer: ${INSTALL}`,
  );
  expect(operated.called).toEqual([]);
});

test.each(["1.2.496.9", "1.1.999.0", "none"])("a plugin of version %s is too old", async (version) => {
  plugin(version);
  expect(await failure(go())).toContain(
    `session-manager-plugin must be version 1.2.497.0 or newer, got ${version} (`,
  );
});

test.each(["1.2.497.0", "1.2.1000.0", "1.10.0.0"])(
  "a plugin of version %s is new enough",
  async (version) => {
    plugin(version);
    expect(await go()).toMatchObject({ exitCode: 0 });
  },
);

test("an environment that does not allow it: the line to write", async () => {
  expect(await failure(Promise.resolve().then(() => go({ target: target({ exec: false }) })))).toBe(
    'environment "dev" is not valid:\n  - services.web.exec must be true for commands in its tasks, got false; write "exec: true, writableRoot: true" there and deploy: npx slipway deploy dev web',
  );
});

test("a service that was not deployed since", async () => {
  plugin("2.0.0.0");
  operated.account.have(service("web"));
  expect(await failure(go())).toBe(
    'environment "dev" is not ready:\n  - service web must allow commands in ECS too, got none; the environment does: npx slipway deploy dev web',
  );
});

test("a task that was started before", async () => {
  plugin("2.0.0.0");
  operated.account.tasks["shop-dev-web"] = [runningTask("a", { enableExecuteCommand: false })];
  expect(await failure(go())).toBe(
    'environment "dev" is not ready:\n  - task a must have been started since the service allows commands, got an earlier one; choose another with --task, or replace all: npx slipway restart dev web',
  );
});

test("a task and a container that are not there are answered with the known ones", async () => {
  plugin("2.0.0.0");
  expect(await failure(go({ task: "z" }))).toBe(
    'the command is not valid:\n  - task must be one of a, got "z"',
  );
  expect(await failure(go({ container: "wep" }))).toBe(
    'the command is not valid:\n  - container must be one of web, got "wep"; did you mean "web"?',
  );
});

test("no task that runs: those that start are named", async () => {
  plugin("2.0.0.0");
  operated.account.tasks["shop-dev-web"] = [runningTask("c", { lastStatus: "PENDING" })];
  expect(await failure(go())).toBe(
    [
      "no task of web runs in dev, so there is no container for a command:",
      "  c is PENDING",
      "To run it in a task of its own: npx slipway run dev web -- ...",
    ].join("\n"),
  );
});

test("an agent that is not connected", async () => {
  plugin("2.0.0.0");
  operated.answers = {
    ExecuteCommand: () => ({
      status: 400,
      body: { __type: "TargetNotConnectedException", message: "not connected" },
    }),
  };
  expect(await failure(go())).toBe(
    'the agent for commands in container web of task a is not connected: in the first seconds of a task, wait and try again; later, the subnets of the task must reach ssmmessages, its task role must be allowed to (deploy makes it so), and the container must have a writable root file system (writableRoot) in environment "dev"',
  );
});

test("a right that is missing is told in AWS's words, without the session", async () => {
  plugin("2.0.0.0");
  operated.answers = { ExecuteCommand: () => DENIED };
  expect(await failure(go())).toBe(
    "AWS request failed: reading ECS (environment dev, account 000000000000, us-east-1)\n  AWS answered AccessDeniedException: no identity-based policy allows it\n  docs/operations.md lists the rights that each command needs",
  );
});
