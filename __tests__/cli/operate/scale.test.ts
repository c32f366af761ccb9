import { scale, type ScaleRequest } from "../../../cli/operate/scale";
import type { Scaling } from "../../../environments/topics/scaling";
import {
  balanced,
  definition,
  groupArn,
  service,
  target as aTarget,
  taskArn,
} from "../deploy/watch/fake-account";
import { DENIED, failure, Operated, printed, target } from "./operated";

// Clients of the SDK are slow to begin with.
let operated: Operated;
beforeEach(async () => {
  operated = new Operated();
  await operated.start();
  operated.account.have(service("web"));
  operated.answers = { UpdateService: () => ({ body: {} }) };
});
afterEach(() => operated.stop());

const go = (count: number, change: Partial<ScaleRequest> = {}) =>
  scale({ target: target(), count, yes: false, wait: true, json: false, ...change }, operated.progress, 5);

/** The service after UpdateService, one state for each look. */
function becomes(...states: readonly object[]): void {
  let begun = false;
  const later = [...states];
  operated.answers = {
    UpdateService: () => {
      begun = true;
      return { body: {} };
    },
    DescribeServices: (input) => {
      const next = begun ? later.shift() : undefined;
      if (next !== undefined) operated.account.have(next);
      return operated.account.answers().DescribeServices?.(input) ?? { body: {} };
    },
  };
}
const counts = (desiredCount: number, runningCount: number, more: object = {}) =>
  service("web", [{ desiredCount, runningCount }], more);

const NOTE = (count: number) =>
  `scale: the next deployment sets it back to 2, as Terraform has the number of services.web.count; to keep ${count}, write it there`;

test("sets the number, waits for the tasks, and says what the next deployment does", async () => {
  becomes(counts(4, 2), counts(4, 3), counts(4, 4));
  await go(4);
  expect(operated.asked.UpdateService).toEqual([
    { cluster: "shop-dev", service: "shop-dev-web", desiredCount: 4 },
  ]);
  expect(operated.said[0]).toBe(NOTE(4));
  expect(operated.said.at(-1)).toBe("ecs: web: steady, 4 running of 4");
});

test("--json: the whole document; back to the number of the environment, nothing is to be said", async () => {
  operated.account.have(counts(4, 4));
  becomes(counts(2, 2));
  expect(JSON.parse(await printed(() => go(2, { json: true })))).toEqual({
    environment: "dev",
    service: "web",
    outcome: "steady",
    taskDefinition: "shop-dev-web:11",
    desired: 2,
    running: 2,
  });
  expect(operated.said.filter((line) => line.startsWith("scale:"))).toEqual([]);
});

test("behind a load balancer, it waits until as many targets are healthy", async () => {
  const up = counts(3, 3, balanced("web"));
  const sick = [aTarget("10.0.0.1"), aTarget("10.0.0.2"), aTarget("10.0.0.3", "initial")];
  operated.account.targets[groupArn("shop-dev-web")] = sick;
  becomes(up);
  const wait = go(3);
  const looks = () => operated.called.filter((each) => each === "DescribeTargetHealth").length;
  while (looks() < 4) await new Promise((resolve) => setTimeout(resolve, 5));
  operated.account.targets[groupArn("shop-dev-web")] = ["1", "2", "3"].map((each) =>
    aTarget(`10.0.0.${each}`),
  );
  await wait;
  expect(operated.said.at(-1)).toBe("ecs: web: steady, 3 running of 3, 3 of 3 healthy");
});

test("--no-wait: begun", async () => {
  await go(3, { wait: false });
  expect(operated.said).toEqual([NOTE(3), "ecs: web: 2 -> 3 has begun"]);
});

test("a deployment that is under way is said, and no reason to refuse", async () => {
  operated.account.have(service("web", [{ rolloutState: "IN_PROGRESS", runningCount: 1 }]));
  await go(3, { wait: false });
  expect(operated.said).toEqual([
    NOTE(3),
    "under way: web: rolling out, 1 running of 2, since 2026-11-21T09:00:00.000Z",
    "ecs: web: 2 -> 3 has begun",
  ]);
});

test("tasks that end again and again are explained", async () => {
  const now = Date.now() / 1000 + 60;
  operated.account.tasks["shop-dev-web"] = ["a", "b", "c"].map((id) => ({
    taskArn: taskArn(id),
    desiredStatus: "STOPPED",
    lastStatus: "STOPPED",
    startedAt: now,
    stoppedAt: now,
    taskDefinitionArn: definition("web:11"),
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    containers: [{ name: "web", exitCode: 7 }],
  }));
  becomes(counts(4, 2));
  const said = await failure(go(4));
  expect(said).toMatch(
    /^scaling web of dev to 4 failed: at least 3 of its tasks have ended since\nservice web: /,
  );
  expect(said).toContain("container web: exit code 7");
  expect(said.split("\n").at(-1)).toBe(
    "ECS has the number 4 all the same. Correct the cause; to go back: npx slipway scale dev web 2",
  );
});

test("a deployment that failed starts no task", async () => {
  becomes(
    service("web", [
      { desiredCount: 4, runningCount: 0, rolloutState: "FAILED", rolloutStateReason: "tasks failed." },
    ]),
  );
  expect(await failure(go(4))).toContain(
    "scaling web of dev to 4 failed: ECS starts no task of a deployment that it gave up, tasks failed.",
  );
});

test("a number that something else has changed", async () => {
  becomes(counts(2, 2));
  expect(await failure(go(4))).toContain(
    "failed: something else set the number to 2: a deployment, or the service's scaling",
  );
});

test.each([
  [5001, {}, "count must be from 0 to 5000, got 5001"],
  [
    2,
    { runsOn: { group: "large", daemon: true } },
    "count must not be set for web, got 2; it is a daemon, which runs once on every instance of cluster.instances.large: change the number of its instances and deploy",
  ],
  [
    12,
    { scaling: { min: 2, max: 10, schedules: [] } },
    'count must be from 2 to 10, got 12; web scales by itself from 2 to 10: change services.web.count.max in environment "dev" and deploy',
  ],
  [
    0,
    { scaling: { min: 2, max: 10, schedules: [] } },
    'count must be from 2 to 10, got 0; web scales by itself from 2 to 10: change services.web.count.min in environment "dev" and deploy',
  ],
  [
    31,
    { scaling: { min: 2, max: 10, schedules: [{ name: "day", min: 5, max: 30 }] } },
    'count must be at most 30, got 31; web scales by itself, by schedules too: change services.web.count in environment "dev" and deploy',
  ],
])("%i is refused for %j", async (count, change, problem) => {
  const asked = target(change as never);
  expect(await failure(go(count, { target: asked }))).toBe(`the command is not valid:\n  - ${problem}`);
  expect(operated.called).toEqual([]);
});

test.each([
  [
    10,
    [],
    "web scales by itself from 2 to 10: 10 holds until its scaling says another number; a deployment leaves it alone",
  ],
  [
    30,
    [{ name: "day", min: 5, max: 30 }],
    "web scales by itself from 2 to 10, by schedules too: 30 holds until its scaling says another number; a deployment leaves it alone",
  ],
])("a service that scales by itself, within its bounds: %i", async (count, schedules, note) => {
  const scaling = { min: 2, max: 10, schedules } as unknown as Scaling;
  await go(count, { target: target({ scaling }), wait: false });
  expect(operated.said[0]).toBe(`scale: ${note}`);
});

test("a protected environment is changed by --yes only, where nobody can be asked", async () => {
  expect(await failure(go(0, { target: target({}, { protected: true }) }))).toBe(
    "Cannot prompt: stdin is not a terminal. Nothing was changed. Run without a prompt: npx slipway scale dev web 0 --yes",
  );
  expect(operated.called).not.toContain("UpdateService");
});

test("a right that is missing is told in AWS's words", async () => {
  operated.answers = { UpdateService: () => DENIED };
  expect(await failure(go(3))).toContain(
    "AWS answered AccessDeniedException: no identity-based policy allows it\n  docs/",
  );
});
