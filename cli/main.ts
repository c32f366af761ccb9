import { Command, Help } from "commander";
import { version } from "../package.json";
import { registerCommands } from "./commands";
import { listKnownCommands } from "./known-commands";
import { report } from "./report";

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

registerCommands(program, process.argv[2]);
listKnownCommands(program);

program.parseAsync().catch(report);
