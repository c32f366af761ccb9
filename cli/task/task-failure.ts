/** The task did not start, did not end in time, or did not end well. The message says what happened to it. */
export class TaskFailure extends Error {
  override readonly name = "TaskFailure";
}
