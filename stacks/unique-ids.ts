import { ConfigurationError, shown } from "../environments/errors";

/** Of the constructs library: https://github.com/aws/constructs/blob/10.x/src/construct.ts */
const TAKEN = /There is already a Construct with name '([^']+)' in (\w+)/;

/** Builds constructs whose ids come from names of the environment; two names can lead to one id. */
export function withUniqueIds<T>(environment: { readonly name: string }, build: () => T): T {
  try {
    return build();
  } catch (error) {
    const [, id, scope = ""] = TAKEN.exec((error as Error).message) ?? [];
    if (id === undefined) throw error;
    throw new ConfigurationError(`environment ${shown(environment.name)}`, [
      `names must lead to different construct ids, got ${shown(id)} twice in ${scope}; rename one of what it is named after`,
    ]);
  }
}
