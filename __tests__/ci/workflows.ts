import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../support/synth-environment";

/** A step of a job, as far as it is read here. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string | boolean;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly uses?: string;
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> };
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export const GITHUB = join(root, ".github");
export const workflowFiles = readdirSync(join(GITHUB, "workflows")).map((name) => `workflows/${name}`);
export const SETUP = "actions/setup/action.yml";

/** Of a file below `.github`. */
export const textOf = (file: string): string => readFileSync(join(GITHUB, file), "utf8");
export const workflow = (name: string): Workflow => parse(textOf(`workflows/${name}.yml`)) as Workflow;
export const setupSteps = (): readonly Step[] =>
  (parse(textOf(SETUP)) as { runs: { steps: readonly Step[] } }).runs.steps;
