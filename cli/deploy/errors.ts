/** A deployment that failed. The message names what happened, what is applied and the next command. */
export class DeploymentError extends Error {
  override readonly name = "DeploymentError";
}

/** A deployment that a signal stopped. */
export class DeploymentStopped extends Error {
  override readonly name = "DeploymentStopped";

  constructor(
    message: string,
    readonly signal: NodeJS.Signals,
  ) {
    super(message);
  }
}
