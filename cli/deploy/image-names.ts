import type { Environment, Service } from "../../environments/model";
import { releasedImages } from "../release/image-names";

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
  services.flatMap((service) =>
    releasedImages(service).map(({ name, image }) => ({
      name,
      service: service.name,
      container: name.split("/").at(-1) ?? name,
      built: image.kind === "build",
    })),
  );

/** The family of a service's task definition, which is its name in ECS too. */
export const familyOf = ({ project, name }: Pick<Environment, "project" | "name">, service: string): string =>
  `${project}-${name}-${service}`;
