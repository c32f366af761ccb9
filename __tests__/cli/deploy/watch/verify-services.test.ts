import { verifyServices } from "../../../../cli/deploy/watch";
import { FakeAws } from "../../../support/fake-aws";
import { at, clientsOf, definition, FakeAccount, running, service } from "./fake-account";

let aws: FakeAws;
let account: FakeAccount;
beforeAll(async () => {
  aws = await FakeAws.start(() => account.answers());
});
afterAll(() => aws.stop());
beforeEach(() => {
  account = new FakeAccount();
});

async function verified(...names: readonly string[]): Promise<string[]> {
  const clients = clientsOf(aws.endpoint);
  const services = names.map((name) => ({ ...running(name), taskDefinition: definition(`${name}:12`) }));
  try {
    return await verifyServices(services, clients, { attempts: 3, pollMs: 1 });
  } finally {
    clients.close();
  }
}

const asked = (name: string, change: object = {}) => ({
  id: "ecs-svc/12",
  taskDefinition: definition(`${name}:12`),
  ...change,
});
/** The newest deployment of a service, in the words of a service deployment. */
const newest = (status: string, more: object = {}) => ({
  "shop-dev-web": [
    { serviceDeploymentArn: "sd/11", createdAt: at("08:00:00"), status: "SUCCESSFUL" },
    { serviceDeploymentArn: "sd/12", createdAt: at("10:00:00"), status, ...more },
  ],
});
const REASON = "ECS deployment circuit breaker: tasks failed to start.";

test("services that run what was asked for; one without a task, and a daemon, count as well", async () => {
  account.have(
    service("web", [asked("web")]),
    service("paused", [asked("paused", { desiredCount: 0, runningCount: 0 })]),
    service("agent", [asked("agent", { desiredCount: 5, runningCount: 5 })], {
      schedulingStrategy: "DAEMON",
    }),
  );
  account.deployments = newest("SUCCESSFUL");
  expect(await verified("web", "paused", "agent")).toEqual([]);
});

test("each service that ECS has rolled back, with its reason, in their order", async () => {
  account.have(service("admin"), service("api", [asked("api")]), service("web"));
  account.deployments = newest("ROLLBACK_SUCCESSFUL", { statusReason: REASON });
  expect(await verified("web", "api", "admin")).toEqual([
    "service web must run task definition shop-dev-web:12, got shop-dev-web:11 (deployment rolled back: ECS deployment circuit breaker: tasks failed to start); correct the cause, then deploy again",
    "service admin must run task definition shop-dev-admin:12, got shop-dev-admin:11; correct the cause, then deploy again",
  ]);
});

test("a rollback that ECS still has among the deployments", async () => {
  const failed = asked("web", { runningCount: 0, rolloutState: "FAILED", rolloutStateReason: REASON });
  account.have(service("web", [{}, failed]));
  expect(await verified("web")).toEqual([
    "service web must run task definition shop-dev-web:12, got shop-dev-web:11 (deployment failed: ECS deployment circuit breaker: tasks failed to start); correct the cause, then deploy again",
  ]);
});

test("a deployment of the same task definition that was given up, by what ECS said of it", async () => {
  account.have(service("web", [asked("web")]));
  account.deployments = newest("ROLLBACK_SUCCESSFUL", {
    rollback: { reason: "an alarm fired." },
    targetServiceRevision: { arn: "revision/12" },
  });
  account.revisions = { "revision/12": definition("web:12") };
  expect(await verified("web")).toEqual([
    "service web must have a completed deployment, got one that failed (deployment rolled back: an alarm fired); correct the cause, then deploy again",
  ]);
});

test("the same while ECS still has it, and when it was tried again with success", async () => {
  const failed = { ...asked("web"), runningCount: 0, rolloutState: "FAILED", rolloutStateReason: REASON };
  account.have(service("web", [asked("web"), { ...failed, createdAt: at("09:30:00") }]));
  expect(await verified("web")).toEqual([
    "service web must have a completed deployment, got one that failed (deployment failed: ECS deployment circuit breaker: tasks failed to start); correct the cause, then deploy again",
  ]);
  account.have(service("web", [asked("web"), { ...failed, createdAt: at("08:30:00") }]));
  expect(await verified("web")).toEqual([]);
});

test("a first deployment that failed, with nothing to go back to, is not waited for", async () => {
  const failed = { desiredCount: 0, runningCount: 0, rolloutState: "FAILED", rolloutStateReason: REASON };
  account.have(service("web", [asked("web", failed)]));
  expect(await verified("web")).toEqual([
    "service web must have a completed deployment, got one that failed (deployment failed: ECS deployment circuit breaker: tasks failed to start); correct the cause, then deploy again",
  ]);
  expect(account.described).toHaveLength(1);
});

test("an earlier failure of another task definition is past", async () => {
  account.have(service("web", [asked("web")]));
  account.deployments = newest("ROLLBACK_SUCCESSFUL", { targetServiceRevision: { arn: "revision/11" } });
  account.revisions = { "revision/11": definition("web:11") };
  expect(await verified("web")).toEqual([]);
});

test("a deployment that is not at its end", async () => {
  account.have(
    service("web", [
      asked("web", {
        rolloutState: "IN_PROGRESS",
        rolloutStateReason: "deployment in progress",
        runningCount: 1,
      }),
      {},
    ]),
  );
  expect(await verified("web")).toEqual([
    "service web must have a completed deployment, got IN_PROGRESS: deployment in progress; look at its events in ECS, then deploy again",
    "service web must run 2 tasks, got 1; look at its events in ECS, then deploy again",
  ]);
  expect(account.described).toHaveLength(3);
});

test("one that moves requests is at its end when ECS has taken the earlier tasks away", async () => {
  account.have(service("web", [asked("web")]));
  account.deployments = newest("IN_PROGRESS", { lifecycleStage: "BAKE_TIME" });
  expect(await verified("web")).toEqual([
    "service web must have a completed deployment, got IN_PROGRESS: bake time; look at its events in ECS, then deploy again",
  ]);
});

test("what passes by itself is waited for", async () => {
  account.have(service("web", [asked("web", { desiredCount: 3 })]));
  const clients = clientsOf(aws.endpoint);
  const expected = [{ ...running("web"), taskDefinition: definition("web:12") }];
  const verifying = verifyServices(expected, clients, { attempts: 1000, pollMs: 5 });
  while (account.described.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  account.have(service("web", [asked("web", { desiredCount: 3, runningCount: 3 })]));
  expect(await verifying).toEqual([]);
  clients.close();
});

test("a service that is not there, and one that is being removed", async () => {
  account.have(
    service("web", [asked("web")], { status: "INACTIVE" }),
    service("api", [], { status: "DRAINING" }),
  );
  expect(await verified("web", "api", "admin")).toEqual([
    "service web must exist in cluster shop-dev, got none; deploy again",
    "service api must be ACTIVE, got DRAINING; deploy again",
    "service admin must exist in cluster shop-dev, got none; deploy again",
  ]);
});

test("a question that is refused is an error, not a service that is well", async () => {
  account.refusals = {
    DescribeServices: { status: 400, body: { __type: "AccessDeniedException", message: "no" } },
  };
  await expect(verified("web")).rejects.toMatchObject({ name: "AccessDeniedException", message: "no" });
});
