import type { TerraformStack } from "cdktf";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasControls } from "../../environments/control-characters";
import { ConfigurationError } from "../../environments/errors";
import type { EnvironmentInput } from "../../environments/input";
import { resolve } from "../../environments/resolve";
import { createApp } from "../../main";
import { root } from "../support/synth-environment";
import type { Case } from "./cases";
import { origins } from "./environments";
import { namesPath } from "./named-path";
import { withinTime } from "./time-limit";

export type Outcome = "synthesised" | "refused";

/** What is about the whole environment, or a finding of the policy or a limit in a stack. */
const WHOLE =
  /^(the environment |[a-z0-9-]+-(images|foundation|services|state): |environment "[^"]*": policy)/;
/** Signs that a message was put together from something that no text was made of. */
const NOT_A_TEXT = /\[object |(got|than|to|of) undefined\b|function \(|Symbol\(/;
/** A message is read on a terminal. */
const MAX_PROBLEM = 12_000;

/**
 * Resolves an environment and, when it is valid, synthesises it into `outdir`.
 *
 * @param keep gets the stacks when they are written
 * @throws when that takes too long, or throws anything but a ConfigurationError whose problems name their paths
 */
export function outcomeOf(
  { input, dockerfile }: Case,
  outdir: string,
  keep?: (stacks: readonly TerraformStack[]) => void,
): Outcome {
  const project = dockerfile === undefined ? root : projectWith(dockerfile, outdir);
  try {
    withinTime(() => {
      const environment = resolve(input as EnvironmentInput, project, origins);
      const { app, stacks } = createApp([environment], { root: project, outdir });
      app.synth();
      keep?.(
        [...stacks.values()].flatMap(({ foundation, images, services }) => [images, foundation, services]),
      );
    });
    return "synthesised";
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const bad = error.problems.find((problem) => !isReadable(problem, input));
    if (bad !== undefined)
      throw new Error(`a problem must name its path and be readable, got ${JSON.stringify(bad)}`, {
        cause: error,
      });
    return "refused";
  }
}

/** A project with one build context, `app`. */
function projectWith(dockerfile: string, outdir: string): string {
  const project = join(outdir, "project");
  mkdirSync(join(project, "app"), { recursive: true });
  writeFileSync(join(project, "app", "Dockerfile"), dockerfile);
  return project;
}

const isReadable = (problem: string, input: unknown): boolean =>
  (namesPath(problem, input) || WHOLE.test(problem)) &&
  !hasControls(problem) &&
  !NOT_A_TEXT.test(withoutValues(problem)) &&
  problem.length <= MAX_PROBLEM;

/** What is quoted comes from the input; a rule may name the character `"` before it. */
const withoutValues = (problem: string): string =>
  [/\bgot "(\\.|[^"\\])*"/g, /"(\\.|[^"\\])*"/g].reduce((text, quoted) => text.replace(quoted, ""), problem);
