import { z } from "zod";
import { leaf, object, whole } from "../schema/leaves";
import type { Placeholders } from "../rules/placeholders";
import { matches } from "../rules/text";
import { resolveContainer, type Container, type ContainerInput } from "./container";
import { containerShape } from "./container-schema";
import { imageSchema, resolveImage, type Image, type ImageInput } from "./image";

/** A container beside the service's own, in the same task. */
export interface SideContainerInput extends ContainerInput {
  /**
   * Folder with a Dockerfile, relative to the project; or the build in full; or an image built elsewhere.
   * @default the service's own image, with the service's `user`
   */
  readonly image?: ImageInput;
  /** Port that the container listens on, 1 to 65535; reachable inside the task only. @default none */
  readonly port?: number;
}

export interface SideContainer extends Container {
  readonly name: string;
  /** Absent: the service's own. */
  readonly image?: Image;
  readonly port?: number;
}

const containerName = leaf(
  matches(/^[a-z0-9][a-z0-9_-]*$/, 255),
  "must have lower-case letters, digits, - and _, start with a letter or digit, and at most 255 characters",
);

export const sideContainersSchema = z.record(
  containerName,
  object({ ...containerShape, image: imageSchema.optional(), port: whole(1, 65_535).optional() }),
);

/**
 * In the order of their names, so that the order of the input changes nothing.
 *
 * @param user of the service, whom containers of its image run as too
 */
export const resolveSideContainers = (
  input: Readonly<Record<string, SideContainerInput>>,
  user: string | undefined,
  around: { readonly values: Placeholders; readonly windows: boolean },
): readonly SideContainer[] =>
  Object.entries(input)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, container]) => ({
      name,
      ...(container.image !== undefined && { image: resolveImage(container.image) }),
      ...(container.port !== undefined && { port: container.port }),
      ...(container.image === undefined && user !== undefined && { user }),
      ...resolveContainer(container, around),
    }));
