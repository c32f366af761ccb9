import { DeploymentStopped } from "../deploy/errors";
import type { ActedOn } from "./acted-on";

/** Runs an act; with `json` its end is one document on the standard output, also when it failed. */
export async function documented<T extends object>(
  { environment, running }: ActedOn,
  json: boolean,
  act: () => Promise<T>,
): Promise<T> {
  const print = (end: object) => {
    const document = { environment: environment.name, service: running.name, ...end };
    if (json) console.log(JSON.stringify(document, null, 2));
  };
  try {
    const end = await act();
    print(end);
    return end;
  } catch (error) {
    const outcome = error instanceof DeploymentStopped ? "stopped" : "failed";
    print({ outcome, error: (error as Error).message });
    throw error;
  }
}
