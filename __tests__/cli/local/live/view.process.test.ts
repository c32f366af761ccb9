import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { FakeAws, type Answers } from "../../../support/fake-aws";
import { root } from "../../../support/synth-environment";

// Each command is a process of its own.
const service = (name: string) => ({
  serviceName: `slipway-local-${name}`,
  status: "ACTIVE",
  runningCount: 1,
  desiredCount: 1,
  deployments: [{ status: "PRIMARY", rolloutState: "COMPLETED" }],
});
const ANSWERS: Answers = {
  DescribeServices: () => ({ body: { services: [service("backend")] } }),
  ListTasks: () => ({
    body: { taskArns: ["arn:aws:ecs:us-east-1:000000000000:task/slipway-local/0a1b2c3d4e5f"] },
  }),
  DescribeTasks: () => ({
    body: {
      tasks: [
        {
          taskArn: "arn:aws:ecs:us-east-1:000000000000:task/slipway-local/0a1b2c3d4e5f",
          lastStatus: "RUNNING",
          healthStatus: "HEALTHY",
        },
      ],
    },
  }),
  FilterLogEvents: () => ({ body: { events: [{ eventId: "1", timestamp: 1000, message: "hello" }] } }),
};

let aws: FakeAws;
let child: ChildProcess | undefined;
beforeAll(async () => {
  aws = await FakeAws.start(() => ANSWERS);
});
afterAll(() => aws.stop());
afterEach(() => child?.kill("SIGKILL"));

/** Starts the view, acts when its output has a text, and gives how it ended. */
function viewed(command: string, args: readonly string[], when: string, act: (child: ChildProcess) => void) {
  const started = spawn(command, args, {
    cwd: root,
    env: { ...process.env, SLIPWAY_EMULATOR_ENDPOINT: aws.endpoint, NO_COLOR: "1" },
  });
  child = started;
  let output = "";
  let acted = false;
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    started.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (acted || !output.includes(when)) return;
      acted = true;
      act(started);
    });
    started.once("close", (code) => resolve({ code, output }));
  });
}

const SLIPWAY = join(root, "cli/slipway.js");
const inTerminal = (columns: number, rows: number) => [
  "--quiet",
  "--return",
  "--command",
  `stty cols ${columns} rows ${rows}; exec node ${SLIPWAY} local view`,
  "/dev/null",
];

test("without a terminal: lines, until a signal ends it with its exit code", async () => {
  const { code, output } = await viewed(process.execPath, [SLIPWAY, "local", "view"], "log hello", (view) =>
    view.kill("SIGINT"),
  );
  expect(code).toBe(130);
  expect(
    output
      .replace(/^\S+Z /gm, "")
      .split("\n")
      .sort(),
  ).toEqual(
    [
      "",
      "backend log hello",
      "backend steady, 1/1 tasks",
      "frontend log hello",
      "frontend missing, 0/0 tasks",
    ].sort(),
  );
});

test.each([
  ["q", 0],
  ["\u0003", 130],
])("in a terminal %j ends it with %d, and leaves nothing but the cursor", async (key, exit) => {
  const { code, output } = await viewed("script", inTerminal(80, 24), "LOG", (terminal) =>
    terminal.stdin?.write(key),
  );
  expect(code).toBe(exit);
  expect(output).toContain("0a1b2c3d  backend  running  healthy");
  // It ends by erasing all its lines, as one synchronised update, and showing the cursor.
  expect(output).toMatch(/\u001b\[2K\u001b\[G\u001b\[\?2026l(\u001b\[\?25h)+$/);
});

test("draws at 80 by 24 in a terminal that reports no size", async () => {
  const { code, output } = await viewed("script", inTerminal(0, 0), "LOG", (terminal) =>
    terminal.stdin?.write("q"),
  );
  expect(code).toBe(0);
  expect(output).toContain("0a1b2c3d  backend  running  healthy");
});
