import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { REQUEST_VARIABLE } from "../../../environments/rules/task-request";
import { closedEndpoint, FakeAws } from "../../support/fake-aws";
import { root } from "../../support/synth-environment";
import { FakeEcs, request, running, stopped } from "./fake-ecs";

// Each run is a process of its own.
let aws: FakeAws;
let ecs: FakeEcs;
beforeAll(async () => {
  aws = await FakeAws.start(() => ecs.answers());
});
afterAll(() => aws.stop());
beforeEach(() => {
  ecs = new FakeEcs();
});

const NEXT =
  "The service was not changed: what ran before still serves. Correct the cause, then: npx slipway cdktf deploy 'dev-*'\n";

/** Starts the program as Terraform does: by its path, in another folder, with the request in a variable. */
function start(asked: object | undefined) {
  return spawn(process.execPath, [join(root, "cli/run-task.js")], {
    cwd: tmpdir(),
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_MAX_ATTEMPTS: "1",
      [REQUEST_VARIABLE]: asked && JSON.stringify(asked),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function ended(child: ReturnType<typeof start>) {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number]>,
  ]);
  return { code, stdout, stderr };
}

test("every line says whose it is; exit code 0 when the task ended well", async () => {
  ecs.starts = [["a", stopped("a", 0)]];
  ecs.lines = ["done"];
  expect(await ended(start({ ...request, endpoint: aws.endpoint }))).toEqual({
    code: 0,
    stderr: "",
    stdout: [
      'migration of service "web": task a started',
      'migration of service "web": last log lines (/ecs/slipway-dev/web, stream _once/web/a):',
      'migration of service "web":   done',
      'migration of service "web": task a ended well',
      "",
    ].join("\n"),
  });
});

test("a failure: exit code 1, the cause, what still serves, and the next command", async () => {
  ecs.starts = [["a", stopped("a", 3)]];
  const { code, stderr } = await ended(start({ ...request, endpoint: aws.endpoint }));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^migration of service "web" failed: its container ended with exit code 3\n/);
  expect(stderr.endsWith(`\n${NEXT}`)).toBe(true);
});

test("what AWS refuses is said in its words, without a stack", async () => {
  ecs.refusals = {
    RunTask: {
      status: 400,
      body: { __type: "AccessDeniedException", message: "not authorized: ecs:RunTask" },
    },
  };
  expect(await ended(start({ ...request, endpoint: aws.endpoint }))).toEqual({
    code: 1,
    stdout: "",
    stderr: `migration of service "web" failed: AWS answered AccessDeniedException: not authorized: ecs:RunTask\n${NEXT}`,
  });
});

test("an endpoint that nobody listens at is named", async () => {
  const endpoint = await closedEndpoint();
  const { code, stderr } = await ended(start({ ...request, endpoint }));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^migration of service "web" failed: AWS was not reached, ECONNREFUSED: /);
  expect(stderr.endsWith(`\n${NEXT}`)).toBe(true);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s leaves the task running, and says so", async (signal) => {
  ecs.starts = [["a", running("a")]];
  const child = start({ ...request, endpoint: aws.endpoint });
  const over = ended(child);
  await once(child.stdout, "readable");
  child.kill(signal);
  const { code, stdout } = await over;
  expect(code).toBe(1);
  expect(stdout).toContain(
    'migration of service "web": not waited for any longer; a task that has started goes on, and the next deployment waits for it\n',
  );
  expect(ecs.stops).toEqual([]);
});

test("without a request it says who starts it", async () => {
  expect(await ended(start(undefined))).toEqual({
    code: 1,
    stdout: "",
    stderr: "SLIPWAY_TASK must hold the task to run, got nothing; this program is started by Terraform\n",
  });
});
