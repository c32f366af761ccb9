import type { Command } from "commander";
import { createRequire } from "node:module";

type Register = (program: Command) => void;

/** A module, and which of its functions adds a command to the program. */
interface CommandModule {
  readonly file: string;
  /** By the command's name; one function may add several. */
  readonly adds: Readonly<Record<string, string>>;
}

/**
 * All commands, in the order of the help. Each is loaded when it is asked for: the clients of AWS, of Docker and of the
 * emulator that all of them together need take longer to load than most commands take to answer.
 */
const MODULES: readonly CommandModule[] = [
  { file: "./init", adds: { init: "registerInit" } },
  { file: "./doctor", adds: { doctor: "registerDoctor" } },
  { file: "./local", adds: { local: "registerLocal" } },
  { file: "./run-cdktf", adds: { cdktf: "registerCdktf" } },
  { file: "./bootstrap", adds: { bootstrap: "registerBootstrap" } },
  { file: "./build", adds: { build: "registerBuild" } },
  { file: "./plan", adds: { plan: "registerPlan" } },
  { file: "./deploy", adds: { deploy: "registerDeploy" } },
  { file: "./deploy/lock/unlock-command", adds: { unlock: "registerUnlock" } },
  {
    file: "./release",
    adds: { releases: "registerReleases", promote: "registerPromote", rollback: "registerRollback" },
  },
  {
    file: "./operate/look-commands",
    adds: Object.fromEntries(
      ["status", "tasks", "events", "logs", "images", "check-access"].map((name) => [
        name,
        "registerLooking",
      ]),
    ),
  },
  {
    file: "./operate/acting",
    adds: { run: "registerRun", exec: "registerExec", restart: "registerRestart", scale: "registerScale" },
  },
  { file: "./registry", adds: { registry: "registerRegistry" } },
  { file: "./policy", adds: { policy: "registerPolicy" } },
  { file: "./diagram", adds: { diagram: "registerDiagram" } },
  { file: "./environment", adds: { environment: "registerEnvironment" } },
  { file: "./env-files", adds: { "env-files": "registerEnvFiles" } },
  { file: "./variables", adds: { env: "registerVariables" } },
];

/** Adds the command that is asked for; all of them when it is none of them, for the help and for an error. */
export function registerCommands(program: Command, asked = ""): void {
  // `import()` would leave the loader of our TypeScript sources aside.
  const load = createRequire(__filename);
  const own = MODULES.filter(({ adds }) => Object.hasOwn(adds, asked));
  for (const { file, adds } of own.length > 0 ? own : MODULES) {
    const functions = load(file) as Readonly<Record<string, Register>>;
    for (const name of new Set(Object.values(adds))) functions[name]?.(program);
  }
}
