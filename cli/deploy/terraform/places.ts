import { join } from "node:path";
import { root } from "../../root";

/** The stacks of an environment, in the order in which they are applied. */
export const PARTS = ["images", "foundation", "services"] as const;
export type Part = (typeof PARTS)[number];

/** Has a state of its own in the bucket: a stack of the environment, or `state`, the bucket itself (`slipway bootstrap`). */
export type Stateful = Part | "state";

/** What the stacks are there for; each has its own copy of them. */
export type Purpose = "deploy" | "plan";

/** Where Terraform works on a stack on this machine. */
export interface TerraformPlace {
  readonly part: Stateful;
  /** `<environment>-<part>`. */
  readonly name: string;
  /** Where Terraform runs. */
  readonly folder: string;
  /** All that Terraform printed. */
  readonly log: string;
  /** Records the process that works on it; named after the folder, by toolchain/lasting-terraform.sh. */
  readonly marker: string;
}

/** The place of a stack of an environment. */
export interface StackPlace extends TerraformPlace {
  readonly part: Part;
  /** The saved plan; it may hold secrets, and does not outlive the command. */
  readonly plan: string;
}

export interface Places {
  /** Of all that is written. */
  readonly folder: string;
  /** What synthesis writes to. */
  readonly outdir: string;
  readonly stacks: Readonly<Record<Part, StackPlace>>;
}

/** Folder of the records of all Terraform processes that change a stack of a project, whichever command started them. */
export const runningFolder = (project = root): string => join(project, ".slipway", "running");

/** @param project the project's folder */
export function placesOf(environment: string, project = root, purpose: Purpose = "deploy"): Places {
  const own = join(project, ".slipway", environment);
  const folder = purpose === "deploy" ? own : join(own, purpose);
  const outdir = join(own, purpose);
  // A plan changes nothing, and may run beside a deployment.
  const running = purpose === "deploy" ? runningFolder(project) : folder;
  const place = (part: Part): StackPlace => ({
    part,
    name: `${environment}-${part}`,
    folder: join(outdir, "stacks", `${environment}-${part}`),
    log: join(folder, `${environment}-${part}.log`),
    plan: join(folder, `${environment}-${part}.tfplan`),
    marker: join(running, `${environment}-${part}.json`),
  });
  return {
    folder,
    outdir,
    stacks: { images: place("images"), foundation: place("foundation"), services: place("services") },
  };
}

/** Record of the Terraform that works on the state of the state bucket (`slipway bootstrap`). */
export const stateMarker = (environment: string, project = root): string =>
  join(project, ".slipway", "bootstrap", environment, "running", "state.json");
