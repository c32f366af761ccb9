/** An image that the builder could not build; the message ends with the step that failed and what it printed. */
export class BuildError extends Error {
  override readonly name = "BuildError";
}

/** A push that the engine or the registry refused. */
export class PushError extends Error {
  override readonly name = "PushError";
}
