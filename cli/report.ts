import { EmulatorError } from "../emulator/start";
import { ConfigurationError } from "../environments/errors";
import { ImageBuildError } from "../toolchain/images/docker-build";
import { PushError } from "./build/push";
import { CommandError, InterruptedError } from "../toolchain/run";

/** Exit code of a program that was interrupted, as shells have it. */
const INTERRUPTED = 130;

/** Errors that are not ours: the message says all, a stack would only hide it. */
const EXPECTED = [
  ConfigurationError,
  CommandError,
  InterruptedError,
  EmulatorError,
  ImageBuildError,
  PushError,
];

/** Ends the command: the user's mistakes and other programs' errors without a stack, our own bugs with theirs. */
export function report(error: unknown): void {
  process.exitCode = error instanceof InterruptedError ? INTERRUPTED : 1;
  const expected = error instanceof Error && EXPECTED.some((kind) => error instanceof kind);
  console.error(expected ? error.message : error);
}
