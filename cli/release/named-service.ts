import { ConfigurationError, shown } from "../../environments/errors";
import type { Environment, Image, Service } from "../../environments/model";
import { suggestion } from "../../environments/problems";

/** Finds a service by its name; an unknown one is answered with the known ones. */
export function namedService(environment: Environment, name: string): Service {
  const found = environment.services.find((service) => service.name === name);
  if (found !== undefined) return found;
  const known = environment.services.map((service) => service.name);
  throw new ConfigurationError("the command", [
    `service must be one of ${known.join(", ")}, got ${shown(name)}${suggestion(name, known)}`,
  ]);
}

/** What the environment says of an image, for a message. */
export function imageSource(image: Image): string {
  switch (image.kind) {
    case "build":
      return `the build of ${shown(image.context)}`;
    case "promoted":
      return `{ from: ${shown(image.from)} }`;
    case "external":
      return `{ uri: ${shown(image.uri)} }`;
  }
}
