import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ECSClient } from "@aws-sdk/client-ecs";
import { runTask } from "../../../cli/task/run-task";
import { Tasks } from "../../../cli/task/tasks";
import type { TaskRequest } from "../../../environments/rules/task-request";
import { FakeAws } from "../../support/fake-aws";
import { arn, FakeEcs, request, running, stopped } from "./fake-ecs";

let aws: FakeAws;
let ecs: FakeEcs;
let said: string[];
beforeAll(async () => {
  aws = await FakeAws.start(() => ecs.answers());
});
afterAll(() => aws.stop());
beforeEach(() => {
  ecs = new FakeEcs();
  said = [];
});

/** Runs the request; the message of its failure, or nothing. */
async function run(change: Partial<TaskRequest> = {}): Promise<string | undefined> {
  const asked = { ...request, ...change };
  const options = {
    region: asked.region,
    endpoint: aws.endpoint,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const [client, logs] = [new ECSClient(options), new CloudWatchLogsClient(options)];
  try {
    await runTask(asked, {
      tasks: new Tasks(client, asked),
      logs,
      say: (line) => said.push(line),
      pollMs: 1,
    });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    client.destroy();
    logs.destroy();
  }
}

test("a task that ends well: started once, watched, its last lines shown", async () => {
  ecs.starts = [["a", running("a", { lastStatus: "PENDING" }), running("a"), stopped("a", 0)]];
  ecs.lines = ["two tables\n", "done"];
  expect(await run()).toBeUndefined();
  expect(said).toEqual([
    "task a started",
    "task a is PENDING",
    "task a is RUNNING",
    "last log lines (/ecs/slipway-dev/web, stream _once/web/a):",
    "  two tables",
    "  done",
    "task a ended well",
  ]);
  expect(ecs.ran).toEqual([
    {
      cluster: request.cluster,
      taskDefinition: request.taskDefinition,
      count: 1,
      startedBy: request.mark,
      launchType: "FARGATE",
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ["subnet-1", "subnet-2"],
          securityGroups: ["sg-1"],
          assignPublicIp: "DISABLED",
        },
      },
      clientToken: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  ]);
});

test("on instances: their capacity provider, what they must be, and their network", async () => {
  ecs.starts = [["a", stopped("a", 0)]];
  expect(await run({ network: undefined, capacityProvider: "large", memberOf: ["attribute:x == y"] })).toBe(
    undefined,
  );
  expect(ecs.ran[0]).toEqual({
    cluster: request.cluster,
    taskDefinition: request.taskDefinition,
    count: 1,
    startedBy: request.mark,
    capacityProviderStrategy: [{ capacityProvider: "large", weight: 1 }],
    placementConstraints: [{ type: "memberOf", expression: "attribute:x == y" }],
    clientToken: expect.any(String),
  });
});

test("a public address, where the tasks of the service have one", async () => {
  ecs.starts = [["a", stopped("a", 0)]];
  await run({ network: { subnets: ["subnet-1"], securityGroups: ["sg-1"], publicIp: true } });
  expect(ecs.ran[0]).toMatchObject({
    networkConfiguration: { awsvpcConfiguration: { assignPublicIp: "ENABLED" } },
  });
});

test("another exit code fails with it, with ECS's words and with the last lines", async () => {
  ecs.starts = [["a", stopped("a", 3)]];
  ecs.lines = ["no such column"];
  expect(await run()).toBe(
    [
      "its container ended with exit code 3",
      `  task ${arn("a")}`,
      "  ECS: Essential container in task exited",
      "  last log lines (/ecs/slipway-dev/web, stream _once/web/a):",
      "    no such column",
    ].join("\n"),
  );
});

test("a container that does not start fails with the reason", async () => {
  ecs.starts = [
    [
      "a",
      stopped("a", undefined, {
        stopCode: "TaskFailedToStart",
        stoppedReason: "CannotPullContainerError: no such image",
      }),
    ],
  ];
  ecs.refusals = { GetLogEvents: { status: 400, body: { __type: "ResourceNotFoundException" } } };
  expect(await run()).toBe(
    [
      "its container did not start",
      `  task ${arn("a")}`,
      "  ECS: CannotPullContainerError: no such image",
      "  no log line in /ecs/slipway-dev/web, stream _once/web/a",
    ].join("\n"),
  );
});

test("a task that somebody stopped has failed, also with exit code 0", async () => {
  ecs.starts = [["a", stopped("a", 0, { stopCode: "UserInitiated", stoppedReason: "Task stopped by user" })]];
  expect(await run()).toMatch(/^its container ended with exit code 0\n[^]*ECS: Task stopped by user\n/);
});

test("lines that may not be read do not hide the failure", async () => {
  ecs.starts = [["a", stopped("a", 1)]];
  ecs.refusals = {
    GetLogEvents: { status: 400, body: { __type: "AccessDeniedException", message: "not you" } },
  };
  expect(await run()).toMatch(
    /^its container ended with exit code 1\n[^]*its log lines could not be read, AccessDeniedException: not you$/,
  );
});

test("when its time is over, the task is stopped once, and the deployment fails", async () => {
  ecs.starts = [["a", running("a"), running("a"), running("a"), stopped("a", 0)]];
  expect(await run({ timeoutSeconds: -1 })).toMatch(
    /^its task was stopped after -1 seconds; set migrate.timeoutSeconds when it needs more\n/,
  );
  expect(ecs.stops).toEqual([
    {
      cluster: request.cluster,
      task: arn("a"),
      reason: 'migration of service "web": not at its end after -1 seconds',
    },
  ]);
});

test("one that does not stop either is named", async () => {
  ecs.starts = [["a", running("a")]];
  expect(await run({ timeoutSeconds: -1000 })).toBe(`task ${arn("a")} does not stop; see it in ECS`);
});

test("one of the same image that runs already is waited for, and none is started", async () => {
  ecs.tasks.set("a", [running("a"), running("a"), stopped("a", 0)]);
  expect(await run()).toBeUndefined();
  expect(said[0]).toBe("task a runs already, it is waited for");
  expect(ecs.ran).toEqual([]);
});

test.each([
  ["of another image", { startedBy: "migrate/other" }],
  ["with other settings", { taskDefinitionArn: request.taskDefinition.replace(":7", ":6") }],
  ["that is being stopped", { desiredStatus: "STOPPED", lastStatus: "DEPROVISIONING" }],
])("one %s has to end first", async (_, change) => {
  ecs.tasks.set("old", [running("old", change), running("old", change), stopped("old", 1)]);
  ecs.starts = [["a", stopped("a", 0)]];
  expect(await run()).toBeUndefined();
  expect(said.slice(0, 2)).toEqual(["task old of an earlier deployment has to end first", "task a started"]);
  expect(ecs.ran).toHaveLength(1);
});

test("one of another image that does not end in time is named, and left alone", async () => {
  ecs.tasks.set("old", [running("old", { startedBy: "migrate/other" })]);
  expect(await run({ timeoutSeconds: -1 })).toBe(
    `task ${arn("old")} of an earlier deployment still runs after -1 seconds; look at it, and stop it if it must not go on`,
  );
  expect([ecs.ran, ecs.stops]).toEqual([[], []]);
});

test("two at once ask for the same task", async () => {
  ecs.starts = [["a", running("a"), running("a"), running("a"), stopped("a", 0)]];
  // Neither of them sees the other one's task in the list.
  ecs.refusals = { ListTasks: { body: { taskArns: [] } } };
  expect(await Promise.all([run(), run()])).toEqual([undefined, undefined]);
  expect(new Set(ecs.ran.map(({ clientToken }) => clientToken)).size).toBe(1);
  expect([...ecs.tasks.keys()]).toEqual(["a"]);
});

test("after a failure the same request is another task, and the third one too", async () => {
  ecs.starts = [
    ["a", stopped("a", 1)],
    ["b", stopped("b", 1)],
    ["c", stopped("c", 0)],
  ];
  expect(await run()).toContain("exit code 1");
  expect(await run()).toContain("exit code 1");
  expect(await run()).toBeUndefined();
  expect(said.filter((line) => line.endsWith("started"))).toEqual([
    "task a started",
    "task b started",
    "task c started",
  ]);
});

test("a token whose task ECS has forgotten gives way to the next one", async () => {
  ecs.starts = [["forgotten"], ["b", stopped("b", 0)]];
  expect(await run()).toBeUndefined();
  expect(said.filter((line) => line.startsWith("task"))).toEqual([
    "task forgotten started",
    "task b started",
    "task b ended well",
  ]);
});

test("when the time is over meanwhile, it says so and starts no other", async () => {
  ecs.starts = [["unknown"], ["b", stopped("b", 0)]];
  expect(await run({ timeoutSeconds: -1 })).toBe(
    `ECS does not know task ${arn("unknown")}, which it said that it had started; apply again`,
  );
  expect([ecs.ran.length, ecs.stops]).toEqual([1, []]);
});

test("what ECS says when it starts no task", async () => {
  ecs.refusals = { RunTask: { body: { failures: [{ reason: "RESOURCE:MEMORY" }] } } };
  expect(await run()).toBe("ECS did not start the task: RESOURCE:MEMORY");
});
