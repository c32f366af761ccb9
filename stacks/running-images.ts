import type { Construct } from "constructs";
import type { Environment, Service, SideContainer } from "../environments/model";
import { imageName, releasableImages } from "../environments/rules/released-images";
import { CurrentRelease } from "./current-release";
import type { ImageReference, ImageReferences } from "./image-references";
import type { Machine } from "./machine";

/** What the services run: what the images stack builds, unless the machine or the current release says otherwise. */
export class RunningImages {
  /** Absent when nothing is read from a record. */
  readonly release?: CurrentRelease;

  constructor(
    scope: Construct,
    environment: Environment,
    private readonly overrides: NonNullable<Machine["images"]>,
    private readonly references: ImageReferences,
  ) {
    const recorded = releasableImages(environment).flatMap(({ name, image }) =>
      image.kind === "promoted" && overrides[name] === undefined ? [{ name, image }] : [],
    );
    if (recorded.length > 0) {
      this.release = new CurrentRelease(scope, "release", environment, recorded);
    }
  }

  /** @param side a container beside the service's own; one without an image of its own has the service's */
  of(service: Service, side?: SideContainer): ImageReference {
    const reference = this.references.of(service, side);
    const name = imageName(service, side?.image === undefined ? undefined : side);
    const uri = this.overrides[name] ?? this.release?.image(name);
    return uri === undefined ? reference : { ...reference, uri };
  }
}
