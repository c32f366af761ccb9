import type { EmulatorEngine } from "./engine";

/** A container that came up and did not become ready; the message ends with the emulator's own last lines. */
export class EmulatorError extends Error {
  override readonly name = "EmulatorError";

  constructor(engine: EmulatorEngine, reason: string, output: readonly string[]) {
    super([`starting ${engine.title} failed: ${reason}`, ...output.map((line) => `  ${line}`)].join("\n"));
  }
}
