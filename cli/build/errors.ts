/** A push that the engine or the registry refused. */
export class PushError extends Error {
  override readonly name = "PushError";
}
