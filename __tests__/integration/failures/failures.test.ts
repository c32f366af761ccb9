import type { ChildProcess } from "node:child_process";
import { appendFileSync } from "node:fs";
import { constants } from "node:os";
import { inCopy, initialised } from "./application";
import { FailureProject, type Outcome, type Tool, type Watched } from "./failure-project";

/**
 * Deployments that fail or are ended, by each command, in a first deployment, a later one and a destruction. Each leaves
 * no lock, and the states have every resource of the account; the same command run again succeeds. A cycle begins and
 * ends with an empty account. `FAILURES=all` runs all cycles. A row for each command is appended to the file that
 * FAILURES_TABLE names, and what it printed to the file beside it.
 */
const TOOLS: readonly (readonly [Tool, string])[] = [
  ["npx cdktf", "dev"],
  ["npm run local", "local"],
  ["slipway deploy", "staging"],
];

/** What goes wrong: prepared before the command, mended afterwards, and what the user must be told. */
interface Situation {
  readonly name: string;
  readonly clear: RegExp;
  readonly prepare?: () => void;
  readonly mend?: () => void;
  readonly watched?: Omit<Watched, "clear">;
  /** @default 1 */
  readonly code?: number;
  readonly signal?: NodeJS.Signals;
  /** What the command may leave: a resource that is in no state, or also a lock. @default neither */
  readonly leaves?: "resource" | "lock";
}

let project: FailureProject;
let version = 0;

/** Fails with what the command printed. */
function expectCode({ code, signal, output }: Outcome, wanted: number | null): void {
  if (code !== wanted) throw new Error(`ended with ${code ?? signal}, not ${wanted}:\n${output}`);
}

const image = (written?: (context: string) => string) => () => {
  for (const [, name] of TOOLS) project.environment(name, written);
};

const failingRun: Situation = {
  name: "a RUN fails",
  clear: /exit code: 4|returned a non-zero code: 4/,
  prepare: () => project.dockerfile("RUN echo compile error in line 7 && exit 4"),
  mend: () => project.dockerfile(),
};
const missingBase: Situation = {
  name: "a base image is missing",
  clear: /nowhere\.invalid/,
  prepare: () => project.dockerfile("FROM nowhere.invalid/no/such:1", "USER 10001"),
  mend: () => project.dockerfile(),
};
const wrongTarget: Situation = {
  name: "the target is no stage",
  clear: /nope/,
  prepare: image((context) => `{ context: ${context}, target: "nope" }`),
  mend: image(),
};
const refusedPush: Situation = {
  name: "the push is refused",
  clear: /denied|forbidden|403/i,
  prepare: () => project.faults.break(({ method, url }) => method !== "GET" && url.startsWith("/v2/"), 403),
  mend: () => project.faults.mend(),
};
const answers500 = (name: string, action: string): Situation => ({
  name: `${name} answers 500`,
  clear: /StatusCode: 500|InternalFailure/,
  prepare: () => project.faults.break((asked) => asked.action.includes(action)),
  mend: () => {
    expect(project.faults.answered).toBeGreaterThan(0);
    project.faults.mend();
  },
});
/** Where Terraform works on something that lasts. */
const AT_WORK =
  /(Creating|Destroying|Modifying|Still [a-z]+)\.\.\.|apply of \S+-(foundation|services) \.\.\./;
const signalled = (name: NodeJS.Signals, at: RegExp): Situation => ({
  name: `${name} to the command`,
  clear: name === "SIGKILL" ? at : /stopping: Terraform ends/,
  watched: { at: [at, (child: ChildProcess) => child.kill(name)] },
  ...(name === "SIGKILL" ? { signal: name } : { code: 128 + constants.signals[name] }),
  // Terraform goes on after a kill, and the next command waits for it. An interrupt makes the AWS provider give up requests
  // that have no answer yet, whatever AWS makes of them.
  leaves: name === "SIGKILL" ? "lock" : "resource",
});
const killedTerraform: Situation = {
  name: "SIGKILL to one Terraform",
  clear: /Terraform was killed|Invoking Terraform CLI failed/,
  // What a terminal shows comes late, so it is killed by the records of the processes.
  watched: { at: [/./, (child, names) => void project.killTerraform(child, names)] },
  leaves: "lock",
};

/** The situations of a first deployment, a later one and a destruction. */
type Cycle = readonly [Situation, Situation, Situation];

const CYCLES: readonly Cycle[] = [
  [
    failingRun,
    answers500("GetAuthorizationToken", "GetAuthorizationToken"),
    answers500("DeleteRepository", "DeleteRepository"),
  ],
  [signalled("SIGKILL", AT_WORK), signalled("SIGINT", AT_WORK), signalled("SIGINT", AT_WORK)],
  [missingBase, failingRun, answers500("DeleteCluster", "DeleteCluster")],
  [answers500("CreateCluster", "CreateCluster"), missingBase, answers500("DeleteService", "DeleteService")],
  [answers500("CreateRepository", "CreateRepository"), wrongTarget, signalled("SIGKILL", AT_WORK)],
  [signalled("SIGINT", AT_WORK), refusedPush, signalled("SIGTERM", AT_WORK)],
  [refusedPush, signalled("SIGKILL", AT_WORK), signalled("SIGHUP", AT_WORK)],
  [
    answers500("CreateService", "CreateService"),
    signalled("SIGTERM", AT_WORK),
    answers500("DeleteRepository", "DeleteRepository"),
  ],
  [wrongTarget, answers500("GetAuthorizationToken", "GetAuthorizationToken"), signalled("SIGINT", AT_WORK)],
  [killedTerraform, killedTerraform, killedTerraform],
];

/** Where the application is, and the cycles that always run there. */
const PLACES = [
  ["a copy of this project", inCopy, CYCLES.slice(1, 2)],
  ["a repository with slipway init", initialised, CYCLES.slice(0, 1)],
] as const;

/** A command, its name in the table, and what brings resources that are in no state into one, where it does not do so itself. */
type Command = readonly [
  name: string,
  run: (watched: Watched) => Promise<Outcome>,
  adopt?: () => Promise<Outcome>,
];

const DEPLOYS: readonly Command[] = TOOLS.map(([tool, name]): Command => {
  const run = (watched: Watched) => project.deploy(tool, name, watched);
  return tool === "npx cdktf" ? [tool, run, () => project.deploy("slipway deploy", name)] : [tool, run];
});
/** Only cdktf destroys. */
const DESTROYS: readonly Command[] = [
  [
    "npx cdktf",
    (watched) =>
      project.destroy(
        TOOLS.map(([, name]) => name),
        watched,
      ),
  ],
];

async function expectRecorded(): Promise<void> {
  expect(await project.recorded.locks()).toEqual([]);
  expect(await project.recorded.differences()).toEqual({ unrecorded: [], missing: [] });
}

/** All commands at once: first in the situation, then again without it. */
async function fails(
  place: string,
  phase: string,
  commands: readonly Command[],
  situation: Situation,
): Promise<void> {
  const { name, clear, prepare, mend, watched, code = 1, signal, leaves } = situation;
  prepare?.();
  const ended = await Promise.all(commands.map(([, run]) => run({ ...watched, clear })));
  mend?.();
  for (const [index, outcome] of ended.entries())
    row([place, phase, name, commands[index]?.[0] ?? ""], outcome);
  for (const outcome of ended) {
    expectCode(outcome, signal === undefined ? code : null);
    if (outcome.seconds === undefined) throw new Error(`no clear message in:\n${outcome.output}`);
  }
  if (leaves === undefined) await expectRecorded();
  else {
    if (leaves === "resource") expect(await project.recorded.locks()).toEqual([]);
    for (const [, , adopt] of commands) if (adopt) expectCode(await adopt(), 0);
  }
  const again = await Promise.all(commands.map(([, run]) => run({})));
  for (const outcome of again) expectCode(outcome, 0);
  await expectRecorded();
}

function row(cells: readonly string[], { seconds, code, signal, output }: Outcome): void {
  const { FAILURES_TABLE: table } = process.env;
  if (table === undefined) return;
  appendFileSync(`${table}.log`, `\n===== ${cells.join(", ")}\n${output}`);
  appendFileSync(table, `| ${[...cells, seconds?.toFixed(0) ?? "-", code ?? signal].join(" | ")} |\n`);
}

describe.each(PLACES)("in %s", (place, application, kept) => {
  beforeAll(async () => {
    const names = TOOLS.map(([, name]) => name);
    project = await FailureProject.start(await application(), names);
    // One of them twice at once: one waits for the other.
    const ended = await Promise.all([...names, "local"].map((name) => project.bootstrap(name)));
    for (const each of ended) expectCode(each, 0);
  });
  afterAll(() => project.stop());

  describe.each(process.env.FAILURES === "all" ? CYCLES : kept)("a cycle", (first, later, destruction) => {
    it(`recovers a first deployment in which ${first.name}`, async () => {
      project.version(String((version += 1)));
      await fails(place, "first deployment", DEPLOYS, first);
    });
    it(`recovers a later deployment in which ${later.name}`, async () => {
      project.version(String((version += 1)));
      await fails(place, "later deployment", DEPLOYS, later);
    });
    it(`recovers a destruction in which ${destruction.name}`, () =>
      fails(place, "destruction", DESTROYS, destruction));
  });
});
