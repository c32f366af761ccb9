import { ConfigurationError, shown } from "../environments/errors";
import type { Environment, Service } from "../environments/model";
import { suggestion } from "../environments/problems";

/** Finds a service by its name; an unknown one is answered with the known ones. */
export function namedService(environment: Environment, name: string): Service {
  const [found] = selectServices(environment, [name]);
  if (found === undefined) throw new Error(`service ${name} was neither found nor refused`);
  return found;
}

/** What is wrong with a name that is none of those that are known. */
export const unknownService = (name: string, known: readonly string[]): string =>
  `service must be one of ${known.join(", ")}, got ${shown(name)}${suggestion(name, known)}`;

/** The services that a command is about: those that are named, each once, or all. Unknown names are refused together. */
export function selectServices(environment: Environment, names: readonly string[]): readonly Service[] {
  const known = environment.services.map(({ name }) => name);
  const problems = names.filter((name) => !known.includes(name)).map((name) => unknownService(name, known));
  if (problems.length > 0) throw new ConfigurationError("the command", problems);
  if (names.length === 0) return environment.services;
  return environment.services.filter(({ name }) => names.includes(name));
}
