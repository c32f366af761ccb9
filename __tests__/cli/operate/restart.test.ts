import { restart, type RestartRequest } from "../../../cli/operate/restart";
import {
  balanced,
  definition,
  groupArn,
  service,
  target as aTarget,
  taskArn,
  at,
} from "../deploy/watch/fake-account";
import { DENIED, failure, Operated, printed, target } from "./operated";

// Clients of the SDK are slow to begin with.
let operated: Operated;
beforeEach(async () => {
  operated = new Operated();
  await operated.start();
});
afterEach(() => operated.stop());

const steady = service("web");
const restarted = (change: object = {}) =>
  service("web", [
    { id: "ecs-svc/12", createdAt: at("10:00:00"), ...change },
    { status: "ACTIVE", runningCount: 0 },
  ]);

/** UpdateService is answered with `begun`; later looks find these, and the last one again and again. */
function becomes(begun: object, ...later: readonly object[]): void {
  const states = [...later];
  let updated = false;
  operated.answers = {
    UpdateService: () => {
      updated = true;
      operated.account.have(begun);
      return { body: { service: begun } };
    },
    DescribeServices: (input) => {
      const next = updated ? states.shift() : undefined;
      if (next !== undefined) operated.account.have(next);
      return operated.account.answers().DescribeServices?.(input) ?? { body: {} };
    },
  };
}

const go = (change: Partial<RestartRequest> = {}) =>
  restart(
    { target: target(), yes: false, force: false, wait: true, json: false, ...change },
    operated.progress,
    5,
  );

const ROLLING = { rolloutState: "IN_PROGRESS", runningCount: 1 };

test("a new deployment of the same task definition, watched until it is steady", async () => {
  operated.account.have(steady);
  becomes(restarted(ROLLING), restarted(ROLLING), restarted());
  await go();
  expect(operated.asked.UpdateService).toEqual([
    { cluster: "shop-dev", service: "shop-dev-web", forceNewDeployment: true },
  ]);
  expect(operated.said.at(-1)).toBe("ecs: web: steady, 2 running of 2");
});

test("--json: the whole document", async () => {
  operated.account.have(steady);
  becomes(restarted(ROLLING), restarted());
  expect(JSON.parse(await printed(() => go({ json: true })))).toEqual({
    environment: "dev",
    service: "web",
    outcome: "steady",
    taskDefinition: "shop-dev-web:11",
    desired: 2,
    running: 2,
  });
});

test("it is not over while tasks of before run", async () => {
  operated.account.have(steady);
  const draining = { ...restarted(), runningCount: 3 };
  becomes(restarted(ROLLING), draining, draining, restarted());
  await go();
  expect(operated.account.services["shop-dev-web"]).toEqual(restarted());
});

test("--no-wait: begun, and nobody looks", async () => {
  operated.account.have(steady);
  becomes(restarted(ROLLING));
  const document = JSON.parse(await printed(() => go({ json: true, wait: false }))) as unknown;
  expect(document).toEqual({
    environment: "dev",
    service: "web",
    outcome: "begun",
    taskDefinition: "shop-dev-web:11",
    desired: 2,
    running: 1,
  });
  expect(operated.said).toEqual(["ecs: web: the restart has begun, 2 tasks of shop-dev-web:11"]);
});

test("one that ECS gives up is explained", async () => {
  operated.account.have(steady);
  const now = Date.now() / 1000;
  operated.account.tasks["shop-dev-web"] = [
    {
      taskArn: taskArn("a"),
      desiredStatus: "STOPPED",
      lastStatus: "STOPPED",
      startedAt: now,
      stoppedAt: now,
      taskDefinitionArn: definition("web:11"),
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [{ name: "web", exitCode: 7 }],
    },
  ];
  const failed = {
    rolloutState: "FAILED",
    rolloutStateReason: "tasks failed to start.",
    updatedAt: now,
    runningCount: 0,
  };
  becomes(restarted(ROLLING), restarted(failed));
  const said = await failure(go());
  expect(said).toMatch(
    /^restarting web of dev failed: ECS gave it up, tasks failed to start\.\nservice web: failed/,
  );
  expect(said).toContain("container web: exit code 7");
  expect(said.split("\n").at(-1)).toBe(
    "The task definition is the same as before: what its tasks need has changed around them (a secret, the image behind a tag, a service that they call). Correct that, then: npx slipway restart dev web",
  );
});

test("one that ECS rolls back to another deployment", async () => {
  operated.account.have(steady);
  const back = service("web", [
    { id: "ecs-svc/13", rolloutStateReason: "circuit breaker: rolling back to deploymentId ecs-svc/11." },
  ]);
  becomes(restarted(ROLLING), back);
  expect(await failure(go())).toContain(
    "ECS gave it up, circuit breaker: rolling back to deploymentId ecs-svc/11.",
  );
});

test("one that somebody else's deployment takes the place of", async () => {
  operated.account.have(steady);
  becomes(restarted(ROLLING), service("web", [{ id: "ecs-svc/13", rolloutState: "IN_PROGRESS" }]));
  expect(await failure(go())).toMatch(/^restarting web of dev failed: another deployment took its place\n/);
});

describe("where ECS moves requests", () => {
  const moves = { deploymentConfiguration: { strategy: "BLUE_GREEN" }, ...balanced("web") };
  const deployment = (id: string, status: string, more: object = {}) => ({
    serviceDeploymentArn: `deployment/${id}`,
    createdAt: Date.now() / 1000 + Number(id),
    status,
    ...more,
  });
  beforeEach(() => {
    operated.account.have(service("web", [{}], moves));
    operated.account.targets[groupArn("shop-dev-web")] = [aTarget("10.0.0.1"), aTarget("10.0.0.2")];
  });

  const then = (...after: readonly object[]) => {
    operated.account.deployments["shop-dev-web"] = [deployment("1", "SUCCESSFUL")];
    operated.answers = {
      UpdateService: () => {
        operated.account.deployments["shop-dev-web"] = [deployment("1", "SUCCESSFUL"), ...after];
        return { body: { service: service("web", [{}], moves) } };
      },
    };
  };

  test("it is over when the new service deployment is", async () => {
    then(deployment("2", "SUCCESSFUL"));
    await go();
    expect(operated.asked.UpdateService).toHaveLength(1);
  });

  test("one that is rolled back", async () => {
    then(deployment("2", "ROLLBACK_SUCCESSFUL", { statusReason: "alarm shop-dev-web-errors" }));
    expect(await failure(go())).toContain("failed: ECS gave it up, alarm shop-dev-web-errors");
  });

  test("one that is under way", async () => {
    operated.account.deployments["shop-dev-web"] = [
      deployment("1", "IN_PROGRESS", { lifecycleStage: "BAKE_TIME" }),
    ];
    expect(await failure(go())).toContain("  web: rolling out (bake time), 2 running of 2, since");
  });
});

describe("a deployment that is under way", () => {
  const under = service("web", [{ ...ROLLING, createdAt: at("09:00:00") }]);

  test("is not disturbed", async () => {
    operated.account.have(under);
    operated.answers = { UpdateService: () => ({ body: {} }) };
    expect(await failure(go())).toBe(
      [
        "web of dev was not restarted, as a deployment is under way:",
        "  web: rolling out, 1 running of 2, since 2026-11-21T09:00:00.000Z",
        "Its tasks are replaced by that deployment. To take its place all the same: npx slipway restart dev web --force",
      ].join("\n"),
    );
    expect(operated.called).not.toContain("UpdateService");
  });

  test("is not disturbed when only Terraform is at it", async () => {
    operated.account.have(steady);
    const lock = {
      ID: "1",
      Operation: "OperationTypeApply",
      Who: "ada@engine",
      Created: "2026-11-21T09:00:00Z",
    };
    operated.bucket.objects.set("local/services.tfstate.tflock", { text: JSON.stringify(lock) });
    expect(await failure(go())).toMatch(
      /\n {2}dev-services: locked by ada@engine since 2026-11-21T09:00:00Z .*for terraform apply, ID 1\n/,
    );
  });

  test("a plan disturbs nobody", async () => {
    operated.account.have(steady);
    const lock = {
      ID: "1",
      Operation: "OperationTypePlan",
      Who: "ada@engine",
      Created: "2026-11-21T09:00:00Z",
    };
    operated.bucket.objects.set("local/services.tfstate.tflock", { text: JSON.stringify(lock) });
    becomes(restarted(ROLLING), restarted());
    await go();
    expect(operated.asked.UpdateService).toHaveLength(1);
  });

  test("with --force its place is taken, and it is said", async () => {
    operated.account.have(under);
    becomes(restarted(ROLLING), restarted());
    await go({ force: true });
    expect(operated.said[0]).toBe(
      "under way: web: rolling out, 1 running of 2, since 2026-11-21T09:00:00.000Z",
    );
    expect(operated.asked.UpdateService).toHaveLength(1);
  });
});

test("a protected environment is changed by --yes only, where nobody can be asked", async () => {
  operated.account.have(steady);
  becomes(restarted(ROLLING), restarted());
  const production = target({}, { protected: true });
  expect(await failure(go({ target: production }))).toBe(
    "Cannot prompt: stdin is not a terminal. Nothing was changed. Run without a prompt: npx slipway restart dev web --yes",
  );
  expect(operated.called).not.toContain("UpdateService");
  await go({ target: production, yes: true });
  expect(operated.asked.UpdateService).toHaveLength(1);
});

test("a service that was never deployed", async () => {
  expect(await failure(go())).toBe(
    'environment "dev" is not ready:\n  - service web must be in cluster shop-dev of account 000000000000 in us-east-1, got none; deploy it with: npx slipway deploy dev web',
  );
});

test("a right that is missing is told in AWS's words, without a stack", async () => {
  operated.account.have(steady);
  operated.answers = { UpdateService: () => DENIED };
  expect(await failure(go())).toBe(
    "AWS request failed: reading ECS (environment dev, account 000000000000, us-east-1)\n  AWS answered AccessDeniedException: no identity-based policy allows it\n  docs/operations.md lists the rights that each command needs",
  );
});

test("an answer that does not come any longer: what goes on is said", async () => {
  operated.account.have(steady);
  becomes(restarted(ROLLING), restarted(ROLLING));
  const { UpdateService } = operated.answers;
  operated.answers = {
    ...operated.answers,
    UpdateService: (input) => {
      operated.answers = { ...operated.answers, DescribeServices: () => DENIED };
      return UpdateService?.(input) ?? { body: {} };
    },
  };
  expect(await failure(go())).toMatch(
    /AccessDeniedException: .*\n {2}docs\/operations.md lists the rights that each command needs\n {2}the restart goes on in ECS$/,
  );
});

test("--json: a failure is a document too", async () => {
  operated.account.have(steady);
  operated.answers = { UpdateService: () => DENIED };
  expect(JSON.parse(await printed(() => go({ json: true })))).toEqual({
    environment: "dev",
    service: "web",
    outcome: "failed",
    error: expect.stringContaining("AWS answered AccessDeniedException"),
  });
});

test("SIGINT ends the wait, and says what goes on", async () => {
  operated.account.have(steady);
  becomes(restarted(ROLLING));
  const wait = printed(() => go({ json: true }));
  while (operated.asked.UpdateService === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  process.emit("SIGINT", "SIGINT");
  expect(JSON.parse(await wait)).toEqual({
    environment: "dev",
    service: "web",
    outcome: "stopped",
    error: "restarting web of dev was stopped by SIGINT; the restart goes on in ECS",
  });
});
