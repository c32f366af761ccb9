/** A deployment that did not succeed: what happened, what is left, and the next command. */
export class DeploymentError extends Error {
  override readonly name = "DeploymentError";
}

/** Somebody asked for an end before the deployment had one of its own. */
export class DeploymentStopped extends Error {
  override readonly name = "DeploymentStopped";

  constructor(
    message: string,
    readonly signal: NodeJS.Signals,
  ) {
    super(message);
  }
}
