import { Command, CommanderError } from "commander";

let loaded: Command | undefined;

/**
 * The real program of `cli/main.ts` with every command, option and argument, and without what they do: the module is
 * loaded while its start is held back.
 */
function theProgram(): Command {
  if (loaded) return loaded;
  const started = jest.spyOn(Command.prototype, "parseAsync").mockReturnValue(new Promise(() => undefined));
  const acted = jest.spyOn(Command.prototype, "action").mockReturnThis();
  let program: Command | undefined;
  try {
    jest.requireActual<object>("../../cli/main");
    [program] = started.mock.contexts as readonly Command[];
  } finally {
    // The class is shared by all suites of a worker.
    started.mockRestore();
    acted.mockRestore();
  }
  if (!program) throw new Error("cli/main.ts must call parseAsync");
  silence(program);
  loaded = program;
  return program;
}

function silence(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  command.commands.forEach(silence);
}

/** What the command line says against these arguments, `undefined` for nothing; `partly`: something may be missing. */
export async function refusal(args: readonly string[], partly = false): Promise<string | undefined> {
  const command = theProgram();
  try {
    await command.parseAsync([...args], { from: "user" });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const asked = ["commander.helpDisplayed", "commander.help", "commander.version"];
    const missing = ["commander.missingArgument", "commander.missingMandatoryOptionValue"];
    return [...asked, ...(partly ? missing : [])].includes(error.code) ? undefined : error.message;
  }
}
