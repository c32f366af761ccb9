import { ConfigurationError } from "../../environments/errors";
import type { Environment } from "../../environments/model";
import { awsWords } from "../aws/words";
import { requireEmulator } from "../require-emulator";

/** Asks an account that must be there; what AWS refuses is a sentence in its own words, and no stack. */
export async function looking<T>(environment: Environment, work: () => Promise<T>): Promise<T> {
  await requireEmulator(environment);
  try {
    return await work();
  } catch (error) {
    const words = awsWords(error as Error);
    if (words === undefined) throw error;
    const { account, name, region } = environment;
    throw new ConfigurationError(`environment "${name}"`, [
      `account ${account} in ${region} must answer this question, got: ${words}`,
    ]);
  }
}
