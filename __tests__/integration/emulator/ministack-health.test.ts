import {
  DescribeTasksCommand,
  ListTasksCommand,
  RunTaskCommand,
  type HealthCheck,
  type ServiceDeployment,
  type Task,
} from "@aws-sdk/client-ecs";
import {
  DescribeTargetHealthCommand,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { underLoad, type Seen } from "../../support/load";
import { Services } from "./services";
import { eventually } from "./support";

let aws: Services;

beforeAll(async () => {
  aws = await Services.start("health");
});

afterAll(() => aws.stop());

/** The shortest times that ECS takes: what fails is unhealthy 5 s after its start. */
const quick = (...command: string[]): HealthCheck => ({ command, interval: 5, timeout: 2, retries: 1 });
/** Passes when the server answers, and is not judged by one slow moment of a busy machine. */
const ASKS: HealthCheck = {
  command: [
    "CMD",
    "node",
    "-e",
    "fetch('http://127.0.0.1:3000/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))",
  ],
  interval: 10,
  timeout: 9,
  retries: 3,
};
const FAILS = quick("CMD-SHELL", "exit 3");

async function tasks(serviceName: string, desiredStatus: "RUNNING" | "STOPPED"): Promise<Task[]> {
  const { cluster } = aws;
  const { taskArns = [] } = await aws.ecs.send(new ListTasksCommand({ cluster, serviceName, desiredStatus }));
  if (taskArns.length === 0) return [];
  return (await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))).tasks ?? [];
}

/** State, reason and description of each target of a group, in one line each. */
async function targets(TargetGroupArn: string): Promise<Record<string, string>> {
  const { TargetHealthDescriptions = [] } = await aws.elb.send(
    new DescribeTargetHealthCommand({ TargetGroupArn }),
  );
  return Object.fromEntries(
    TargetHealthDescriptions.map(({ Target, TargetHealth }) => [
      Target?.Id ?? "",
      [TargetHealth?.State, TargetHealth?.Reason, TargetHealth?.Description].filter(Boolean).join(" "),
    ]),
  );
}

/** A service whose version 1 runs, with the seconds that it took. */
async function running(
  name: string,
  healthCheck?: HealthCheck,
  intervalSeconds?: number,
): Promise<{ group: string; seconds: number }> {
  const group = await aws.balancer(name, intervalSeconds);
  const started = Date.now();
  const before = await aws.create(name, await aws.revision(name, { VERSION: "1" }, { healthCheck }), {
    group,
  });
  expect((await aws.outcome(await aws.deploymentSince(name, before))).status).toBe("SUCCESSFUL");
  return { group, seconds: (Date.now() - started) / 1000 };
}

interface Rolled extends Seen {
  readonly deployment: ServiceDeployment;
  readonly seconds: number;
}

/** Moves a service to another revision while two callers ask it. */
async function roll(name: string, taskDefinition: string): Promise<Rolled> {
  let result: { deployment: ServiceDeployment; seconds: number } | undefined;
  const seen = await underLoad(
    `${aws.address(name)}/`,
    (body) => body,
    2,
    async () => {
      const started = Date.now();
      const before = await aws.update(name, taskDefinition);
      const deployment = await aws.outcome(await aws.deploymentSince(name, before), 90);
      result = { deployment, seconds: (Date.now() - started) / 1000 };
    },
  );
  if (result === undefined) throw new Error(`no deployment of ${name}`);
  return { ...seen, ...result };
}

test("a service that is healthy at once is deployed and rolled as fast as its tasks start", async () => {
  const plain = await running("plain");
  const rolledPlain = await roll("plain", await aws.revision("plain", { VERSION: "2" }));
  const checked = await running("checked", ASKS);
  const rolledChecked = await roll(
    "checked",
    await aws.revision("checked", { VERSION: "2" }, { healthCheck: ASKS }),
  );
  const seconds = [plain, rolledPlain, checked, rolledChecked].map((step) => step.seconds);
  process.stdout.write(`seconds without checks, with checks: ${seconds.join(" ")}\n`);
  for (const { failures, values } of [rolledPlain, rolledChecked]) {
    expect([failures, values]).toEqual([[], ["1", "2"]]);
  }
  // Far below the interval of a check, on a busy machine too.
  expect(Math.max(...seconds)).toBeLessThan(15);
  const found = await tasks("checked", "RUNNING");
  expect(found.map((task) => [task.healthStatus, task.containers?.[0]?.healthStatus])).toEqual([
    ["HEALTHY", "HEALTHY"],
    ["HEALTHY", "HEALTHY"],
  ]);
  expect((await tasks("plain", "RUNNING")).map(({ healthStatus }) => healthStatus)).toEqual([
    "UNKNOWN",
    "UNKNOWN",
  ]);
  expect(Object.values(await targets(checked.group))).toEqual(["healthy", "healthy"]);
});

test("a slow start is waited for, by the target and by the container's check", async () => {
  await running("slow", ASKS, 5);
  const slow = await aws.revision("slow", { MODE: "slow", VERSION: "2" }, { healthCheck: ASKS });
  const rolled = await roll("slow", slow);
  expect(rolled.deployment.status).toBe("SUCCESSFUL");
  expect([rolled.failures, rolled.values]).toEqual([[], ["1", "2"]]);
  process.stdout.write(`seconds of a start that takes 2.5: ${rolled.seconds}\n`);
  expect(rolled.seconds).toBeGreaterThan(2.5);
});

test("an image that answers its target group with 500 is rolled back, and version 1 answers every request", async () => {
  const { group } = await running("answers-500");
  const rolled = await roll("answers-500", await aws.revision("answers-500", { MODE: "unhealthy" }));
  expect([rolled.failures, rolled.values]).toEqual([[], ["1"]]);
  expect(rolled.deployment.status).toBe("ROLLBACK_SUCCESSFUL");
  const reason = `Task failed ELB health checks in (target-group ${group})`;
  const codes = "Health checks failed with these codes: [500]";
  expect(rolled.deployment.statusReason).toBe(
    `ECS deployment circuit breaker was triggered after 3 consecutive task failures. Last stopped task: ${reason}; ${codes}.`,
  );
  const failed = (await tasks("answers-500", "STOPPED")).filter(
    ({ stopCode }) => stopCode !== "UserInitiated",
  );
  expect(new Set(failed.map(({ stoppedReason }) => stoppedReason))).toEqual(new Set([reason]));
  const messages = (await aws.service("answers-500"))?.events?.map(({ message }) => message);
  expect(messages).toContain(
    `(service answers-500) (port 3000) is unhealthy in (target-group ${group}) due to (reason ${codes})`,
  );
  expect(Object.values(await targets(group))).toEqual(["healthy", "healthy"]);
});

test("an image whose container check fails is rolled back, and version 1 is back", async () => {
  await running("check-fails", ASKS);
  const bad = await aws.revision("check-fails", { VERSION: "2" }, { healthCheck: FAILS });
  const rolled = await roll("check-fails", bad);
  // Its target is healthy, so it gets requests, as on AWS, and answers them.
  expect(rolled.failures).toEqual([]);
  expect(rolled.values).toContain("1");
  expect(rolled.deployment.status).toBe("ROLLBACK_SUCCESSFUL");
  expect(rolled.deployment.statusReason).toContain(
    "Last stopped task: Task failed container health checks; the check of container web ended with exit code 3.",
  );
  const failed = (await tasks("check-fails", "STOPPED")).filter(
    ({ stoppedReason }) => stoppedReason === "Task failed container health checks",
  );
  expect(failed.length).toBeGreaterThanOrEqual(3);
  expect(new Set(failed.map(({ healthStatus }) => healthStatus))).toEqual(new Set(["UNHEALTHY"]));
  expect(await aws.get("check-fails")).toEqual({ status: 200, body: "1" });
});

test("a container that turns unhealthy has its task replaced; in the grace period it has not, nor does it count", async () => {
  const once = quick("CMD-SHELL", "test ! -e /tmp/asked && touch /tmp/asked");
  const turning = await aws.create("turns", await aws.revision("turns", {}, { healthCheck: once }), {
    count: 1,
  });
  const patient = await aws.revision("patient", {}, { healthCheck: FAILS });
  const waiting = await aws.create("patient", patient, { count: 1, graceSeconds: 600 });
  expect((await aws.outcome(await aws.deploymentSince("turns", turning))).status).toBe("SUCCESSFUL");
  const [first] = await tasks("turns", "RUNNING");
  const [next] = await eventually(
    () => tasks("turns", "RUNNING"),
    ([task]) => task !== undefined && task.taskArn !== first?.taskArn,
    30,
  );
  expect(next?.taskDefinitionArn).toBe(first?.taskDefinitionArn);
  const [unhealthy] = await eventually(
    () => tasks("patient", "RUNNING"),
    ([task]) => task?.healthStatus === "UNHEALTHY",
    30,
  );
  expect(unhealthy?.lastStatus).toBe("RUNNING");
  const deployment = await aws.deployment(await aws.deploymentSince("patient", waiting));
  expect(deployment?.status).toBe("IN_PROGRESS");
});

test("a task of its own is judged and left running; a container that is not essential does not judge it", async () => {
  const { cluster } = aws;
  const run = async (family: string, healthCheck: HealthCheck, essential: boolean): Promise<string> => {
    const taskDefinition = await aws.revision(family, {}, { healthCheck, essential });
    const started = await aws.ecs.send(
      new RunTaskCommand({ cluster, taskDefinition, launchType: "FARGATE" }),
    );
    return started.tasks?.[0]?.taskArn ?? "";
  };
  const arns = [
    await run("exits", FAILS, true),
    await run("hangs", quick("CMD-SHELL", "sleep 60"), true),
    await run("absent", quick("CMD", "/no/such/program"), true),
    await run("aside", FAILS, false),
  ];
  const states = await eventually(
    async () => {
      const described = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: arns }));
      return described.tasks?.map((task) =>
        [task.lastStatus, task.healthStatus, task.containers?.[0]?.healthStatus].join(" "),
      );
    },
    (found) => found?.every((state) => state.endsWith("UNHEALTHY")) === true,
    40,
  );
  expect(states).toEqual([
    "RUNNING UNHEALTHY UNHEALTHY",
    "RUNNING UNHEALTHY UNHEALTHY",
    "RUNNING UNHEALTHY UNHEALTHY",
    "RUNNING UNKNOWN UNHEALTHY",
  ]);
});

test("a target tells why it is unhealthy, and is asked when no other is healthy", async () => {
  const { cluster } = aws;
  const group = await aws.balancer("reasons");
  const start = async (MODE: string): Promise<string> => {
    const taskDefinition = await aws.revision("reasons", { MODE });
    const { tasks: started } = await aws.ecs.send(
      new RunTaskCommand({ cluster, taskDefinition, launchType: "FARGATE" }),
    );
    const arn = started?.[0]?.taskArn ?? "";
    const running = await eventually(
      async () => (await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: [arn] }))).tasks?.[0],
      (task) => task?.lastStatus === "RUNNING",
      30,
    );
    const details = running?.attachments?.[0]?.details ?? [];
    return details.find(({ name }) => name === "privateIPv4Address")?.value ?? "";
  };
  const register = (Id: string, Port = 3000) =>
    aws.elb.send(new RegisterTargetsCommand({ TargetGroupArn: group, Targets: [{ Id, Port }] }));
  const wrong = await start("unhealthy");
  await register(wrong);
  expect((await targets(group))[wrong]).toMatch(
    /^initial Elb\.(RegistrationInProgress Target registration is|InitialHealthChecking Initial health checks) in progress$/,
  );
  await eventually(
    () => targets(group),
    (found) =>
      found[wrong] === "unhealthy Target.ResponseCodeMismatch Health checks failed with these codes: [500]",
    20,
  );
  expect(await aws.get("reasons")).toEqual({ status: 200, body: "unhealthy" });
  const [silent, closed] = [await start("silent"), await start("ok")];
  await register(silent);
  await register(closed, 3999);
  await eventually(
    () => targets(group),
    (found) =>
      found[silent] === "unhealthy Target.Timeout Request timed out" &&
      found[closed] === "unhealthy Target.FailedHealthChecks Health checks failed",
    20,
  );
});
