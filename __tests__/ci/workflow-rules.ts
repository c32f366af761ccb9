import { parse } from "yaml";
import type { Job, Step, Workflow } from "./workflows";

const PINNED = /^\s*(?:- )?uses: (?:[\w.-]+\/)+[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const OWN = /^\s*(?:- )?uses: \.\/\.github\//;

/** Lines of a workflow or an action that use something that could change under us. */
export const unpinned = (text: string): string[] =>
  text
    .split("\n")
    .filter((line) => /^\s*(?:- )?uses:/.test(line) && !PINNED.test(line) && !OWN.test(line))
    .map((line) => line.trim());

/** What is wrong with a workflow, beyond what actionlint says. */
export function problemsOf(text: string): string[] {
  const { on, permissions, jobs } = parse(text) as Workflow;
  return [
    ...unpinned(text).map((line) => `${line} must name a commit, and its version`),
    ...Object.keys(on)
      .filter((event) => event === "pull_request_target" || event === "workflow_run")
      .map((event) => `on.${event} must not be used: it runs with our rights for others`),
    ...(JSON.stringify(permissions) === "{}" ? [] : ["permissions must be none at the top"]),
    ...Object.entries(jobs).flatMap(([name, job]) =>
      jobProblems(job).map((problem) => `jobs.${name}: ${problem}`),
    ),
  ];
}

function jobProblems(job: Job): string[] {
  const { uses, steps = [], permissions, concurrency } = job;
  const problems = permissions === undefined ? ["permissions must be said"] : [];
  if (uses !== undefined) return problems;
  const signsIn = steps.some((step) => step.uses?.startsWith("aws-actions/configure-aws-credentials@"));
  if (job["timeout-minutes"] === undefined) problems.push("timeout-minutes must be set");
  if ((permissions?.["id-token"] === "write") !== signsIn) {
    problems.push("id-token must be writable exactly where a role is assumed");
  }
  if (permissions?.contents !== "read") problems.push("contents must be readable, and no more");
  if (signsIn && concurrency === undefined) problems.push("concurrency must be set");
  if (job.environment !== undefined && concurrency?.["cancel-in-progress"] !== false) {
    problems.push("what changes an environment must not be cancelled by a newer run");
  }
  return [...problems, ...steps.flatMap(stepProblems)];
}

export function stepProblems({ uses = "", run = "", with: options = {} }: Step): string[] {
  return [
    // Whoever wrote it: an expression becomes text of the script before the shell reads it.
    ...(run.includes("${{") ? ["run must take what others write from env"] : []),
    ...(uses.startsWith("actions/checkout@") && options["persist-credentials"] !== false
      ? ["a checkout must not leave its credentials"]
      : []),
    ...(uses.startsWith("aws-actions/") &&
    !/^\$\{\{ (?:vars|matrix)\.[\w.]+ \}\}$/.test(String(options["role-to-assume"]))
      ? ["role-to-assume must come from a variable"]
      : []),
  ];
}
