import { ConfigurationError } from "../environments/errors";

/**
 * The name that AWS shows: the parts joined with `-`. A name that is too long is refused and never cut, because
 * two cut names can be the same.
 *
 * @param parts for example project, environment and role
 * @param limit most characters that AWS allows for this kind of name
 * @param what what is named, for example `load balancer`
 */
export function physicalName(parts: readonly string[], limit: number, what: string): string {
  const name = parts.join("-");
  if (name.length > limit) {
    throw new ConfigurationError(`${what} name`, [
      `${what} name must have at most ${limit} characters, got "${name}" (${name.length}); ` +
        "shorten the project, environment or service name",
    ]);
  }
  return name;
}
