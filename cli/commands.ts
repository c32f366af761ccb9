/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/no-unsafe-return -- tsx/cjs does not compile
   what import() loads, and esbuild bundles only what a literal names */
import type { Command } from "commander";

type Register = (program: Command) => void;

/** A module, and which of its functions adds a command to the program. */
interface CommandModule {
  readonly load: () => unknown;
  /** By the command's name; one function may add several. */
  readonly adds: Readonly<Record<string, string>>;
}

/**
 * All commands, in the order of the help. Each is loaded when it is asked for: the clients of AWS, of Docker and of the
 * emulator that all of them together need take longer to load than most commands take to answer.
 */
const MODULES: readonly CommandModule[] = [
  { load: () => require("./init"), adds: { init: "registerInit" } },
  { load: () => require("./doctor"), adds: { doctor: "registerDoctor" } },
  { load: () => require("./local"), adds: { local: "registerLocal" } },
  { load: () => require("./cdktf"), adds: { cdktf: "registerCdktf" } },
  { load: () => require("./bootstrap"), adds: { bootstrap: "registerBootstrap" } },
  { load: () => require("./build"), adds: { build: "registerBuild" } },
  { load: () => require("./plan"), adds: { plan: "registerPlan" } },
  { load: () => require("./deploy"), adds: { deploy: "registerDeploy" } },
  { load: () => require("./deploy/lock/unlock-command"), adds: { unlock: "registerUnlock" } },
  {
    load: () => require("./release"),
    adds: { releases: "registerReleases", promote: "registerPromote", rollback: "registerRollback" },
  },
  {
    load: () => require("./operate/look-commands"),
    adds: Object.fromEntries(
      ["status", "tasks", "events", "logs", "images", "check-access"].map((name) => [
        name,
        "registerLooking",
      ]),
    ),
  },
  {
    load: () => require("./operate/acting"),
    adds: { run: "registerRun", exec: "registerExec", restart: "registerRestart", scale: "registerScale" },
  },
  { load: () => require("./registry"), adds: { registry: "registerRegistry" } },
  { load: () => require("./policy"), adds: { policy: "registerPolicy" } },
  { load: () => require("./diagram"), adds: { diagram: "registerDiagram" } },
  { load: () => require("./environment"), adds: { environment: "registerEnvironment" } },
  { load: () => require("./env-files"), adds: { "env-files": "registerEnvFiles" } },
  { load: () => require("./variables"), adds: { env: "registerVariables" } },
];

/** Adds the command that is asked for; all of them when it is none of them, for the help and for an error. */
export function registerCommands(program: Command, asked = ""): void {
  const own = MODULES.filter(({ adds }) => Object.hasOwn(adds, asked));
  for (const { load, adds } of own.length > 0 ? own : MODULES) {
    const functions = load() as Readonly<Record<string, Register>>;
    for (const name of new Set(Object.values(adds))) functions[name]?.(program);
  }
}
