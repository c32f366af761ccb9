import { once } from "node:events";
import type { TaskDefinition } from "@aws-sdk/client-ecs";
import { docker } from "../../../toolchain/docker-client";
import { begun, signalledAt } from "../../support/slipway";
import { APP, OWN_CHECK, ReleaseProject } from "../releases/release-project";
import { EcsOf } from "./ecs-of";

/**
 * What operators do to services that are healthy, starting and crashing, by the commands that they type. The steps build
 * on each other, in their order.
 */
const SECRET = "the-value-that-nobody-is-shown";

let project: ReleaseProject;
let ecs: EcsOf;
/** All that the commands have printed. */
let printed = "";

const OPEN = `exec: true, writableRoot: true, secrets: { LEDGER_KEY: { secret: "shop/ledger" } }`;
const SERVICES = `{
    web: {
      image: "${APP}", port: 3000, route: { path: "/*" }, stopTimeoutSeconds: 2, count: 2, ${OPEN},
      healthCheck: ${OWN_CHECK},
      rollout: { strategy: "rolling", healthCheckGraceSeconds: 5 },
    },
    worker: { image: "${APP}", stopTimeoutSeconds: 2, ${OPEN} },
  }`;

beforeAll(async () => {
  project = await ReleaseProject.start({ dev: { services: SERVICES } });
  ecs = new EcsOf(project.clientOptions, "slipway-dev");
  await project.account.createSecret("shop/ledger", SECRET);
  project.version("1");
  await project.succeeds("deploy", "dev", "--yes");
});
afterAll(async () => {
  ecs.close();
  await project.stop();
});
afterAll(() => expect(printed).not.toContain(SECRET));

async function act(...args: string[]) {
  const ended = await project.run(...args);
  printed += ended.stdout + ended.stderr;
  return ended;
}

/** Runs a command, and sends it SIGINT as soon as it has said `point`. */
async function interrupted(args: readonly string[], point: RegExp) {
  const { code, output } = await signalledAt(point, "SIGINT", args, project.started);
  printed += output;
  return { code, output };
}

describe("run", () => {
  it("passes the words as they are, shows the lines, and ends with 0", async () => {
    const script = "console.log(JSON.stringify(process.argv.slice(1)))";
    const { code, stdout, stderr } = await act(
      "run",
      "dev",
      "web",
      "--",
      "node",
      "-e",
      script,
      "a  b",
      "$HOME;",
      "--x",
    );
    expect([code, stdout]).toEqual([0, `["a  b","$HOME;","--x"]\n`]);
    expect(stderr).toMatch(/task [0-9a-f-]{36} of slipway-dev-web:\d+ was started, container web/);
    expect(stderr).not.toContain("HOME");
  });

  it("ends with the exit code of the command, which is in the JSON too", async () => {
    const { code, stdout, stderr } = await act("run", "dev", "web", "--json", "--", "node", "migrate.js");
    expect([code, JSON.parse(stdout)]).toEqual([
      3,
      {
        environment: "dev",
        service: "web",
        outcome: "ended",
        task: expect.stringMatching(/^arn:aws:ecs:us-east-1:000000000000:task\/slipway-dev\//),
        taskDefinition: expect.stringMatching(/^slipway-dev-web:\d+$/),
        container: "web",
        exitCode: 3,
      },
    ]);
    expect(stderr).toContain("column orders.total is missing\n");
  });

  it("a command that never starts: 1, with the reason", async () => {
    const { code, stdout, stderr } = await act("run", "dev", "web", "--", "no-such-program");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("the command did not start, or ECS does not know how it ended:");
    expect(stderr.replace(/\s+/g, " ")).toContain(
      "TaskFailedToStart: ResourceInitializationError: unable to",
    );
  });

  it("SIGINT stops the task and leaves none", async () => {
    const script = "console.log('it is up'); setInterval(() => {}, 1000)";
    const { code, output } = await interrupted(["run", "dev", "web", "--", "node", "-e", script], /it is up/);
    expect([code, output]).toEqual([
      130,
      expect.stringMatching(/the command was stopped by SIGINT; task \S+ has ended/),
    ]);
    expect(await ecs.startedBy("slipway-run")).toEqual([]);
    const [, id = "none"] = /task (\S+) has ended/.exec(output) ?? [];
    const left = await docker().listContainers({ filters: { name: [id.slice(0, 8)] } });
    expect(left.map(({ Names }) => Names)).toEqual([]);
  });
});

describe("exec", () => {
  it("ends with the exit code of the command, which is in the JSON too", async () => {
    const script = "console.log('inside'); console.error('beside'); process.exit(5)";
    const { code, stdout, stderr } = await act("exec", "dev", "web", "--json", "--", "node", "-e", script);
    expect([code, JSON.parse(stdout)]).toEqual([
      5,
      {
        environment: "dev",
        service: "web",
        outcome: "ended",
        task: expect.stringMatching(/^arn:aws:ecs:us-east-1:000000000000:task\/slipway-dev\//),
        container: "web",
        exitCode: 5,
      },
    ]);
    expect(stderr).toMatch(/task [0-9a-f-]{36} of slipway-dev-web:\d+, container web\n/);
    for (const line of ["inside\n", "beside\n"]) expect(stderr).toContain(line);
  });

  it("hands on what it is given", async () => {
    const child = begun(["exec", "dev", "web", "--", "cat"], project.started);
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stdin.end("one\ntwo\n");
    expect([await once(child, "close"), output]).toEqual([[0, null], "one\ntwo\n"]);
  });

  it("SIGINT leaves no process in the container", async () => {
    const script = "console.log('it is up'); setInterval(() => {}, 1000)";
    const { code, output } = await interrupted(
      ["exec", "dev", "web", "--", "node", "-e", script],
      /it is up/,
    );
    expect([code, output]).toEqual([
      130,
      expect.stringContaining("was stopped by SIGINT; it was told to end in the container too"),
    ]);
    const { stdout } = await act(
      "exec",
      "dev",
      "web",
      "--",
      "/bin/sh",
      "-c",
      "cat /proc/[0-9]*/cmdline | tr '\\0' ' '",
    );
    expect(stdout).not.toContain("it is up");
  });
});

describe("a healthy service", () => {
  it("is restarted without a failed request", async () => {
    const before = await ecs.tasks("slipway-dev-web");
    const { code, seen, stdout, stderr } = await project.underLoad("dev", "restart", "dev", "web", "--json");
    printed += stdout + stderr;
    expect([code, seen.failures, seen.values]).toEqual([0, [], ["1"]]);
    expect(JSON.parse(stdout)).toEqual({
      environment: "dev",
      service: "web",
      outcome: "steady",
      taskDefinition: expect.stringMatching(/^slipway-dev-web:\d+$/),
      desired: 2,
      running: 2,
    });
    expect(stderr).toContain("web: rolling out");
    const after = await ecs.tasks("slipway-dev-web");
    expect([after.length, after.filter((arn) => before.includes(arn))]).toEqual([2, []]);
  });

  it("is scaled up, and back", async () => {
    const up = await act("scale", "dev", "web", "3");
    expect([up.code, up.stdout]).toEqual([0, ""]);
    expect(await ecs.tasks("slipway-dev-web")).toHaveLength(3);
    expect(up.stderr).toContain(
      "the next deployment sets it back to 2, as Terraform has the number of services.web.count",
    );
    const down = await act("scale", "dev", "web", "2", "--json");
    expect([down.code, JSON.parse(down.stdout)]).toEqual([
      0,
      {
        environment: "dev",
        service: "web",
        outcome: "steady",
        taskDefinition: expect.any(String),
        desired: 2,
        running: 2,
      },
    ]);
    expect(await ecs.tasks("slipway-dev-web")).toHaveLength(2);
  });
});

/** The worker with another command; `more` changes its container. */
const worker =
  (script: string, more: object = {}) =>
  (definition: TaskDefinition) => ({
    ...definition,
    containerDefinitions: (definition.containerDefinitions ?? []).map((each) => ({
      ...each,
      command: ["node", "-e", script],
      ...more,
    })),
  });

describe("a service that is starting", () => {
  beforeAll(async () => {
    const healthCheck = {
      command: ["CMD", "false"],
      interval: 300,
      timeout: 5,
      retries: 10,
      startPeriod: 300,
    };
    await ecs.change(
      "slipway-dev-worker",
      worker("console.log('warming up'); setInterval(() => {}, 1000)", { healthCheck }),
    );
    await ecs.until("slipway-dev-worker", ({ deployments = [] }) => (deployments[0]?.runningCount ?? 0) > 0);
  });

  it("is not restarted in the middle of its deployment", async () => {
    const { code, stderr } = await act("restart", "dev", "worker");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^worker of dev was not restarted, as a deployment is under way:\n {2}worker: rolling out, .*\n.*npx slipway restart dev worker --force\n$/,
    );
  });

  it("is scaled, and what is under way is said", async () => {
    const { code, stderr } = await act("scale", "dev", "worker", "2", "--no-wait");
    expect([code, stderr]).toEqual([0, expect.stringContaining("worker: rolling out, ")]);
    expect(stderr).toContain("worker: 1 -> 2 has begun");
  });

  it("lets commands into its tasks", async () => {
    const { code, stdout } = await act("exec", "dev", "worker", "--", "node", "-e", "console.log('inside')");
    expect([code, stdout]).toEqual([0, "inside\n"]);
  });
});

describe("a service that crashes", () => {
  beforeAll(async () => {
    const crash = worker("console.error('the ledger is closed'); process.exit(7)", {
      healthCheck: undefined,
    });
    await ecs.change("slipway-dev-worker", crash, { enable: true, rollback: false });
    await ecs.until(
      "slipway-dev-worker",
      ({ deployments = [] }) => deployments[0]?.rolloutState === "FAILED",
    );
  });

  it("says at a restart why", async () => {
    const { code, stdout, stderr } = await act("restart", "dev", "worker", "--json");
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      {
        environment: "dev",
        service: "worker",
        outcome: "failed",
        error: expect.stringMatching(/^restarting worker of dev failed: ECS gave it up, /),
      },
    ]);
    for (const part of ["exit code 7", "the ledger is closed", "npx slipway restart dev worker"]) {
      expect(stderr).toContain(part);
    }
  });

  it("says that more of it changes nothing", async () => {
    const { code, stderr } = await act("scale", "dev", "worker", "3");
    expect([code, stderr]).toEqual([1, expect.stringContaining("scaling worker of dev to 3 failed: ")]);
    expect(stderr).toContain("exit code 7");
    expect(stderr).toContain("to go back: npx slipway scale dev worker 2");
  });

  it("has no container for a command, and says why", async () => {
    const { code, stderr } = await act("exec", "dev", "worker", "--", "true");
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("no task of worker runs in dev, so there is no container for a command:\n"),
    ]);
    expect(stderr).toContain("the ledger is closed");
  });

  it("still runs a command in a task of its own", async () => {
    const { code, stdout } = await act("run", "dev", "worker", "--", "node", "-e", "console.log('repaired')");
    expect([code, stdout]).toEqual([0, "repaired\n"]);
  });
});
