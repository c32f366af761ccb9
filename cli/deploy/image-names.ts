import type { Service } from "../../environments/model";
import { releasableImages } from "../../environments/rules/released-images";

/** An image that a release tells of, and the container that runs it. */
export interface DeployedImage {
  /** `web`, or `web/proxy` for a container beside the service's own. */
  readonly name: string;
  readonly service: string;
  /** In the task definition. */
  readonly container: string;
  /** Built from these sources; else it comes from another environment. */
  readonly built: boolean;
}

/** The images of services that Slipway builds or promotes. */
export const imagesOf = (services: readonly Service[]): DeployedImage[] =>
  releasableImages({ services }).map(({ name, service, image }) => ({
    name,
    service: service.name,
    container: name.split("/").at(-1) ?? name,
    built: image.kind === "build",
  }));
