import { Look } from "../../../../cli/deploy/watch/look";
import { FakeAws } from "../../../support/fake-aws";
import {
  balanced,
  clientsOf,
  definition,
  FakeAccount,
  groupArn,
  running,
  service,
  target,
  type FakeDeployment,
} from "./fake-account";

let aws: FakeAws;
let account: FakeAccount;
beforeAll(async () => {
  aws = await FakeAws.start(() => account.answers());
});
afterAll(() => aws.stop());
beforeEach(() => {
  account = new FakeAccount();
});

const NEW: Partial<FakeDeployment> = {
  id: "ecs-svc/12",
  taskDefinition: definition("web:12"),
  rolloutState: "IN_PROGRESS",
  runningCount: 0,
};
const OLD: Partial<FakeDeployment> = { id: "ecs-svc/11" };
const REASON = "ECS deployment circuit breaker: tasks failed to start.";

/** What is said when one state of the account after the other is looked at, each of them twice. */
async function watched(names: readonly string[], ...states: readonly (() => void)[]): Promise<string[]> {
  const clients = clientsOf(aws.endpoint);
  const lines: string[] = [];
  const look = new Look(names.map(running), clients, (line) => lines.push(line));
  for (const state of states) {
    state();
    await look.again();
    // What is the same is not said again.
    await look.again();
  }
  clients.close();
  return lines;
}

test("a line whenever the numbers of a service change, until it is steady", async () => {
  const lines = await watched(
    ["web"],
    () => account.have(service("web")),
    () => account.have(service("web", [{ ...NEW, pendingCount: 2 }, OLD])),
    () => account.have(service("web", [{ ...NEW, pendingCount: 1, runningCount: 1 }, OLD])),
    () => account.have(service("web", [{ ...NEW, runningCount: 2, rolloutState: "COMPLETED" }])),
  );
  expect(lines).toEqual([
    "web: rolling out, 2 pending, 0 running of 2, 2 of another revision",
    "web: rolling out, 1 pending, 1 running of 2, 2 of another revision",
    "web: steady, 2 running of 2",
  ]);
});

test("a deployment that begins and ends between two looks is said by its end", async () => {
  const lines = await watched(
    ["web"],
    () =>
      account.have(
        service("web", [{ ...OLD, status: "PRIMARY", runningCount: 2, rolloutState: "COMPLETED" }]),
      ),
    () => account.have(service("web", [{ ...NEW, runningCount: 2, rolloutState: "COMPLETED" }])),
  );
  expect(lines).toEqual(["web: steady, 2 running of 2"]);
});

test("healthy targets of all groups count; those on their way out, and those that nothing checks, do not", async () => {
  const shifting = {
    loadBalancers: [
      {
        targetGroupArn: groupArn("shop-dev-web"),
        advancedConfiguration: { alternateTargetGroupArn: groupArn("shop-dev-web-alt") },
      },
    ],
  };
  account.targets = {
    [groupArn("shop-dev-web")]: [target("10.0.0.1"), target("10.0.0.2", "draining")],
    [groupArn("shop-dev-web-alt")]: [target("10.0.0.3", "initial"), target("10.0.0.4", "unused")],
  };
  const lines = await watched(
    ["web"],
    () => account.have(service("web", [{ ...NEW, runningCount: 2 }], shifting)),
    () => (account.targets = {}),
  );
  expect(lines).toEqual([
    "web: rolling out, 2 running of 2, 1 of 2 healthy",
    "web: rolling out, 2 running of 2, no target yet",
  ]);
});

test("a first deployment: nothing is said before there is a cluster and a service", async () => {
  const lines = await watched(
    ["web"],
    () => {
      account.refusals = {
        DescribeServices: { status: 400, body: { __type: "ClusterNotFoundException", message: "none" } },
      };
    },
    () => (account.refusals = {}),
    () => account.have(service("web", [NEW])),
    () => account.have(service("web", [{ ...NEW, runningCount: 2, rolloutState: "COMPLETED" }])),
  );
  expect(lines).toEqual(["web: rolling out, 0 running of 2", "web: steady, 2 running of 2"]);
});

test("a rollback is said with its reason as soon as it is seen, and once", async () => {
  const failed = {
    ...NEW,
    status: "ACTIVE",
    desiredCount: 0,
    rolloutState: "FAILED",
    rolloutStateReason: REASON,
    createdAt: Date.now() / 1000,
  } as const;
  const lines = await watched(
    ["web"],
    () => account.have(service("web")),
    () => account.have(service("web", [{ ...NEW, failedTasks: 2 }, OLD])),
    () => account.have(service("web", [{ ...OLD, rolloutState: "IN_PROGRESS" }, failed])),
    () => account.have(service("web")),
  );
  expect(lines).toEqual([
    "web: rolling out, 0 running of 2, 2 of another revision, 2 failed",
    `web: ECS goes back to shop-dev-web:11, ${REASON}`,
    "web: rolling back, 2 running of 2",
    "web: rolled back, 2 running of 2",
  ]);
});

test("a deployment that ECS gave up and forgot between two looks is a rollback too", async () => {
  const lines = await watched(
    ["web"],
    () => account.have(service("web")),
    () => account.have(service("web", [NEW, OLD])),
    () => account.have(service("web", [{ ...OLD, rolloutStateReason: "ECS deployment completed." }])),
  );
  expect(lines.slice(1)).toEqual([
    "web: ECS goes back to shop-dev-web:11, ECS deployment completed.",
    "web: rolled back, 2 running of 2",
  ]);
});

test("a failure without a way back", async () => {
  const lines = await watched(
    ["web"],
    () => account.have(service("web", [NEW])),
    () => account.have(service("web", [{ ...NEW, rolloutState: "FAILED", rolloutStateReason: REASON }])),
  );
  expect(lines.slice(1)).toEqual([`web: the deployment failed, ${REASON}`, "web: failed, 0 running of 2"]);
});

test("of a service that moves requests, the stage of its deployment, and its rollback", async () => {
  const shifts = { deploymentConfiguration: { strategy: "BLUE_GREEN" } };
  const at = (status: string, more: object) =>
    (account.deployments = {
      "shop-dev-web": [{ serviceDeploymentArn: "sd/12", createdAt: 12, status, ...more }],
    });
  const lines = await watched(
    ["web"],
    () => account.have(service("web", [{}], shifts)),
    () => {
      account.have(service("web", [{ ...NEW, runningCount: 2 }, OLD], shifts));
      at("IN_PROGRESS", { lifecycleStage: "BAKE_TIME" });
    },
    () => at("ROLLBACK_IN_PROGRESS", { statusReason: "alarm shop-dev-web-errors fired" }),
  );
  expect(lines).toEqual([
    "web: rolling out (bake time), 2 running of 2, 2 of another revision",
    "web: ECS goes back, alarm shop-dev-web-errors fired",
    "web: rolling back, 2 running of 2, 2 of another revision",
  ]);
});

test("a rollback before the watch is no news either, as long as ECS does not list the next deployment", async () => {
  const shifts = { deploymentConfiguration: { strategy: "CANARY" } };
  account.deployments = {
    "shop-dev-web": [{ serviceDeploymentArn: "sd/11", createdAt: 11, status: "ROLLBACK_SUCCESSFUL" }],
  };
  const lines = await watched(
    ["web"],
    () => account.have(service("web", [{}], shifts)),
    () => account.have(service("web", [NEW, OLD], shifts)),
  );
  expect(lines).toEqual(["web: rolling out, 0 running of 2, 2 of another revision"]);
});

test("what failed before the watch began is no news", async () => {
  const before = service("web", [{ rolloutState: "FAILED", rolloutStateReason: REASON }]);
  expect(await watched(["web"], () => account.have(before))).toEqual([]);
});

test("a service that scales, and one whose target is lost, are said as well", async () => {
  account.targets = { [groupArn("shop-dev-web")]: [target("10.0.0.1"), target("10.0.0.2")] };
  const lines = await watched(
    ["web"],
    () => account.have(service("web", [{}], balanced("web"))),
    () => {
      account.have(service("web", [{ desiredCount: 3, pendingCount: 1 }], balanced("web")));
      account.targets = { [groupArn("shop-dev-web")]: [target("10.0.0.1"), target("10.0.0.2", "unhealthy")] };
    },
  );
  expect(lines).toEqual(["web: steady, 1 pending, 2 running of 3, 1 of 2 healthy"]);
});

test("a look that fails is said once, and the next one goes on; other parts of it stay", async () => {
  const refused = { status: 400, body: { __type: "ThrottlingException", message: "slow down" } };
  account.targets = { [groupArn("shop-dev-web")]: [target("10.0.0.1")] };
  const lines = await watched(
    ["web"],
    () => (account.refusals = { DescribeServices: refused }),
    () => {
      account.refusals = { DescribeTargetHealth: { ...refused, status: 400 } };
      account.have(service("web", [NEW], balanced("web")));
    },
    () => (account.refusals = { DescribeServices: refused }),
    () => (account.refusals = {}),
  );
  expect(lines).toEqual([
    "the services could not be looked at, AWS answered ThrottlingException: slow down; the deployment goes on",
    "targets of web could not be looked at, AWS answered ThrottlingException: slow down; the deployment goes on",
    "web: rolling out, 0 running of 2",
    "web: rolling out, 0 running of 2, 1 of 1 healthy",
  ]);
});

test("many services are asked for ten at a time, and their lines stand in their order", async () => {
  const names = Array.from({ length: 12 }, (_, index) => `s${index}`);
  const lines = await watched(names, () => account.have(...names.map((name) => service(name, [NEW]))));
  expect(account.described.slice(0, 2).map(({ length }) => length)).toEqual([10, 2]);
  expect(lines.map((line) => line.split(":")[0])).toEqual(names);
});
