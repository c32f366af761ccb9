import type { TaskRequest } from "../../environments/rules/task-request";
import { awsWords } from "../aws/words";
import { TaskFailure } from "./task-failure";

/** What AWS or the way to it refuses is nobody's bug here: its own words, and what to do. Anything else keeps its stack. */
export function explained(error: Error, { again, what }: TaskRequest): Error {
  const said = error instanceof TaskFailure ? error.message : awsWords(error);
  if (said === undefined) return error;
  return new TaskFailure(
    [
      `${what} failed: ${said}`,
      `The service was not changed: what ran before still serves. Correct the cause, then: ${again}`,
    ].join("\n"),
  );
}
