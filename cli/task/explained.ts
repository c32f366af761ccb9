import type { TaskRequest } from "../../environments/rules/task-request";
import { TaskFailure } from "./task-failure";

/** What the operating system calls its errors (`ECONNREFUSED`); those of Node.js itself begin with `ERR_`. */
const SYSTEM = /^E(?!RR_)[A-Z_]+$/;

/** What AWS or the way to it refuses is nobody's bug here: its own words, and what to do. Anything else keeps its stack. */
export function explained(error: Error, { again, what }: TaskRequest): Error {
  const said = wordsOf(error);
  if (said === undefined) return error;
  return new TaskFailure(
    [
      `${what} failed: ${said}`,
      `The service was not changed: what ran before still serves. Correct the cause, then: ${again}`,
    ].join("\n"),
  );
}

function wordsOf(error: Error & { readonly code?: unknown }): string | undefined {
  if (error instanceof TaskFailure) return error.message;
  if (error.name === "CredentialsProviderError") {
    return "AWS credentials must be in the process, got none; set AWS_PROFILE, or sign in";
  }
  if ("$fault" in error) return `AWS answered ${error.name}: ${error.message}`;
  const { code } = error;
  return typeof code === "string" && SYSTEM.test(code)
    ? `AWS was not reached, ${code}: ${error.message}`
    : undefined;
}
