import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { finish } from "../support/slipway";
import { type Answer, type Call, FakePrograms } from "./fake-programs";
import { GITHUB, type Step } from "./workflows";

/** What expressions may speak of. */
export type Context = Readonly<Record<string, unknown>>;

export interface Ran {
  /** `success` or `failure`, as of a job. */
  readonly conclusion: "success" | "failure";
  /** Names of the steps with a script that were run, in their order. */
  readonly steps: readonly string[];
  readonly calls: readonly Call[];
  /** Of the run, in Markdown. */
  readonly summary: string;
  /** Everything that the steps printed. */
  readonly log: string;
  /** Of the last step that wrote any. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What steps have set for later ones. */
  readonly environment: Readonly<Record<string, string>>;
  /** Files that were left in RUNNER_TEMP, by name. */
  readonly temporary: (name: string) => string;
}

const RUNNER = {
  CI: "true",
  GITHUB_ACTIONS: "true",
  GITHUB_REPOSITORY: "example/shop",
  GITHUB_RUN_ID: "42",
  GITHUB_SERVER_URL: "https://github.com",
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.invalid/?api-version=2",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
};
const PROGRAMS = ["npm", "npx", "gh", "aws", "curl"];
/** As GitHub starts it without `shell:`, and with `shell: bash`. */
const SHELL = { none: ["-e"], bash: ["--noprofile", "--norc", "-eo", "pipefail"] } as const;

/** The operators of GitHub's expressions that our workflows use mean the same in JavaScript. */
export function evaluate(expression: string, context: Context, failed = false): unknown {
  return runInNewContext(expression, {
    ...Object.fromEntries(Object.entries(context).map(([name, value]) => [name, lenient(value)])),
    fromJSON: (text: string): unknown => JSON.parse(text),
    cancelled: () => false,
    success: () => !failed,
    failure: () => failed,
  });
}

/** As on GitHub, what is not there is an empty text. */
function lenient(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get: (target, name) => (Object.hasOwn(target, name) ? lenient(Reflect.get(target, name)) : ""),
  });
}

/** A text with its expressions replaced, as GitHub does before a step begins. */
export const filled = (text: string, context: Context): string =>
  text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) => String(evaluate(expression, context)));

/** Whether a step runs, when one before it has failed or not. */
function runs({ if: condition }: Step, context: Context, failed: boolean): boolean {
  if (condition === undefined) return !failed;
  const expression = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(String(condition))?.[1] ?? String(condition);
  const asksForIt = /\b(?:always|cancelled|success|failure)\(\)/.test(expression);
  return (asksForIt || !failed) && Boolean(evaluate(expression, context, failed));
}

/** The scripts of a job's steps, one after the other, by bash; actions of others are left out. */
export async function runSteps(
  steps: readonly Step[],
  context: Context,
  answers: readonly Answer[],
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-ci-"));
  try {
    cpSync(GITHUB, join(folder, "project", ".github"), { recursive: true });
    mkdirSync(join(folder, "temporary"));
    const programs = new FakePrograms(join(folder, "bin"), PROGRAMS, answers);
    const file = (name: string) => join(folder, name);
    const content = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), "utf8") : "");
    const outputsOf: Record<string, { outputs: Record<string, string> }> = {};
    const names: string[] = [];
    let environment: Record<string, string> = {};
    let outputs: Record<string, string> = {};
    let log = "";
    let failed = false;

    for (const step of steps) {
      const known = { ...context, steps: outputsOf };
      if (step.run === undefined || !runs(step, known, failed)) continue;
      names.push(step.name ?? "");
      for (const name of ["output", "environment"]) writeFileSync(file(name), "");
      writeFileSync(file("step.sh"), filled(step.run, known));
      const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value, known)]);
      const ended = await finish(
        "bash",
        [...SHELL[step.shell === "bash" ? "bash" : "none"], file("step.sh")],
        {
          cwd: file("project"),
          env: {
            ...RUNNER,
            PATH: `${programs.folder}:${process.env.PATH ?? ""}`,
            RUNNER_TEMP: file("temporary"),
            GITHUB_OUTPUT: file("output"),
            GITHUB_ENV: file("environment"),
            GITHUB_STEP_SUMMARY: file("summary"),
            ...environment,
            ...(Object.fromEntries(own) as Record<string, string>),
          },
        },
      );
      log += ended.stdout + ended.stderr;
      failed ||= ended.code !== 0;
      environment = { ...environment, ...pairs(content("environment")) };
      const written = pairs(content("output"));
      if (step.id !== undefined) outputsOf[step.id] = { outputs: written };
      if (Object.keys(written).length > 0) outputs = written;
    }
    const left = new Map(
      ["plan.md", "slipway-source-credentials"].map((name) => [name, content(join("temporary", name))]),
    );
    return {
      conclusion: failed ? "failure" : "success",
      steps: names,
      calls: programs.calls,
      summary: content("summary"),
      log,
      outputs,
      environment,
      temporary: (name) => left.get(name) ?? "",
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Lines `name=value`. */
const pairs = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split("\n")
      .filter((line) => line.includes("="))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const),
  );
