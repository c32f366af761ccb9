import { z } from "zod";
import { leaf, object, whole } from "../schema/leaves";
import { byName } from "../rules/by-name";
import { matches } from "../rules/text";
import { resolveContainer, type Container, type ContainerInput } from "./container";
import { containerShape } from "./container-schema";
import type { Repository } from "./repository";
import { imageSchema, resolveImage, type Image, type ImageInput, type Origin } from "./image";
import { resolveSideMounts, sideMountsSchema, type Mount, type SideMountInput } from "./volumes";

/** A container beside the service's own, in the same task. */
export interface SideContainerInput extends ContainerInput {
  /**
   * Folder with a Dockerfile, relative to the project; or the build in full; or an image built elsewhere, or promoted.
   * @default the service's own image, with the service's `user`
   */
  readonly image?: ImageInput;
  /** Port that the container listens on, 1 to 65535; reachable inside the task only. @default none */
  readonly port?: number;
  /** Volumes of the service that the container sees too: by name, at an absolute path. @default none */
  readonly volumes?: Readonly<Record<string, SideMountInput>>;
}

export interface SideContainer extends Container {
  readonly name: string;
  /** Absent: the service's own. */
  readonly image?: Image;
  /** Present exactly when the image is built here: `<service's repository>/<name>`, never public. */
  readonly repository?: Repository;
  readonly port?: number;
  /** In the order of the volumes' names. Absent: none. */
  readonly mounts?: readonly Mount[];
}

const containerName = leaf(
  matches(/^[a-z0-9][a-z0-9_-]*$/, 255),
  "must have lower-case letters, digits, - and _, start with a letter or digit, and at most 255 characters",
);

export const sideContainersSchema = z.record(
  containerName,
  object({
    ...containerShape,
    image: imageSchema.optional(),
    port: whole(1, 65_535).optional(),
    volumes: sideMountsSchema.optional(),
  }),
);

/**
 * In the order of their names, so that the order of the input changes nothing.
 *
 * @param service whose user runs the containers of its image too, and whose repository's settings hold for theirs; `own`
 * is what its image would be if it were built here
 */
export const resolveSideContainers = (
  input: Readonly<Record<string, SideContainerInput>>,
  service: { readonly user: string | undefined; readonly repository: Repository; readonly own: Origin },
  isOnWindows: boolean,
): readonly SideContainer[] =>
  byName(input).map(([name, container]) => {
    const { own } = service;
    const image =
      container.image === undefined
        ? undefined
        : resolveImage(container.image, {
            ...own,
            service: `${own.service}/${name}`,
            repository: `${own.repository}/${name}`,
          });
    return {
      name,
      ...(image && { image }),
      ...(image?.kind === "build" && { repository: { ...service.repository, public: undefined } }),
      ...(container.port !== undefined && { port: container.port }),
      ...(container.volumes && { mounts: resolveSideMounts(container.volumes) }),
      ...(image === undefined && service.user !== undefined && { user: service.user }),
      ...resolveContainer(container, isOnWindows),
    };
  });

/** The settings of the repositories that a service needs; none when all its images are built elsewhere. */
export const repositoryOf = (service: {
  readonly repository?: Repository;
  readonly containers?: readonly SideContainer[];
}): Repository | undefined =>
  service.repository ?? service.containers?.find(({ repository }) => repository)?.repository;
