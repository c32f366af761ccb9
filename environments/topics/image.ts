import { posix } from "node:path";
import { z } from "zod";
import { filled, has, object, pinnedImage, relative, shaped, string, variable } from "../schema/leaves";
import {
  registryCredentialsSchema,
  resolveRegistryCredentials,
  type RegistryCredentials,
  type RegistryCredentialsInput,
} from "./registry-credentials";

/** Folder with a Dockerfile, relative to the project; or the build in full; or an image built elsewhere. */
export type ImageInput = string | BuildInput | ExternalImageInput;

export interface BuildInput {
  /** Folder sent to the Docker engine, relative to the project, filtered by its `.dockerignore`. */
  readonly context: string;
  /** Dockerfile, relative to `context`. @default "Dockerfile" */
  readonly dockerfile?: string;
  /** Build stage that becomes the image. @default the last one */
  readonly target?: string;
  /** Build arguments; never secrets, they stay readable in the image. @default none */
  readonly args?: Readonly<Record<string, string>>;
}

export interface ExternalImageInput {
  /** Full image reference with a tag other than `latest`, or a digest. */
  readonly uri: string;
  /** How ECS signs in to a private registry outside ECR. @default none: a public image, or one in ECR */
  readonly credentials?: RegistryCredentialsInput;
}

export type Image = Build | ExternalImage;

export interface ExternalImage {
  readonly kind: "external";
  readonly uri: string;
  readonly credentials?: RegistryCredentials;
}

export interface Build {
  readonly kind: "build";
  /** Relative to the project root, with forward slashes, normalised. */
  readonly context: string;
  /** Relative to `context`. */
  readonly dockerfile: string;
  readonly target?: string;
  readonly args: Readonly<Record<string, string>>;
}

const build = object({
  context: relative,
  dockerfile: relative.optional(),
  target: filled.optional(),
  args: z.record(variable, string).optional(),
});
const external = object({
  uri: pinnedImage,
  credentials: registryCredentialsSchema.optional(),
});

export const imageSchema = shaped<ImageInput>((value) =>
  has(value, "uri") ? external : typeof value === "object" ? build : relative,
);

export function resolveImage(input: ImageInput): Image {
  if (typeof input === "string") return resolveImage({ context: input });
  if ("uri" in input) {
    const credentials = input.credentials && resolveRegistryCredentials(input.credentials);
    return { kind: "external", uri: input.uri, ...(credentials && { credentials }) };
  }
  return {
    kind: "build",
    context: posix.normalize(input.context.replaceAll("\\", "/")).replace(/\/$/, ""),
    dockerfile: input.dockerfile ?? "Dockerfile",
    ...(input.target !== undefined && { target: input.target }),
    args: { ...input.args },
  };
}
