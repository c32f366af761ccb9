import type { Environment } from "../../environments/model";
import { RequestError } from "../aws/request-error";
import { awsWords } from "../aws/words";
import { withClients } from "../deploy/clients";
import type { Clients } from "../deploy/watch";
import { requireEmulator } from "../require-emulator";

/** Asks an account that must be there; what AWS refuses is a sentence in its own words, and no stack. */
export async function looking<T>(
  environment: Environment,
  work: (clients: Clients) => Promise<T>,
): Promise<T> {
  await requireEmulator(environment);
  try {
    return await withClients(environment, work);
  } catch (error) {
    throw refusedByAws(error as Error, environment);
  }
}

/**
 * What AWS refuses, in a sentence with its own words; any other error as it is.
 *
 * @param hints what else there is to know of it
 */
export function refusedByAws(error: Error, environment: Environment, hints: readonly string[] = []): Error {
  const words = awsWords(error);
  if (words === undefined) return error;
  return new RequestError({ environment, request: "reading ECS", answer: words, next: hints });
}
