import type { Environment } from "../../../environments/model";
import { createApp, createStateApp } from "../../../main";
import { Outdir, root } from "../../support/synth-environment";
import { evaluatedStrings } from "./strings";

/** The texts in all stacks of an environment, whatever the policy finds there. */
export function synthesisedStrings(environment: Environment): string[] {
  const outdir = new Outdir();
  const machine = { root, outdir: outdir.path };
  try {
    createApp([environment], machine).app.verdicts();
    createStateApp(environment, machine, "s3").verdicts();
    return [...outdir.read().values()].flatMap((json) => evaluatedStrings(JSON.parse(json)));
  } finally {
    outdir.remove();
  }
}
