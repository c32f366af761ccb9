import type { Build, Image, Promoted, Service } from "../model";

/** An image that Slipway builds or promotes, and so releases. */
export interface ReleasableImage {
  /** As releases name it: that of the service, or `service/container` for one beside it. */
  readonly name: string;
  readonly service: Service;
  readonly image: Build | Promoted;
}

/** Such an image by itself. */
export type NamedImage = Pick<ReleasableImage, "name" | "image">;

/** Name of an image in its environment. */
export const imageName = (service: { readonly name: string }, side?: { readonly name: string }): string =>
  side === undefined ? service.name : `${service.name}/${side.name}`;

/** Every image of an environment: of its services, and of the containers beside them that have one of their own. */
export const imagesOf = (environment: {
  readonly services: readonly Service[];
}): { readonly name: string; readonly service: Service; readonly image: Image }[] =>
  environment.services.flatMap((service) => [
    { name: imageName(service), service, image: service.image },
    ...(service.containers ?? []).flatMap((side) =>
      side.image === undefined ? [] : [{ name: imageName(service, side), service, image: side.image }],
    ),
  ]);

/** Those of them that a release names. */
export const releasableImages = (environment: { readonly services: readonly Service[] }): ReleasableImage[] =>
  imagesOf(environment).flatMap(({ image, ...rest }) =>
    image.kind === "external" ? [] : [{ ...rest, image }],
  );

/** Those of one service, its own first. */
export const releasedImages = (service: Service): ReleasableImage[] =>
  releasableImages({ services: [service] });

/** Whether anything is built in an environment, for which a Docker engine is needed. */
export const buildsImages = (environment: { readonly services: readonly Service[] }): boolean =>
  releasableImages(environment).some(({ image }) => image.kind === "build");
