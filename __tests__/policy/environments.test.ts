import { environmentNames, resolveEnvironment } from "../../environments";
import type { Environment } from "../../environments/model";
import { resolve } from "../../environments/resolve";
import { createApp, createStateApp } from "../../main";
import { everything } from "../coverage/everything";
import { EXAMPLES } from "../integration/examples/examples";
import { Outdir, root } from "../support/synth-environment";
import { hardened } from "../validate/hardened";

const environments: readonly Environment[] = [
  ...environmentNames.map((name) => resolveEnvironment(name, root)),
  ...[...EXAMPLES, hardened].map((input) => resolve(input, root)),
  ...everything,
];

const outdir = new Outdir();
afterAll(() => outdir.remove());

test.each(environments.map((environment) => [environment.name, environment] as const))(
  "%s and its bootstrap have no finding but those that it suppresses",
  (name, environment) => {
    const machine = { root, outdir: outdir.path };
    const apps = [createApp([environment], machine).app, createStateApp(environment, machine, "s3")];
    const [stacks, state] = apps.map((app) => app.verdicts().get(environment));
    expect([stacks?.findings, state?.findings, stacks?.unused]).toEqual([[], [], []]);
    const rules = new Set(stacks?.suppressed.map(({ rule }) => rule));
    expect([...rules]).toEqual(name === "everything" ? ["no-mutable-tag", "no-public-task"] : []);
  },
);
