import { CommandError } from "../../toolchain/run";
import { asked, RequestError } from "../aws/request-error";
import type { Deployment } from "./deployment";

/** Describes a failed request to AWS, or a failed command; `undefined` for any other error. */
export function describeRequest(
  { environment }: Pick<Deployment, "environment">,
  error: unknown,
): string[] | undefined {
  if (error instanceof RequestError || error instanceof CommandError) return [error.message];
  if (!isSdkError(error)) return undefined;
  return [`AWS request failed ${asked(environment)}`, `  ${error.name}: ${error.message}`];
}

/** Every error of a request has this, also when AWS was not reached. */
const isSdkError = (error: unknown): error is Error => error instanceof Error && "$metadata" in error;
