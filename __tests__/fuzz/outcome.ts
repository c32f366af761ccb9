import type { TerraformStack } from "cdktf";
import { ConfigurationError } from "../../environments/errors";
import type { EnvironmentInput } from "../../environments/input";
import { hasControls } from "../../environments/control-characters";
import { dotted } from "../../environments/paths";
import { resolve } from "../../environments/resolve";
import { createApp } from "../../main";
import { root } from "../support/synth-environment";
import { origins } from "./environments";

export type Outcome = "synthesised" | "refused";

/** What may be wrong although the input lacks it, or has it by default. */
const PROPERTIES = [
  ...["name", "project", "account", "region", "protected", "state", "network", "cluster", "loadBalancer"],
  ...["domain", "logs", "observability", "namespace", "databases", "fileSystems", "services", "registry"],
  ...["permissionsBoundary", "delivery", "policy", "tags", "emulator"],
];
/** What is about the whole environment, or a finding of the policy in a stack. */
const WHOLE =
  /^(the environment |[a-z0-9-]+-(images|foundation|services|state): |environment "[^"]*": policy)/;
/** Signs that a message was put together from something that no text was made of. */
const NOT_A_TEXT = /\[object |(got|than|to|of) undefined\b|function \(|Symbol\(/;
/** A message is read on a terminal. */
const MAX_PROBLEM = 12_000;

/**
 * Synthesises an environment into `outdir`.
 *
 * @param keep gets the stacks when they are written
 * @throws anything but a ConfigurationError whose problems name their paths
 */
export function outcomeOf(
  input: unknown,
  outdir: string,
  keep?: (stacks: readonly TerraformStack[]) => void,
): Outcome {
  try {
    const environment = resolve(input as EnvironmentInput, root, origins);
    const { app, stacks } = createApp([environment], { root, outdir });
    app.synth();
    keep?.(
      [...stacks.values()].flatMap(({ foundation, images, services }) => [images, foundation, services]),
    );
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

function isReadable(problem: string, input: unknown): boolean {
  const keys = [...PROPERTIES, ...Object.keys(Object(input) as object)];
  const named = keys.some((key) => {
    const path = dotted([key]);
    return problem.startsWith(path) && /^[\s.[]/.test(problem.slice(path.length));
  });
  return (
    (named || WHOLE.test(problem)) &&
    !hasControls(problem) &&
    !NOT_A_TEXT.test(problem.replace(/"(\\.|[^"\\])*"/g, '""')) &&
    problem.length <= MAX_PROBLEM
  );
}
