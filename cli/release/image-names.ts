import type { Build, Environment, Promoted, Service } from "../../environments/model";
import { releasableImages } from "../../environments/rules/released-images";

/** An image that Slipway releases: the service's own, or that of a container beside it. */
export interface NamedImage {
  /** `web`, or `web/proxy` for a container beside it. */
  readonly name: string;
  readonly image: Build | Promoted;
}

/** The images of a service that a release tells of, its own first; those from elsewhere are nobody's release. */
export const releasedImages = (service: Service): NamedImage[] => releasableImages({ services: [service] });

/** Names of the images that are built in an environment, so that they have a repository in it. */
export const builtImages = (environment: Pick<Environment, "services">): string[] =>
  releasableImages(environment)
    .filter(({ image }) => image.kind === "build")
    .map(({ name }) => name);
