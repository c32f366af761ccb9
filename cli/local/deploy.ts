import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Environment } from "../../environments/model";
import type { Toolchain } from "../../toolchain/prepare";
import type { Progress } from "../../toolchain/progress";
import { CommandError, run } from "../../toolchain/run";
import { cdktfArguments, cdktfProgram } from "../run-cdktf";
import { emulatorVariables } from "../emulator-variables";
import { root } from "../root";
import { terraformErrors } from "./terraform-errors";

/** What cdktf repeats once a second, and says nothing that the elapsed time does not. */
const COUNTS = /^\d+ Stacks? (deploying|done|waiting)/;

/** Runs `cdktf deploy '<environment>-*'`; all that it prints goes to a log file, its last line to the progress. */
export async function deploy(
  environment: Environment,
  toolchain: Toolchain,
  progress: Progress,
): Promise<void> {
  const folder = join(root, ".slipway", environment.name);
  await mkdir(folder, { recursive: true });
  const file = join(folder, "deploy.log");
  const log = createWriteStream(file);
  const [node, script] = cdktfProgram();
  const args = cdktfArguments(["deploy", `${environment.name}-*`, "--auto-approve"], toolchain);
  const lines: string[] = [];
  try {
    await progress.during("deploy", `cdktf deploy '${environment.name}-*'`, (update) =>
      run(node, [script, ...args], {
        doing: `deploying ${environment.name}`,
        cwd: root,
        env: { ...toolchain.environment, ...emulatorVariables(environment) },
        onLine: (line) => {
          log.write(`${line}\n`);
          lines.push(line);
          const shown = stripVTControlCharacters(line).replace(/\s+/g, " ").trim();
          if (shown !== "" && !COUNTS.test(shown)) update(shown.slice(0, 100));
        },
      }),
    );
  } catch (error) {
    progress.say("deploy", `everything that cdktf printed is in ${relative(root, file)}`);
    const errors = terraformErrors(lines);
    if (!(error instanceof CommandError) || errors.length === 0) throw error;
    throw new CommandError(
      `deploying ${environment.name}`,
      "cdktf deploy",
      error.exitCode,
      "did not succeed",
      [
        ...errors.join("\n\n").split("\n"),
        "",
        `What was there before still serves. See "npm run local:logs", correct the cause and run the same command again.`,
      ],
    );
  } finally {
    log.end();
  }
}
