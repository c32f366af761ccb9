import { ConfigurationError, shown } from "./errors";
import type { EnvironmentInput } from "./input";
import type { Environment } from "./model";
import { suggestion } from "./problems";
import { resolve } from "./resolve";
import dev from "./dev";
import local from "./local";
import production from "./production";
import staging from "./staging";

const inputs: Readonly<Record<string, EnvironmentInput>> = { local, dev, staging, production };

/** The known environments, in the order a release goes through them. */
export const environmentNames: readonly string[] = Object.keys(inputs);

/**
 * @param name one of {@link environmentNames}; there is no default
 * @param root folder that build contexts are relative to
 * @throws ConfigurationError when the name is unknown or the environment is not valid
 */
export function resolveEnvironment(name: string, root: string): Environment {
  const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  if (!input) {
    throw new ConfigurationError("the command", [
      `environment must be one of ${environmentNames.join(", ")}, got ${shown(name)}${suggestion(name, environmentNames)}`,
    ]);
  }
  return resolve(input, root, inputs);
}
