import type { Environment, Image, Service } from "../../environments/model";

/** An image that Slipway releases: the service's own, or that of a container beside it. */
export interface NamedImage {
  /** `web`, or `web/proxy` for a container beside it. */
  readonly name: string;
  readonly image: Image;
}

/** The images of a service that a release tells of, its own first; those from elsewhere are nobody's release. */
export const releasedImages = ({ name, image, containers = [] }: Service): NamedImage[] =>
  [
    { name, image },
    ...containers.flatMap((side) =>
      side.image === undefined ? [] : [{ name: `${name}/${side.name}`, image: side.image }],
    ),
  ].filter((each) => each.image.kind !== "external");

/** Names of the images that are built in an environment, so that they have a repository in it. */
export const builtImages = ({ services }: Pick<Environment, "services">): string[] =>
  services
    .flatMap(releasedImages)
    .filter(({ image }) => image.kind === "build")
    .map(({ name }) => name);
