import { shown } from "../errors";
import type { Build, Environment, Promoted } from "../model";
import { suggestion } from "../problems";
import type { Origin } from "../topics/image";
import { imagesOf, type ReleasableImage } from "./released-images";
import { nameIn } from "./names";

/** The environments of a project. */
export interface Known {
  readonly names: readonly string[];
  /** A text says why the environment can not be read. */
  find(name: string): Environment | string | undefined;
}

/** The end of a promoted image's way: the environment that builds it. */
export interface Source {
  readonly environment: Environment;
  readonly image: ReleasableImage & { readonly image: Build };
  readonly origin: Origin;
}

/** An image as its user wrote it: `services.web.image`, `services.web.containers.proxy.image`. */
export const pathOf = (name: string): string => `services.${name.replace("/", ".containers.")}.image`;

/**
 * Follows a promoted image to the environment that builds it.
 *
 * @param way the environments that led here, the image's own last
 * @returns what is wrong on the way, as one sentence
 */
export function sourceOf(
  { name, image: { from, service } }: { readonly name: string; readonly image: Promoted },
  way: readonly string[],
  known: Known,
): Source | string {
  const path = pathOf(name);
  if (from === way.at(-1)) return `${path}.from must be another environment, got ${shown(from)}`;
  if (way.includes(from)) {
    return `${path}.from must not lead back, got ${shown(from)}; the way is ${[...way, from].join(" -> ")}`;
  }
  const environment = known.find(from);
  if (environment === undefined) {
    const names = known.names.filter((each) => each !== way.at(-1));
    const others = names.length > 0 ? `one of the environments ${names.join(", ")}` : "another environment";
    return `${path}.from must be ${others}, got ${shown(from)}${suggestion(from, names)}`;
  }
  if (typeof environment === "string") {
    return `${path}.from must be an environment that is valid, got ${shown(from)}, where ${environment}`;
  }
  const images = imagesOf(environment);
  const found = images.find((each) => each.name === service);
  if (found === undefined) {
    const names = images.map((each) => each.name);
    return `${path}.service must be one of the images of environment ${shown(from)} (${names.join(", ")}), got ${shown(service)}${suggestion(service, names)}`;
  }
  const { image } = found;
  switch (image.kind) {
    case "external":
      return `${path}.from must lead to an image that is built here, got ${shown(from)}, where ${service} runs ${image.uri}; name that image by its uri`;
    case "promoted": {
      const source = sourceOf({ name: service, image }, [...way, from], known);
      return typeof source === "string"
        ? `${path}.from must lead to an image that is built here, got ${shown(from)}, where ${source}`
        : source;
    }
    case "build":
      return {
        environment,
        image: { ...found, image },
        origin: {
          environment: environment.name,
          service,
          account: environment.account,
          region: environment.region,
          repository: nameIn(environment, service),
          architecture: found.service.architecture,
        },
      };
  }
}
