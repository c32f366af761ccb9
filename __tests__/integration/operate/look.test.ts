import type { ChildProcess } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { AccessReport } from "../../../cli/operate/access/model";
import type { ServiceEvents } from "../../../cli/operate/events";
import type { ServiceImages } from "../../../cli/operate/images";
import type { EnvironmentLogs } from "../../../cli/operate/logs/show-logs";
import type { EnvironmentStatus, ServiceStatus } from "../../../cli/operate/status/model";
import type { ServiceTasks } from "../../../cli/operate/tasks";
import { begun } from "../../support/slipway";
import { APP, BUILT, ReleaseProject } from "../releases/release-project";

/**
 * Three services of one environment: `web` is well, the last deployment of `ledger` crashes, and a task of `slow` has
 * started and is not known to be healthy yet. Each command is asked as a user asks it, and its answer is enough.
 */
const COPIES = ["ledger", "slow"] as const;
const app = (name: string, path: string, more = "") =>
  `{ ...${BUILT}, image: "apps/${name}", route: { path: "${path}" }, ${more} }`;
/** A check that fails, in a start period that lasts: so long nobody knows. */
const SLOW_CHECK =
  'healthCheck: { command: ["node", "-e", "process.exit(1)"], intervalSeconds: 10, timeoutSeconds: 5, retries: 10, startPeriodSeconds: 300 }';
const SECRET = "not-to-be-printed";
const services = (slow = "") => ({
  services: `{
    web: { ...${BUILT}, secrets: { KEY: { secret: "shop/key" } } },
    ledger: ${app("ledger", "/ledger/*")},
    slow: ${app("slow", "/slow/*", slow)},
  }`,
});

let project: ReleaseProject;
/** Task definitions of the first deployment. */
let first: Readonly<Record<string, string | undefined>>;
let deployment: ChildProcess | undefined;

beforeAll(async () => {
  project = await ReleaseProject.start({ dev: { services: `{ web: ${BUILT} }` } });
  await project.account.createSecret("shop/key", SECRET);
  for (const name of COPIES) mode(name, "ok");
  project.write("dev", services());
  project.version("1");
  await project.succeeds("deploy", "dev", "--yes");
  first = Object.fromEntries(
    (await statuses()).map(({ service, deployment: { taskDefinition } = {} }) => [service, taskDefinition]),
  );
  mode("ledger", "crash");
  mode("slow", "slow");
  project.write("dev", services(SLOW_CHECK));
  project.commit("a ledger that crashes");
  deployment = begun(["deploy", "dev", "--yes"], project.started);
  await until(async () => {
    const [ledger, slow] = await statuses(...COPIES);
    return (
      ledger?.deployment?.state === "rolled back" &&
      slow?.deployment?.state === "rolling out" &&
      slow.tasks.some(({ revision, state }) => revision !== first.slow && state === "RUNNING")
    );
  });
});
afterAll(async () => {
  if (deployment?.exitCode === null) {
    deployment.kill("SIGINT");
    await ended(deployment);
  }
  await project.stop();
});

function mode(name: (typeof COPIES)[number], how: "ok" | "crash" | "slow"): void {
  const folder = join(project.path, "apps", name);
  cpSync(join(project.path, APP), folder, { recursive: true });
  writeFileSync(join(folder, "version.json"), JSON.stringify({ version: `${name} ${how}`, mode: how }));
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once("exit", (code) => resolve(code)));

async function statuses(...names: string[]): Promise<readonly ServiceStatus[]> {
  const { stdout } = await project.run("status", "dev", ...names, "--json");
  return (JSON.parse(stdout) as EnvironmentStatus).services;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const before = Date.now() + 400_000;
  while (!(await isSo())) {
    if (Date.now() > before) throw new Error(JSON.stringify(await statuses(), null, 2));
    await setTimeout(500);
  }
}

it("status says what is wrong with each service, and where to look", async () => {
  const { code, stdout, stderr } = await project.run("status", "dev");
  expect([code, stderr]).toEqual([1, ""]);
  const end = stdout.slice(stdout.indexOf("what is wrong:")).trim().split("\n");
  expect(end).toEqual([
    "what is wrong:",
    expect.stringMatching(
      /^ {2}ledger: its last deployment was given up, .* container ledger ended with exit code 7.*; look: npx slipway logs dev ledger --since 1h --task \S+$/,
    ),
    expect.stringMatching(
      /^ {2}slow: its deployment of slipway-dev-slow:\d+ goes on, .*; look: npx slipway status dev slow$/,
    ),
  ]);
  expect(stdout).toMatch(/^web: steady since .*, slipway-dev-web:\d+, 1 of 1 running$/m);
  expect(stdout).toMatch(/image of web: [^]*?, pushed \d+ (seconds|minutes) ago,\s+release 1$/m);
});

it("status of a service that is well has exit code 0, and as JSON every part", async () => {
  const { environment, services: found } = await project.json<EnvironmentStatus>("status", "dev", "web");
  expect([environment, found.map(({ well }) => well)]).toEqual(["dev", [true]]);
  expect(found[0]).toMatchObject({
    service: "web",
    desired: 1,
    running: 1,
    pending: 0,
    deployment: { state: "steady", taskDefinition: first.web },
    tasks: [{ state: "RUNNING", containers: [{ name: "web", state: "RUNNING" }] }],
    targets: { healthy: 1, registered: 1, unhealthy: [] },
    images: [{ container: "web", digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), release: 1 }],
    unread: [],
  });
});

it("the command that status names shows why the task ended", async () => {
  const [ledger] = await statuses("ledger");
  const [, ...args] = ledger?.trouble?.next.split(" ").slice(1) ?? [];
  expect(await project.succeeds(...args)).toMatch(
    / ledger [0-9a-f]{8} +version ledger crash can not open its ledger$/m,
  );
});

it("tasks has the exit code and the stop reason of the task that crashed", async () => {
  const { tasks } = await project.json<ServiceTasks>("tasks", "dev", "ledger");
  expect(tasks.find(({ revision, state }) => revision !== first.ledger && state === "STOPPED")).toMatchObject(
    {
      stopCode: "EssentialContainerExited",
      stopReason: expect.any(String),
      zone: expect.stringMatching(/^us-east-1/),
      containers: [{ name: "ledger", exitCode: 7 }],
    },
  );
  expect(await project.succeeds("tasks", "dev", "ledger")).toContain("exit code 7");
});

it("events has the rollback", async () => {
  const { deployments, events } = await project.json<ServiceEvents>(
    "events",
    "dev",
    "ledger",
    "--most",
    "50",
  );
  expect(events.length).toBeGreaterThan(0);
  expect(events.map(({ at = "" }) => at)).toEqual(events.map(({ at = "" }) => at).sort());
  expect(deployments.map(({ taskDefinition }) => taskDefinition)).toContain(first.ledger);
  expect(await project.succeeds("events", "dev", "ledger")).toMatch(/roll(ed|ing) back/i);
});

it("images has what runs, and what was released", async () => {
  const { repositories } = await project.json<ServiceImages>("images", "dev", "ledger");
  const found = repositories[0]?.images.map(({ releases, running }) => ({ releases, running }));
  expect(repositories[0]?.repository).toBe("slipway-dev-ledger");
  expect(found).toHaveLength(2);
  expect(found).toContainEqual({ releases: [1], running: true });
  expect(found).toContainEqual({ releases: [], running: false });
});

it("check-access asks everything that starting a task needs, reads no secret, and calls nothing well that is not known", async () => {
  const { checks } = await project.json<AccessReport>("check-access", "dev", "web");
  expect(checks.map(({ check, verdict }) => `${check} ${verdict}`)).toEqual([
    "execution-role pass",
    "image pass",
    "region pass",
    "sign-in-to-ecr pass",
    "pull-images pass",
    "write-logs pass",
    "secret pass",
    "read-secrets pass",
    "reach unknown",
    "reach unknown",
    "reach unknown",
    "reach unknown",
    "reach unknown",
  ]);
});

it("no command prints a credential or the value of a secret", async () => {
  const outputs = await Promise.all(
    [
      ["status", "dev"],
      ...["tasks", "events", "logs", "images", "check-access"].map((each) => [each, "dev", "web"]),
    ].map(async (args) => {
      const { stdout, stderr } = await project.run(...args);
      return stdout + stderr;
    }),
  );
  expect(outputs.every((output) => output.length > 0)).toBe(true);
  expect(outputs.filter((output) => output.includes(SECRET) || output.includes("AWS_SECRET"))).toEqual([]);
});

it("check-access names what is missing, and how to repair it", async () => {
  await project.account.deleteSecret("shop/key");
  const { code, stdout } = await project.run("check-access", "dev", "web");
  expect(code).toBe(1);
  expect(stdout).toContain("fail    secret: shop/key\n          there is no such secret\n");
  expect(stdout).toContain("repair: make it: aws secretsmanager create-secret --name shop/key");
});

it("logs --follow shows each line once until it is interrupted, and leaves nothing", async () => {
  const child = begun(["logs", "dev", "slow", "--follow", "--json", "--since", "1h"], project.started);
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const stream = await project.account.writeLines("/ecs/slipway-dev/slow", "followed", ["same", "same"]);
  const lines = () =>
    text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => (JSON.parse(line) as EnvironmentLogs["lines"][number]).message);
  await until(() => Promise.resolve(lines().filter((line) => line === "same").length >= 2));
  await project.account.writeLines("/ecs/slipway-dev/slow", stream, ["later"]);
  await until(() => Promise.resolve(lines().includes("later")));
  await setTimeout(2500);
  const exit = ended(child);
  child.kill("SIGINT");
  expect(await exit).toBe(130);
  expect(lines()).toEqual(["same", "same", "later"]);
});
