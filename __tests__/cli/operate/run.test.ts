import type { Task } from "@aws-sdk/client-ecs";
import { runOnce, type RunRequest } from "../../../cli/operate/run";
import type { Answer } from "../../support/fake-aws";
import { definition, service, taskArn } from "../deploy/watch/fake-account";
import { DENIED, failure, Operated, target } from "./operated";

// Clients of the SDK are slow to begin with.
const NETWORK = {
  awsvpcConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: "DISABLED" },
};
const FARGATE = [{ capacityProvider: "FARGATE", weight: 1, base: 0 }];
const SECRET = "postgres://user:hunter2@db";

let operated: Operated;
let lines: string[];
/** What DescribeTasks answers, one after the other; the last one again and again. */
let states: (Partial<Task> | Answer)[];
beforeEach(async () => {
  operated = new Operated();
  await operated.start();
  lines = [];
  states = [stopped(0)];
  operated.account.have(
    service("web", [{}], {
      networkConfiguration: NETWORK,
      capacityProviderStrategy: FARGATE,
      platformVersion: "1.4.0",
    }),
  );
  define([container("web")]);
  operated.answers = {
    RunTask: () => ({ body: { tasks: [{ taskArn: taskArn("a") }] } }),
    StopTask: () => {
      states = [stopped(143, { stopCode: "UserInitiated" })];
      return { body: {} };
    },
    DescribeTasks: () => {
      const state = states.length > 1 ? states.shift() : states[0];
      return state !== undefined && "status" in state
        ? state
        : { body: { tasks: state === undefined ? [] : [state] } };
    },
  };
});
afterEach(() => operated.stop());

const container = (name: string, more: object = {}) => ({
  name,
  essential: true,
  logConfiguration: {
    logDriver: "awslogs",
    options: { "awslogs-group": "/ecs/shop-dev/web", "awslogs-stream-prefix": "ecs" },
  },
  ...more,
});
const define = (containers: readonly object[]) => {
  operated.account.definitions[definition("web:11")] = { containerDefinitions: containers };
};

const running = (change: Partial<Task> = {}): Partial<Task> => ({
  taskArn: taskArn("a"),
  lastStatus: "RUNNING",
  desiredStatus: "RUNNING",
  taskDefinitionArn: definition("web:11"),
  containers: [{ name: "web" }],
  ...change,
});
function stopped(exitCode: number | undefined, change: Partial<Task> = {}): Partial<Task> {
  return running({
    lastStatus: "STOPPED",
    desiredStatus: "STOPPED",
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    containers: [{ name: "web", ...(exitCode !== undefined && { exitCode }) }],
    ...change,
  });
}

const go = (change: Partial<RunRequest> = {}) =>
  runOnce(
    {
      target: target(),
      command: ["node", "migrate.js", SECRET],
      yes: false,
      print: (line) => lines.push(line),
      ...change,
    },
    operated.progress,
    5,
  );

test("a task as the service starts its own, with another command; its lines are shown as they come", async () => {
  states = [running({ lastStatus: "PENDING" }), running(), stopped(3)];
  operated.account.lines["ecs/web/a"] = ["column orders.total is missing\n"];
  const shown = lines;
  // The end of a stream gives the token that it was asked with.
  operated.answers = {
    ...operated.answers,
    GetLogEvents: (input) => {
      const { nextToken } = input as { nextToken?: string };
      const events = nextToken === undefined ? [{ message: "two tables\n" }, { message: "done" }] : [];
      return { body: { events, nextForwardToken: "f/2" } };
    },
  };
  expect(await go()).toEqual({
    task: taskArn("a"),
    taskDefinition: "shop-dev-web:11",
    container: "web",
    exitCode: 3,
  });
  expect(shown).toEqual(["two tables", "done"]);
  expect(operated.said).toEqual([
    "run: task a of shop-dev-web:11 was started, container web",
    "run: task a is PENDING",
    "run: task a is RUNNING",
  ]);
  expect(operated.asked.RunTask).toEqual([
    {
      cluster: "shop-dev",
      taskDefinition: definition("web:11"),
      count: 1,
      clientToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
      startedBy: "slipway-run",
      capacityProviderStrategy: FARGATE,
      platformVersion: "1.4.0",
      networkConfiguration: NETWORK,
      overrides: { containerOverrides: [{ name: "web", command: ["node", "migrate.js", SECRET] }] },
    },
  ]);
  expect(operated.said.join("\n")).not.toContain("hunter2");
});

test("on instances: launch type, placement and volumes of the service; another size", async () => {
  const ebs = { roleArn: "arn:aws:iam::111122223333:role/ebs", sizeInGiB: 20 };
  operated.account.have(
    service("web", [{ volumeConfigurations: [{ name: "data", managedEBSVolume: ebs }] } as object], {
      launchType: "EC2",
      placementConstraints: [{ type: "memberOf", expression: "attribute:x == y" }],
    }),
  );
  await go({
    target: target({ runsOn: { group: "large", daemon: false } as never }),
    cpu: 4096,
    memoryMiB: 100,
  });
  expect(operated.asked.RunTask).toEqual([
    {
      cluster: "shop-dev",
      taskDefinition: definition("web:11"),
      count: 1,
      clientToken: expect.any(String),
      startedBy: "slipway-run",
      launchType: "EC2",
      placementConstraints: [{ type: "memberOf", expression: "attribute:x == y" }],
      volumeConfigurations: [
        { name: "data", managedEBSVolume: { ...ebs, terminationPolicy: { deleteOnTermination: true } } },
      ],
      overrides: {
        containerOverrides: [{ name: "web", command: ["node", "migrate.js", SECRET] }],
        cpu: "4096",
        memory: "100",
      },
    },
  ]);
});

test.each([
  [{ memoryMiB: 100 }, "the size.memoryMiB must be one of 512, 1024, 2048 for 256 CPU units, got 100"],
  [{ cpu: 300 }, "the size.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384 CPU units, got 300"],
])("a size that Fargate does not have: %j", async (size, problem) => {
  expect(
    await failure(
      Promise.resolve().then(() => go({ target: target({ cpu: 256, memoryMiB: 512 }), ...size })),
    ),
  ).toBe(`the command is not valid:\n  - ${problem}`);
  expect(operated.called).toEqual([]);
});

test("another container; one that is not there is answered with the known ones", async () => {
  define([container("web"), container("proxy")]);
  states = [stopped(0, { containers: [{ name: "proxy", exitCode: 4 }] })];
  expect(await go({ container: "proxy" })).toMatchObject({ container: "proxy", exitCode: 4 });
  expect(await failure(go({ container: "prox" }))).toBe(
    'the command is not valid:\n  - container must be one of web, proxy, got "prox"; did you mean "proxy"?',
  );
});

test("a container that the task can be without: when its command has ended, the task is stopped", async () => {
  define([container("web", { essential: false }), container("proxy")]);
  const containers = [{ name: "web", exitCode: 0 }, { name: "proxy" }];
  states = [running(), running({ containers })];
  operated.answers = {
    ...operated.answers,
    StopTask: () => {
      states = [stopped(0, { stopCode: "UserInitiated", containers })];
      return { body: {} };
    },
  };
  expect(await go()).toMatchObject({ exitCode: 0 });
  expect(operated.asked.StopTask).toEqual([
    { cluster: "shop-dev", task: taskArn("a"), reason: "the command of slipway run has ended" },
  ]);
});

test("one that never starts fails, with ECS's reason and what it wants", async () => {
  const reason = "CannotPullContainerError: pull image manifest has been retried 5 times";
  states = [
    stopped(undefined, {
      stopCode: "TaskFailedToStart",
      stoppedReason: reason,
      containers: [{ name: "web", image: "r/shop-dev-web:src-1" }],
    }),
  ];
  const said = await failure(go());
  expect(said.split("\n").slice(0, 2)).toEqual([
    "the command did not start, or ECS does not know how it ended:",
    expect.stringMatching(/^ {2}task a of shop-dev-web:11 stopped before it ran at .*, TaskFailedToStart:$/),
  ]);
  expect(said.replace(/\s+/g, " ")).toContain(reason);
  expect(said).toContain("container web wants the image r/shop-dev-web:src-1");
});

test("one that somebody stopped is no success, whatever its exit code", async () => {
  states = [stopped(0, { stopCode: "SpotInterruption", stoppedReason: "Your Spot Task was interrupted." })];
  expect(await failure(go())).toMatch(
    /^the command was stopped before its end:\n {2}task a .* SpotInterruption: Your Spot Task\s+was interrupted\.\n/,
  );
});

test("an exit code that a shell has no room for is not 0", async () => {
  states = [stopped(256)];
  expect(await go()).toMatchObject({ exitCode: 1 });
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s stops the task, and waits until it has stopped",
  async (signal) => {
    states = [running()];
    const wait = failure(go());
    while (!operated.said.includes("run: task a is RUNNING"))
      await new Promise((resolve) => setTimeout(resolve, 5));
    process.emit(signal, signal);
    expect(await wait).toBe(`the command was stopped by ${signal}; task a has ended`);
    expect(operated.asked.StopTask).toEqual([
      { cluster: "shop-dev", task: taskArn("a"), reason: `slipway run was stopped by ${signal}` },
    ]);
  },
);

test("a task that may not be stopped goes on, and that is said", async () => {
  states = [running()];
  operated.answers = { ...operated.answers, StopTask: () => DENIED };
  const wait = failure(go());
  while (!operated.said.includes("run: task a is RUNNING"))
    await new Promise((resolve) => setTimeout(resolve, 5));
  process.emit("SIGINT", "SIGINT");
  expect(await wait).toBe(
    `task ${taskArn("a")} was not stopped, AWS answered AccessDeniedException: no identity-based policy allows it; it goes on in ECS`,
  );
});

test("a moment without an answer ends nothing", async () => {
  const away = { status: 400, body: { __type: "ThrottlingException", message: "slow down" } };
  states = [running(), away, away, stopped(0)];
  expect(await go()).toMatchObject({ exitCode: 0 });
});

test("a task that can not be looked at any longer goes on, and that is said", async () => {
  states = [running(), DENIED];
  expect(await failure(go())).toBe(
    `task ${taskArn("a")} was not followed to its end, AWS answered AccessDeniedException: no identity-based policy allows it; it goes on in ECS`,
  );
});

test("lines that may not be read are no reason to fail", async () => {
  operated.account.refusals = { GetLogEvents: DENIED };
  states = [running(), stopped(0)];
  expect(await go()).toMatchObject({ exitCode: 0 });
  expect(operated.said).toContain(
    "run: its lines could not be read, AWS answered AccessDeniedException: no identity-based policy allows it",
  );
});

test("lines that go elsewhere are not waited for", async () => {
  define([container("web", { logConfiguration: { logDriver: "awsfirelens" } })]);
  await go();
  expect(operated.said).toContain("run: its lines do not go to CloudWatch directly: none are shown here");
  expect(operated.called).not.toContain("GetLogEvents");
});

test("what ECS does not start", async () => {
  operated.answers = {
    ...operated.answers,
    RunTask: () => ({ body: { failures: [{ reason: "RESOURCE:MEMORY", detail: "no instance" }] } }),
  };
  expect(await failure(go())).toBe("ECS did not start the task: RESOURCE:MEMORY, no instance");
});

test("a right that is missing is told in AWS's words", async () => {
  operated.answers = { ...operated.answers, RunTask: () => DENIED };
  expect(await failure(go())).toBe(
    "AWS request failed: reading ECS (environment dev, account 000000000000, us-east-1)\n  AWS answered AccessDeniedException: no identity-based policy allows it\n  docs/operations.md lists the rights that each command needs",
  );
});

test("a protected environment is changed by --yes only, and the command is not repeated", async () => {
  const production = target({}, { protected: true });
  expect(await failure(go({ target: production }))).toBe(
    "Cannot prompt: stdin is not a terminal. Nothing was changed. Run without a prompt: npx slipway run dev web --yes -- ...",
  );
  expect(operated.called).not.toContain("RunTask");
  expect(await go({ target: production, yes: true })).toMatchObject({ exitCode: 0 });
});
