import type { Command } from "commander";

/** Answers an unknown command with the known ones, at every level. */
export function listKnownCommands(command: Command): void {
  const known = command.commands.map((child) => child.name());
  command.commands.forEach(listKnownCommands);
  if (known.length === 0) return;
  command.configureOutput({
    outputError: (text, write) => {
      write(text.startsWith("error: unknown command") ? `${text}(known: ${known.join(", ")})\n` : text);
    },
  });
}
