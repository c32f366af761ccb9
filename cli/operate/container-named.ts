import type { Container, ContainerDefinition } from "@aws-sdk/client-ecs";
import { ConfigurationError, shown } from "../../environments/errors";
import { suggestion } from "../../environments/problems";

/** The container of this name; an unknown one is answered with the known ones. */
export function containerNamed<T extends Container | ContainerDefinition>(
  containers: readonly T[],
  name: string,
): T {
  const found = containers.find((container) => container.name === name);
  if (found !== undefined) return found;
  const known = containers.map((container) => container.name ?? "");
  throw new ConfigurationError("the command", [
    `container must be one of ${known.join(", ")}, got ${shown(name)}${suggestion(name, known)}`,
  ]);
}
