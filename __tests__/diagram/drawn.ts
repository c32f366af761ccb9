import { diagramOf, type Diagram } from "../../diagram";
import { resolveEnvironment } from "../../environments";
import type { EnvironmentInput } from "../../environments/input";
import type { Environment } from "../../environments/model";
import { resolve } from "../../environments/resolve";
import { createApp } from "../../main";
import { Outdir, root } from "../support/synth-environment";

/** The stacks of an environment as Terraform gets them, by `images`, `foundation` and `services`. */
export function stacksOf(environment: Environment): Record<string, unknown> {
  const outdir = new Outdir();
  try {
    createApp([environment], { root, outdir: outdir.path }).app.synth();
    return Object.fromEntries(
      [...outdir.read()].map(([name, text]) => [
        name.slice(environment.name.length + 1),
        JSON.parse(text) as unknown,
      ]),
    );
  } finally {
    outdir.remove();
  }
}

export const diagramFor = (environment: Environment): Diagram =>
  diagramOf(environment, stacksOf(environment));

export const diagramOfInput = (input: EnvironmentInput): Diagram => diagramFor(resolve(input, root));

export const diagramNamed = (name: string): Diagram => diagramFor(resolveEnvironment(name, root));
