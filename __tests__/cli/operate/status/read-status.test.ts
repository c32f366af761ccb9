import { readStatus } from "../../../../cli/operate/status/read-status";
import { statusText } from "../../../../cli/operate/status/text";
import { serviceEvents, eventsText } from "../../../../cli/operate/events";
import { serviceImages } from "../../../../cli/operate/images";
import { serviceTasks, tasksText } from "../../../../cli/operate/tasks";
import { namedService } from "../../../../cli/named-service";
import { resolve } from "../../../../environments/resolve";
import { FakeAws } from "../../../support/fake-aws";
import { FakeBucket } from "../../../support/fake-bucket";
import { digest, recordReleases, released } from "../../../support/releases";
import { root } from "../../../support/synth-environment";
import {
  at,
  balanced,
  clientsOf,
  definition,
  FakeAccount,
  groupArn,
  service,
  target,
  taskArn,
} from "../../deploy/watch/fake-account";

const NOW = new Date("2026-11-21T12:00:00Z");
const built = { image: "apps/backend", port: 3000, route: { path: "/*" } } as const;

let aws: FakeAws;
let account: FakeAccount;
let clients: ReturnType<typeof clientsOf>;
let bucket: FakeBucket;
const images = {
  imageDetails: [
    {
      imageDigest: digest("a"),
      imageTags: ["src-a", "git-1"],
      imageSizeInBytes: 1_048_576,
      imagePushedAt: at("09:00:00"),
    },
  ],
};
beforeAll(async () => {
  bucket = new FakeBucket();
  aws = await FakeAws.start(
    () => ({ ...account.answers(), DescribeImages: () => ({ body: images }) }),
    bucket,
  );
  clients = clientsOf(aws.endpoint);
});
afterAll(async () => {
  clients.close();
  await aws.stop();
});
beforeEach(() => {
  account = new FakeAccount();
  bucket.objects.clear();
});

const environment = () =>
  resolve(
    {
      name: "dev",
      project: "shop",
      account: "111122223333",
      region: "eu-west-1",
      emulator: { endpoint: aws.endpoint },
      services: { web: built, api: { ...built, route: { path: "/api/*" } } },
    },
    root,
  );
const status = (...names: string[]) => {
  const here = environment();
  return readStatus(
    here,
    names.map((name) => namedService(here, name)),
    clients,
  );
};

const running = (id: string, revision = "web:11", change: object = {}) => ({
  taskArn: taskArn(id),
  taskDefinitionArn: definition(revision),
  desiredStatus: "RUNNING",
  lastStatus: "RUNNING",
  healthStatus: "HEALTHY",
  availabilityZone: "eu-west-1a",
  capacityProviderName: "FARGATE",
  createdAt: at("09:00:00"),
  startedAt: at("09:00:05"),
  containers: [
    {
      name: "web",
      lastStatus: "RUNNING",
      image: "r/shop-dev-web:src-a",
      imageDigest: digest("a"),
      healthStatus: "HEALTHY",
    },
  ],
  ...change,
});
const crashed = (id: string) =>
  running(id, "web:12", {
    desiredStatus: "STOPPED",
    lastStatus: "STOPPED",
    healthStatus: "UNKNOWN",
    createdAt: at("10:00:10"),
    startedAt: at("10:00:15"),
    stoppedAt: at("10:00:20"),
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    containers: [{ name: "web", lastStatus: "STOPPED", exitCode: 7 }],
  });
const aTask = (id: string) => ({
  id,
  state: "RUNNING",
  health: "HEALTHY",
  revision: "shop-dev-web:11",
  createdAt: "2026-11-21T09:00:00.000Z",
  startedAt: "2026-11-21T09:00:05.000Z",
  zone: "eu-west-1a",
  host: "FARGATE",
  containers: [{ name: "web", state: "RUNNING", health: "HEALTHY" }],
});

/** The service web, well, as release 2. */
function well(): void {
  account.have(
    service("web", [{}], {
      ...balanced("web"),
      events: [{ createdAt: at("09:00:10"), message: "(service shop-dev-web) has reached a steady state." }],
    }),
  );
  account.tasks["shop-dev-web"] = [running("a1"), running("a2")];
  account.targets[groupArn("shop-dev-web")] = [target("10.0.0.1"), target("10.0.0.2")];
  recordReleases(bucket, environment().state.prefix, [
    { images: { web: released("shop-dev-web", "b") } },
    { images: { web: released("shop-dev-web", "a") } },
  ]);
}

test("a service that is well: the whole document, and the text", async () => {
  well();
  const found = await status("web");
  expect(JSON.parse(JSON.stringify(found))).toEqual({
    environment: "dev",
    well: true,
    services: [
      {
        service: "web",
        well: true,
        desired: 2,
        running: 2,
        pending: 0,
        deployment: { state: "steady", since: "2026-11-21T09:00:00.000Z", taskDefinition: "shop-dev-web:11" },
        tasks: [aTask("a1"), aTask("a2")],
        targets: { healthy: 2, registered: 2, unhealthy: [] },
        images: [
          {
            container: "web",
            image: "r/shop-dev-web:src-a",
            digest: digest("a"),
            tags: ["git-1", "src-a"],
            pushedAt: "2026-11-21T09:00:00.000Z",
            release: 2,
          },
        ],
        events: [{ at: "2026-11-21T09:00:10.000Z", message: "has reached a steady state." }],
        unread: [],
      },
    ],
  });
  expect(statusText(found, NOW)).toBe(
    `web: steady since 2026-11-21 09:00:00 UTC, shop-dev-web:11, 2 of 2 running
  task a1: RUNNING, HEALTHY since 2026-11-21 09:00:05 UTC, shop-dev-web:11
  task a2: RUNNING, HEALTHY since 2026-11-21 09:00:05 UTC, shop-dev-web:11
  targets: 2 of 2 healthy
  image of web: r/shop-dev-web:src-a, tags git-1 src-a, sha256:aaaaaaaaaaaa, pushed 3 hours ago,
    release 2
  event 2026-11-21 09:00:10 UTC  has reached a steady state.

service web of dev is as it should be`.replace("UTC  has", "UTC has"),
  );
});

const trouble = async () => (await status("web")).services[0]?.trouble;

test("a deployment that crashes and is rolled back: its exit code, and the lines of the task", async () => {
  account.have(
    service("web", [
      { createdAt: at("09:00:00") },
      {
        taskDefinition: definition("web:12"),
        runningCount: 0,
        rolloutState: "FAILED",
        rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
        createdAt: at("10:00:00"),
      },
    ]),
  );
  account.tasks["shop-dev-web"] = [running("a1"), running("a2"), crashed("c1")];
  expect(await trouble()).toEqual({
    problem:
      "its last deployment was given up, and shop-dev-web:11 runs again (ECS deployment circuit breaker: tasks failed to start), 2 of 2 running; task c1 stopped (EssentialContainerExited: Essential container in task exited), container web ended with exit code 7",
    next: "npx slipway logs dev web --since 1h --task c1",
  });
});

test("a task that could not pull its image: the next look is at its rights and ways", async () => {
  account.have(
    service("web", [{ rolloutState: "IN_PROGRESS", runningCount: 0, pendingCount: 1 }], { pendingCount: 1 }),
  );
  account.tasks["shop-dev-web"] = [
    running("c1", "web:11", {
      desiredStatus: "STOPPED",
      lastStatus: "STOPPED",
      createdAt: at("10:00:00"),
      startedAt: undefined,
      stoppedAt: at("10:00:01"),
      stopCode: "TaskFailedToStart",
      stoppedReason: "CannotPullContainerError: pull image manifest has been retried 7 time(s)",
      containers: [{ name: "web" }],
    }),
  ];
  expect(await trouble()).toEqual({
    problem:
      "its deployment of shop-dev-web:11 goes on, 0 of 2 running, 1 pending; task c1 stopped before it ran (TaskFailedToStart: CannotPullContainerError: pull image manifest has been retried 7 time(s))",
    next: "npx slipway check-access dev web",
  });
});

test("a service that starts: what it waits for, and to look again", async () => {
  account.have(
    service("web", [{ rolloutState: "IN_PROGRESS", runningCount: 1, pendingCount: 1 }], { pendingCount: 1 }),
  );
  account.tasks["shop-dev-web"] = [
    running("a1"),
    running("a2", "web:11", { lastStatus: "PENDING", createdAt: at("10:00:00"), startedAt: undefined }),
  ];
  expect(await trouble()).toEqual({
    problem: "its deployment of shop-dev-web:11 goes on, 1 of 2 running, 1 pending; task a2 is PENDING",
    next: "npx slipway status dev web",
  });
});

test("an unhealthy target: its reason, and the check that it fails", async () => {
  well();
  const more = {
    Reason: "Target.ResponseCodeMismatch",
    Description: "Health checks failed with these codes: [500]",
  };
  account.targets[groupArn("shop-dev-web")] = [target("10.0.0.1"), target("10.0.0.2", "unhealthy", more)];
  account.groups[groupArn("shop-dev-web")] = {
    TargetGroupName: "shop-dev-web",
    HealthCheckPath: "/health",
    HealthCheckTimeoutSeconds: 5,
    HealthCheckIntervalSeconds: 10,
    UnhealthyThresholdCount: 3,
    Matcher: { HttpCode: "200" },
  };
  const found = (await status("web")).services[0];
  expect([found?.targets, found?.trouble]).toEqual([
    {
      healthy: 1,
      registered: 2,
      unhealthy: [
        {
          target: "10.0.0.2:3000",
          state: "unhealthy",
          reason: "Target.ResponseCodeMismatch: Health checks failed with these codes: [500]",
        },
      ],
    },
    {
      problem:
        "2 of 2 running; target 10.0.0.2:3000 is unhealthy, Target.ResponseCodeMismatch: Health checks failed with these codes: [500]; the health check of shop-dev-web, HTTP /health on the port of the container, must answer 200 within 5 seconds; it is made every 10 seconds, and a task goes after 3 failures in a row",
      next: "npx slipway logs dev web --since 1h --task a1",
    },
  ]);
});

test("tasks that run, but that no load balancer knows", async () => {
  well();
  account.targets[groupArn("shop-dev-web")] = [target("10.0.0.1", "draining")];
  expect(await trouble()).toEqual({
    problem: "2 of 2 running; its load balancer has no target",
    next: "npx slipway events dev web",
  });
});

test("a container health check that fails", async () => {
  well();
  account.tasks["shop-dev-web"] = [
    running("a1"),
    running("a2", "web:11", {
      healthStatus: "UNHEALTHY",
      containers: [{ name: "web", healthStatus: "UNHEALTHY" }],
    }),
  ];
  expect(await trouble()).toEqual({
    problem: "2 of 2 running; task a2 is UNHEALTHY, the health check of container web fails",
    next: "npx slipway logs dev web --since 1h --task a2",
  });
});

test("no task, and nothing that says why: the last event", async () => {
  account.have(
    service("web", [{ runningCount: 0 }], {
      events: [{ createdAt: at("10:00:00"), message: "(service shop-dev-web) was unable to place a task." }],
    }),
  );
  expect(await trouble()).toEqual({
    problem: "0 of 2 running; ECS: was unable to place a task",
    next: "npx slipway events dev web",
  });
});

test("a service that is not there, at the end of the text", async () => {
  well();
  const found = await status("web", "api");
  expect(found.well).toBe(false);
  expect(statusText(found, NOW).split("\n\n").slice(1)).toEqual([
    "api: not there",
    "what is wrong:\n  api: ECS has no service shop-dev-api in cluster shop-dev; look: npx slipway deploy dev",
  ]);
});

test("what may not be read is said, and nothing is called well without it", async () => {
  well();
  account.refusals = {
    DescribeTargetHealth: { status: 400, body: { __type: "AccessDenied", message: "no" } },
  };
  bucket.before = () => ({ status: 403, code: "AccessDenied" });
  const found = (await status("web")).services[0];
  bucket.before = () => undefined;
  expect([found?.well, found?.unread, found?.trouble]).toEqual([
    false,
    [
      "its releases could not be read, AccessDenied: no",
      "its targets could not be read, AWS answered AccessDenied: no",
    ],
    {
      problem:
        "whether it is well is not known: its targets could not be read, AWS answered AccessDenied: no",
      next: "npx slipway status dev web",
    },
  ]);
});

test("tasks: the whole document, and the text", async () => {
  account.have(service("web"));
  account.tasks["shop-dev-web"] = [running("a1"), crashed("c1")];
  const here = environment();
  const found = await serviceTasks(here, namedService(here, "web"), clients);
  expect(JSON.parse(JSON.stringify(found))).toEqual({
    environment: "dev",
    service: "web",
    tasks: [
      {
        ...aTask("c1"),
        state: "STOPPED",
        health: "UNKNOWN",
        revision: "shop-dev-web:12",
        createdAt: "2026-11-21T10:00:10.000Z",
        startedAt: "2026-11-21T10:00:15.000Z",
        stoppedAt: "2026-11-21T10:00:20.000Z",
        stopCode: "EssentialContainerExited",
        stopReason: "Essential container in task exited",
        containers: [{ name: "web", state: "STOPPED", exitCode: 7 }],
      },
      aTask("a1"),
    ],
  });
  expect(tasksText(found)).toBe(`task c1: STOPPED, health UNKNOWN, shop-dev-web:12
  started 2026-11-21 10:00:15 UTC, in eu-west-1a, FARGATE
  stopped 2026-11-21 10:00:20 UTC
  EssentialContainerExited: Essential container in task exited
  web: exit code 7

task a1: RUNNING, health HEALTHY, shop-dev-web:11
  started 2026-11-21 09:00:05 UTC, in eu-west-1a, FARGATE`);
});

test("events: newest last, at most so many, and the deployments with their reasons", async () => {
  const events = ["third", "second", "first"].map((message, index) => ({
    createdAt: at(`10:00:0${3 - index}`),
    message: `(service shop-dev-web) ${message}`,
  }));
  account.have(service("web", [{ rolloutStateReason: "ECS deployment completed." }], { events }));
  const here = environment();
  const found = await serviceEvents(here, namedService(here, "web"), 2, clients);
  expect(JSON.parse(JSON.stringify(found))).toEqual({
    environment: "dev",
    service: "web",
    events: [
      { at: "2026-11-21T10:00:02.000Z", message: "second" },
      { at: "2026-11-21T10:00:03.000Z", message: "third" },
    ],
    deployments: [
      {
        id: "ecs-svc/11",
        state: "COMPLETED",
        taskDefinition: "shop-dev-web:11",
        createdAt: "2026-11-21T09:00:00.000Z",
        updatedAt: "2026-11-21T09:00:00.000Z",
        reason: "ECS deployment completed.",
      },
    ],
  });
  expect(eventsText(found)).toBe(`2026-11-21 10:00:02 UTC  second
2026-11-21 10:00:03 UTC  third

deployments:
  2026-11-21 09:00:00 UTC  shop-dev-web:11 COMPLETED: ECS deployment completed.`);
});

test("images: what lies there, which runs, and its releases", async () => {
  well();
  const here = environment();
  expect(await serviceImages(here, namedService(here, "web"), clients)).toEqual({
    environment: "dev",
    service: "web",
    repositories: [
      {
        image: "web",
        repository: "shop-dev-web",
        account: "111122223333",
        region: "eu-west-1",
        images: [
          {
            tags: ["git-1", "src-a"],
            digest: digest("a"),
            sizeBytes: 1_048_576,
            pushedAt: "2026-11-21T09:00:00.000Z",
            running: true,
            releases: [2],
          },
        ],
      },
    ],
  });
});

test("a service that is not deployed is refused with what to do", async () => {
  const here = environment();
  await expect(serviceTasks(here, namedService(here, "web"), clients)).rejects.toThrow(
    "service web must be in cluster shop-dev of account 111122223333 in eu-west-1, got none; deploy it with: npx slipway deploy dev web",
  );
});
