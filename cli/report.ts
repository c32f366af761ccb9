import { constants } from "node:os";
import { EmulatorError } from "../emulator/errors";
import { ConfigurationError, NotReadyError, RefusedError } from "../environments/errors";
import { CacheUnavailable } from "../toolchain/cache-entry";
import { ImageBuildError } from "../toolchain/images/errors";
import { BuildError, PushError } from "./build/errors";
import { DeploymentError, DeploymentStopped } from "./deploy/errors";
import { RequestError } from "./aws/request-error";
import { TaskFailure } from "./task/task-failure";
import { CommandError, InterruptedError } from "../toolchain/run";

/** Exit code of a program that a signal ended, as shells have it: 130 after Ctrl-C. */
export const exitCodeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

/** Errors that are not ours: the message says all, a stack would only hide it. */
const EXPECTED = [
  ConfigurationError,
  NotReadyError,
  RefusedError,
  RequestError,
  CacheUnavailable,
  CommandError,
  InterruptedError,
  EmulatorError,
  ImageBuildError,
  BuildError,
  PushError,
  DeploymentError,
  DeploymentStopped,
  TaskFailure,
];

/** Ends the command: the user's mistakes and other programs' errors without a stack, our own bugs with theirs. */
export function report(error: unknown): void {
  const stopped = error instanceof InterruptedError || error instanceof DeploymentStopped;
  process.exitCode = stopped ? exitCodeOf(error.signal) : 1;
  const expected = error instanceof Error && EXPECTED.some((kind) => error instanceof kind);
  console.error(expected ? error.message : error);
}
