import { explainFailure } from "../../../../../cli/deploy/watch";
import { FakeAws } from "../../../../support/fake-aws";
import {
  at,
  balanced,
  clientsOf,
  definition,
  FakeAccount,
  groupArn,
  running,
  service,
  target,
  taskArn,
} from "../fake-account";

let aws: FakeAws;
let account: FakeAccount;
beforeAll(async () => {
  aws = await FakeAws.start(() => account.answers());
});
afterAll(() => aws.stop());
beforeEach(() => {
  account = new FakeAccount();
});

async function explained(...names: readonly string[]): Promise<string[]> {
  const clients = clientsOf(aws.endpoint);
  try {
    return await explainFailure(names.map(running), new Date("2026-11-21T10:00:00Z"), clients, 1);
  } finally {
    clients.close();
  }
}

const logged = (name: string, more: object = {}) => ({
  name,
  essential: true,
  logConfiguration: {
    logDriver: "awslogs",
    options: { "awslogs-group": "/ecs/shop-dev/web", "awslogs-stream-prefix": name },
  },
  ...more,
});

const stopped = (id: string, time: string, more: object = {}) => ({
  taskArn: taskArn(id),
  taskDefinitionArn: definition("web:12"),
  desiredStatus: "STOPPED",
  lastStatus: "STOPPED",
  startedAt: at("10:01:00"),
  stoppedAt: at(time),
  stopCode: "EssentialContainerExited",
  stoppedReason: "Essential container in task exited",
  containers: [{ name: "web", image: "shop/web@sha256:1", exitCode: 1 }],
  ...more,
});

/** Revision 12 was given up, and revision 11 runs again. */
function rolledBack(
  name: string,
  reason = "ECS deployment circuit breaker: tasks failed to start.",
  more = {},
) {
  account.services[`shop-dev-${name}`] = service(name, [{}], more);
  account.deployments[`shop-dev-${name}`] = [
    {
      serviceDeploymentArn: `sd/${name}`,
      status: "ROLLBACK_SUCCESSFUL",
      createdAt: at("10:00:30"),
      finishedAt: at("10:05:00"),
      statusReason: reason,
    },
  ];
}

test("a crash at the start: exit codes, the last lines of the container that failed, and events", async () => {
  rolledBack("web", undefined, {
    events: [
      { createdAt: at("10:05:00"), message: "(service shop-dev-web) rolled back." },
      { createdAt: at("10:05:00"), message: "(service shop-dev-web) deployment failed." },
      { createdAt: at("08:00:00"), message: "(service shop-dev-web) has reached a steady state." },
    ],
  });
  account.tasks["shop-dev-web"] = [
    stopped("a", "10:02:00"),
    stopped("d", "10:04:00", {
      containers: [
        { name: "proxy", exitCode: 0 },
        { name: "web", exitCode: 137, reason: "OutOfMemoryError: container killed due to memory usage" },
      ],
    }),
    stopped("b", "10:03:00"),
    stopped("c", "10:03:30"),
    stopped("before", "09:30:00"),
    stopped("place", "10:04:30", {
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: "Scaling activity initiated by (deployment ecs-svc/11)",
    }),
    stopped("wanted", "10:04:40", { stopCode: "UserInitiated", stoppedReason: "Task stopped by user" }),
  ];
  account.definitions[definition("web:12")] = {
    containerDefinitions: [logged("proxy"), logged("web")],
  };
  account.lines["web/web/d"] = ["migrating\n", "\u001b[31mError: no table\u001b[0m\n"];
  expect(await explained("web")).toEqual([
    "service web: rolled back, 2 running of 2",
    "  ECS: ECS deployment circuit breaker: tasks failed to start.",
    "  task d of shop-dev-web:12 stopped at 10:04:00 UTC, EssentialContainerExited: Essential container",
    "    in task exited",
    "    container proxy: exit code 0",
    "    container web: exit code 137, OutOfMemoryError: container killed due to memory usage",
    "  task c of shop-dev-web:12 stopped at 10:03:30 UTC, EssentialContainerExited: Essential container",
    "    in task exited",
    "    container web: exit code 1",
    "  task b of shop-dev-web:12 stopped at 10:03:00 UTC in the same way",
    "  last log lines (/ecs/shop-dev/web, stream web/web/d):",
    "    migrating",
    "    Error: no table",
    "  last events:",
    "    10:05:00 UTC deployment failed.",
    "    10:05:00 UTC rolled back.",
  ]);
});

test("never healthy: the targets, and what the load balancer asks them; no more than the last ten events", async () => {
  account.have(
    service("web", [{ rolloutState: "IN_PROGRESS", failedTasks: 1 }], {
      ...balanced("web"),
      events: Array.from({ length: 12 }, (_, index) => ({
        createdAt: at("10:05:00") - index,
        message: `event ${index}`,
      })),
    }),
  );
  account.targets[groupArn("shop-dev-web")] = [
    target("10.0.0.1"),
    target("10.0.0.2", "unhealthy", {
      Reason: "Target.ResponseCodeMismatch",
      Description: "Health checks failed with these codes: [500]",
    }),
  ];
  account.groups[groupArn("shop-dev-web")] = {
    TargetGroupName: "shop-dev-web",
    HealthCheckProtocol: "HTTP",
    HealthCheckPath: "/health",
    HealthCheckPort: "traffic-port",
    HealthCheckTimeoutSeconds: 5,
    HealthCheckIntervalSeconds: 15,
    UnhealthyThresholdCount: 3,
    Matcher: { HttpCode: "200-299" },
  };
  account.tasks["shop-dev-web"] = [
    { ...stopped("a", "10:02:00"), desiredStatus: "RUNNING", lastStatus: "RUNNING", stoppedAt: undefined },
  ];
  account.definitions[definition("web:12")] = { containerDefinitions: [logged("web")] };
  account.lines["web/web/a"] = ["no database"];
  expect(await explained("web")).toEqual([
    "service web: rolling out, 2 running of 2, 1 failed",
    "  target 10.0.0.2:3000 is unhealthy, Target.ResponseCodeMismatch: Health checks failed with these",
    "    codes: [500]",
    "  the health check of shop-dev-web, HTTP /health on the port of the container, must answer 200-299",
    "    within 5 seconds; it is made every 15 seconds, and a task goes after 3 failures in a row",
    "  last log lines (/ecs/shop-dev/web, stream web/web/a):",
    "    no database",
    "  last events:",
    ...Array.from({ length: 10 }, (_, index) => `    10:04:5${index + 1} UTC event ${9 - index}`).map(
      (line) => line.replace("10:04:510", "10:05:00"),
    ),
  ]);
});

test("a task that the load balancer gave up: its check is shown when its target is gone too", async () => {
  rolledBack("web", undefined, balanced("web"));
  account.groups[groupArn("shop-dev-web")] = {
    TargetGroupName: "shop-dev-web",
    HealthCheckProtocol: "TCP",
    HealthCheckPort: "9000",
    HealthCheckTimeoutSeconds: 5,
    HealthCheckIntervalSeconds: 15,
    UnhealthyThresholdCount: 3,
  };
  account.tasks["shop-dev-web"] = [
    stopped("a", "10:02:00", {
      stopCode: "ServiceSchedulerInitiated",
      stoppedReason: "Task failed ELB health checks in (target-group x)",
      containers: [{ name: "web", healthStatus: "UNHEALTHY" }],
    }),
  ];
  expect((await explained("web")).slice(2)).toEqual([
    "  task a of shop-dev-web:12 stopped at 10:02:00 UTC, ServiceSchedulerInitiated: Task failed ELB",
    "    health checks in (target-group x)",
    "    container web: its health check failed",
    "  the health check of shop-dev-web, TCP on port 9000, must accept the connection within 5 seconds;",
    "    it is made every 15 seconds, and a task goes after 3 failures in a row",
  ]);
});

test("an image that can not be pulled, and a secret that can not be read, in two services at once", async () => {
  rolledBack("web");
  rolledBack("api");
  const failed = { startedAt: undefined, stopCode: "TaskFailedToStart" };
  account.tasks["shop-dev-web"] = [
    stopped("a", "10:02:00", {
      ...failed,
      stoppedReason: "CannotPullContainerError: shop/proxy:v2: not found",
      containers: [
        { name: "web", image: "shop/web@sha256:1" },
        { name: "proxy", image: "shop/proxy:v2" },
      ],
    }),
  ];
  account.tasks["shop-dev-api"] = [
    stopped("b", "10:02:00", {
      ...failed,
      taskDefinitionArn: definition("api:12"),
      stoppedReason: "ResourceInitializationError: unable to pull secrets: no value for arn:x:stripe",
      containers: [{ name: "api", image: "shop/api@sha256:1" }],
    }),
  ];
  account.definitions[definition("api:12")] = {
    containerDefinitions: [
      logged("api", {
        environment: [{ name: "PASSWORD", value: "in the clear" }],
        secrets: [
          { name: "STRIPE_KEY", valueFrom: "arn:x:stripe" },
          { name: "OTHER", valueFrom: "arn:x:other" },
        ],
      }),
    ],
  };
  expect(await explained("web", "api")).toEqual([
    "service web: rolled back, 2 running of 2",
    "  ECS: ECS deployment circuit breaker: tasks failed to start.",
    "  task a of shop-dev-web:12 stopped before it ran at 10:02:00 UTC, TaskFailedToStart:",
    "    CannotPullContainerError: shop/proxy:v2: not found",
    "    container proxy wants the image shop/proxy:v2",
    "    the image must be in its repository, for the processor of the task, and the execution role must",
    "      be allowed to read it; the subnets of the task must reach the registry",
    "service api: rolled back, 2 running of 2",
    "  ECS: ECS deployment circuit breaker: tasks failed to start.",
    "  task b of shop-dev-api:12 stopped before it ran at 10:02:00 UTC, TaskFailedToStart:",
    "    ResourceInitializationError: unable to pull secrets: no value for arn:x:stripe",
    "    container api takes STRIPE_KEY from arn:x:stripe",
    "    each of them must exist and have a value under its key, and the execution role must be allowed",
    "      to read it; the subnets of the task must reach the service that keeps it",
  ]);
});

test("a task that a rollback took away before it ran names its image", async () => {
  rolledBack("web", "the image digest could not be resolved");
  account.tasks["shop-dev-web"] = [
    stopped("a", "10:02:00", {
      startedAt: undefined,
      stopCode: "UserInitiated",
      stoppedReason: "Deployment completed",
      containers: [{ name: "web", image: "shop/web:missing", exitCode: 0 }],
    }),
  ];
  expect(await explained("web")).toContain("    container web wants the image shop/web:missing");
});

test("tasks that wait, and one whose container is unhealthy", async () => {
  account.have(service("web", [{ rolloutState: "IN_PROGRESS", pendingCount: 1, runningCount: 1 }]));
  const live = {
    desiredStatus: "RUNNING",
    stoppedAt: undefined,
    stopCode: undefined,
    stoppedReason: undefined,
  };
  account.tasks["shop-dev-web"] = [
    stopped("a", "10:02:00", {
      ...live,
      lastStatus: "PENDING",
      startedAt: undefined,
      createdAt: at("10:01:30"),
      containers: [],
    }),
    stopped("b", "10:02:00", {
      ...live,
      lastStatus: "RUNNING",
      healthStatus: "UNHEALTHY",
      containers: [{ name: "web", healthStatus: "UNHEALTHY" }],
    }),
  ];
  expect(await explained("web")).toEqual([
    "service web: rolling out, 1 pending, 1 running of 2",
    "  task a of shop-dev-web:12 is PENDING since 10:01:30 UTC",
    "  task b of shop-dev-web:12 is RUNNING and UNHEALTHY since 10:01:00 UTC",
    "    container web: its health check failed",
  ]);
});

test("a service that is well, one that failed long ago, and one that is not there are left out", async () => {
  account.have(
    service("web"),
    service("api", [{ rolloutState: "FAILED", rolloutStateReason: "tasks failed to start" }]),
  );
  account.deployments["shop-dev-web"] = [
    {
      serviceDeploymentArn: "sd/web",
      status: "STOPPED",
      createdAt: at("08:00:00"),
      finishedAt: at("09:59:00"),
    },
  ];
  expect(await explained("web", "api", "admin")).toEqual([]);
});

test("a failure without a way back, and a service with too few tasks", async () => {
  const reason = "tasks failed to start";
  account.have(
    service("web", [
      { rolloutState: "FAILED", rolloutStateReason: reason, runningCount: 0, updatedAt: at("10:05:00") },
    ]),
    service("api", [{ runningCount: 1 }]),
  );
  expect(await explained("web", "api")).toEqual([
    "service web: failed, 0 running of 2",
    "  ECS: tasks failed to start",
    "service api: steady, 1 running of 2",
  ]);
});

test("what may not be read hides nothing else", async () => {
  rolledBack("web", undefined, balanced("web"));
  account.tasks["shop-dev-web"] = [stopped("a", "10:02:00")];
  account.definitions[definition("web:12")] = { containerDefinitions: [logged("web")] };
  const refused = { status: 400, body: { __type: "AccessDeniedException", message: "not you" } };
  account.refusals = { DescribeTargetHealth: refused, GetLogEvents: refused };
  expect((await explained("web")).slice(2)).toEqual([
    "  task a of shop-dev-web:12 stopped at 10:02:00 UTC, EssentialContainerExited: Essential container",
    "    in task exited",
    "    container web: exit code 1",
    "  its log lines could not be read, AccessDeniedException: not you",
    "  its targets could not be read, AWS answered AccessDeniedException: not you",
  ]);
  account.refusals = { DescribeServices: refused };
  expect(await explained("web")).toEqual([
    "the services could not be read, AWS answered AccessDeniedException: not you",
  ]);
});

test("the lines of a container that ended by itself, not of one that was told to end with it", async () => {
  rolledBack("web");
  account.tasks["shop-dev-web"] = [
    stopped("a", "10:02:00", {
      containers: [
        { name: "proxy", exitCode: 143 },
        { name: "setup", exitCode: 3 },
      ],
    }),
  ];
  account.definitions[definition("web:12")] = {
    containerDefinitions: [logged("proxy"), logged("setup", { essential: false })],
  };
  account.lines["setup/setup/a"] = ["no table"];
  expect((await explained("web")).slice(-2)).toEqual([
    "  last log lines (/ecs/shop-dev/web, stream setup/setup/a):",
    "    no table",
  ]);
});

test("lines that go elsewhere are not looked for", async () => {
  rolledBack("web");
  account.tasks["shop-dev-web"] = [stopped("a", "10:02:00")];
  account.definitions[definition("web:12")] = {
    containerDefinitions: [logged("web", { logConfiguration: { logDriver: "awsfirelens", options: {} } })],
  };
  const before = aws.called.filter((each) => each === "GetLogEvents").length;
  expect((await explained("web")).at(-1)).toBe("    container web: exit code 1");
  expect(aws.called.filter((each) => each === "GetLogEvents")).toHaveLength(before);
});
