import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../support/synth-environment";

type Values = Readonly<Record<string, unknown>>;

/** A job of `.gitlab-ci.yml`, with what it extends. */
export interface GitlabJob {
  readonly stage?: string;
  readonly image: string;
  readonly parallel?: { readonly matrix: readonly Readonly<Record<string, unknown>>[] };
  readonly script?: readonly string[];
  readonly before_script: readonly string[];
  readonly timeout?: string;
  readonly rules?: readonly { readonly if?: string; readonly when?: string }[];
  readonly variables: Readonly<Record<string, string>>;
  readonly environment?: unknown;
  readonly resource_group?: string;
  readonly id_tokens?: Readonly<Record<string, { readonly aud: string }>>;
}

export interface GitlabFile {
  readonly stages: readonly string[];
  readonly jobs: Readonly<Record<string, GitlabJob>>;
}

export const gitlabText = readFileSync(join(root, ".gitlab-ci.yml"), "utf8");

/** Of the reference, https://docs.gitlab.com/ci/yaml/, what may stand in our file. */
const GLOBAL = ["stages", "workflow", "default", "variables"];
const KEYWORDS = {
  top: ["rules"],
  default: ["image", "interruptible", "cache", "before_script"],
  job: [
    "before_script",
    "environment",
    "extends",
    "id_tokens",
    "image",
    "interruptible",
    "parallel",
    "resource_group",
    "rules",
    "script",
    "services",
    "stage",
    "tags",
    "timeout",
    "variables",
  ],
  rule: ["if", "when", "allow_failure"],
  environment: ["name", "action"],
};

const unknown = (where: string, value: Values, known: readonly string[]): string[] =>
  Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => `${where}.${key} is no keyword`);

/** Reads the file as GitLab does, as far as our own file goes, and says what GitLab would refuse. */
export function readGitlab(text: string): { readonly file: GitlabFile; readonly problems: string[] } {
  const all = parse(text) as Readonly<Record<string, Values>>;
  const stages = all.stages as unknown as readonly string[];
  const base = {
    variables: all.variables ?? {},
    before_script: all.default?.before_script ?? [],
    image: all.default?.image,
  };
  const raw = Object.fromEntries(Object.entries(all).filter(([name]) => !GLOBAL.includes(name)));
  const problems = [
    ...unknown("workflow", all.workflow ?? {}, KEYWORDS.top),
    ...unknown("default", all.default ?? {}, KEYWORDS.default),
    ...Object.entries(raw).flatMap(([name, job]) => unknown(name, job, KEYWORDS.job)),
  ];
  const extended = (name: string): Values => {
    const { extends: parent, ...job } = raw[name] ?? {};
    if (typeof parent !== "string") return job;
    if (raw[parent] === undefined) problems.push(`${name}.extends names no job, got ${parent}`);
    const from = extended(parent);
    return {
      ...from,
      ...job,
      variables: { ...(from.variables as Values), ...(job.variables as Values) },
    };
  };
  const jobs = Object.fromEntries(
    Object.keys(raw)
      .filter((name) => !name.startsWith("."))
      .map((name) => {
        const job = extended(name);
        return [name, { ...base, ...job, variables: { ...base.variables, ...(job.variables as Values) } }];
      }),
  ) as unknown as Record<string, GitlabJob>;
  for (const [name, job] of Object.entries(jobs)) problems.push(...jobProblems(name, job, stages));
  return { file: { stages, jobs }, problems };
}

function jobProblems(name: string, job: GitlabJob, stages: readonly string[]): string[] {
  const { environment, rules = [] } = job;
  const releases = job.script?.some((line) => /deploy|promote|rollback/.test(line)) ?? false;
  return [
    ...(job.script?.length ? [] : [`${name}.script must be there`]),
    ...(stages.includes(job.stage ?? "") ? [] : [`${name}.stage must be one of stages`]),
    ...(/^\d+[mh]$/.test(job.timeout ?? "") ? [] : [`${name}.timeout must be set`]),
    ...(rules.length > 0 ? [] : [`${name}.rules must say when it runs`]),
    ...rules.flatMap((rule) => unknown(`${name}.rules`, rule, KEYWORDS.rule)),
    ...(typeof environment === "object" && environment !== null
      ? unknown(`${name}.environment`, environment as Values, KEYWORDS.environment)
      : []),
    ...(releases && (job.resource_group === undefined || environment === undefined || !job.id_tokens)
      ? [`${name} must have an environment, a token and a resource_group, as it releases`]
      : []),
  ];
}
