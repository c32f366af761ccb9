import { Command, Help } from "commander";
import { version } from "../package.json";
import { registerBootstrap } from "./bootstrap";
import { registerBuild } from "./build";
import { registerCdktf } from "./run-cdktf";
import { registerDeploy } from "./deploy";
import { registerUnlock } from "./deploy/lock/unlock-command";
import { registerDiagram } from "./diagram";
import { registerDoctor } from "./doctor";
import { registerEnvFiles } from "./env-files";
import { registerEnvironment } from "./environment";
import { registerInit } from "./init";
import { listKnownCommands } from "./known-commands";
import { registerPolicy } from "./policy";
import { report } from "./report";
import { registerLocal } from "./local";
import { registerExec, registerRestart, registerRun, registerScale } from "./operate/acting";
import { registerPlan } from "./plan";
import { registerRegistry } from "./registry";
import { registerLooking } from "./operate/look-commands";
import { registerPromote, registerReleases, registerRollback } from "./release";
import { registerVariables } from "./variables";

const program = new Command("slipway")
  .description("From a Dockerfile to a load-balanced, rollback-safe service on Amazon ECS")
  .version(version)
  .enablePositionalOptions()
  .configureHelp({
    // The widest command leaves 35 columns of 80, and commander wraps nothing below 40.
    minWidthToWrap: 30,
    // All commands have options: named in each line of a list, they would leave too little room.
    subcommandTerm: (command) => new Help().subcommandTerm(command).replace(" [options]", ""),
  })
  .showSuggestionAfterError()
  .showHelpAfterError("(add --help for the arguments)");

[
  registerInit,
  registerDoctor,
  registerLocal,
  registerCdktf,
  registerBootstrap,
  registerBuild,
  registerPlan,
  registerDeploy,
  registerUnlock,
  registerReleases,
  registerPromote,
  registerRollback,
  registerLooking,
  registerRun,
  registerExec,
  registerRestart,
  registerScale,
  registerRegistry,
  registerPolicy,
  registerDiagram,
  registerEnvironment,
  registerEnvFiles,
  registerVariables,
].forEach((register) => register(program));
listKnownCommands(program);

program.parseAsync().catch(report);
