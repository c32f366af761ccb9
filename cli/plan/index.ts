import { type Command, Option } from "commander";
import { writeFileSync } from "node:fs";
import { resolveEnvironment } from "../../environments";
import { ConfigurationError, shown } from "../../environments/errors";
import { reviewOf } from "../../plan/review";
import { colorsFor, NO_COLORS } from "../../toolchain/colors";
import { root } from "../root";
import { collect } from "./collect";
import { type Format, FORMATS, formatOf, written } from "./formats";

/** Exit codes of `terraform plan -detailed-exitcode`; an error is 1. */
const NO_CHANGES = 0;
const CHANGES = 2;

interface Options {
  readonly format: Format;
  readonly json?: boolean;
  readonly out?: readonly string[];
  readonly install: boolean;
}

export function registerPlan(program: Command): void {
  program
    .command("plan")
    .description(
      "show what a deployment of an environment would do, for a review; changes nothing, needs no Docker engine; exit code 2 when there are changes",
    )
    .argument("<environment>", "environment, for example dev")
    .addOption(new Option("--format <format>", "what is printed").choices(FORMATS).default("terminal"))
    .option("--json", "short for --format json")
    .option(
      "--out <file>",
      "also write it to a file: .md, .json and .txt say the format; can be given again",
      (file: string, files: readonly string[] | undefined) => [...(files ?? []), file],
    )
    .option("--no-install", "accepted for consistency; a plan installs nothing")
    .action(async (name: string, { format, json = false, out = [], install }: Options) => {
      const printed = json ? "json" : format;
      const review = reviewOf(await collect(resolveEnvironment(name, root), install));
      for (const file of out) writeOut(file, written(review, formatOf(file, printed), NO_COLORS));
      process.stdout.write(written(review, printed, colorsFor(process.stdout)));
      process.exitCode = review.changes ? CHANGES : NO_CHANGES;
    });
}

function writeOut(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new ConfigurationError("the command", [
      `--out must be a file that can be written, got ${shown(file)}: ${(error as Error).message}`,
    ]);
  }
}
