import { join } from "node:path";
import { root } from "../../root";

/** The stacks of an environment, in the order in which they are applied. */
export const PARTS = ["images", "foundation", "services"] as const;
export type Part = (typeof PARTS)[number];

/** Has a state of its own in the bucket: a stack of the environment, or `state`, the bucket itself (`slipway bootstrap`). */
export type Stateful = Part | "state";

/** What the stacks are there for; each has its own copy of them. */
export type Purpose = "deploy" | "plan";

/** Where a stack lies on this machine. */
export interface StackPlace {
  readonly part: Part;
  /** `<environment>-<part>`. */
  readonly name: string;
  /** Where Terraform runs. */
  readonly folder: string;
  /** All that Terraform printed. */
  readonly log: string;
  /** The saved plan; it may hold secrets, and does not outlive the command. */
  readonly plan: string;
  /** Says which process works on it. */
  readonly marker: string;
}

export interface Places {
  /** Of all that is written. */
  readonly folder: string;
  /** What synthesis writes to. */
  readonly outdir: string;
  readonly stacks: Readonly<Record<Part, StackPlace>>;
}

/** @param project the project's folder */
export function placesOf(environment: string, project = root, purpose: Purpose = "deploy"): Places {
  const own = join(project, ".slipway", environment);
  const folder = purpose === "deploy" ? own : join(own, purpose);
  const outdir = join(own, purpose);
  const place = (part: Part): StackPlace => ({
    part,
    name: `${environment}-${part}`,
    folder: join(outdir, "stacks", `${environment}-${part}`),
    log: join(folder, `${environment}-${part}.log`),
    plan: join(folder, `${environment}-${part}.tfplan`),
    marker: join(folder, `${environment}-${part}.json`),
  });
  return {
    folder,
    outdir,
    stacks: { images: place("images"), foundation: place("foundation"), services: place("services") },
  };
}
