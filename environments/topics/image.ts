import { posix } from "node:path";
import { z } from "zod";
import {
  contextFolder,
  filled,
  has,
  leaf,
  object,
  pinnedImage,
  relative,
  shaped,
  string,
  variable,
} from "../schema/leaves";
import {
  registryCredentialsSchema,
  resolveRegistryCredentials,
  type RegistryCredentials,
  type RegistryCredentialsInput,
} from "./registry-credentials";

/**
 * Folder with a Dockerfile, relative to the project (`..` for the one above it); or the build in full; or an image built
 * elsewhere; or the one that another environment has released.
 */
export type ImageInput = string | BuildInput | ExternalImageInput | PromotedImageInput;

export interface BuildInput {
  /**
   * Folder sent to the Docker engine, relative to the project, filtered by its `.dockerignore`; `..` for the one above.
   * One that holds the project must leave out what its commands write there.
   */
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

/** By its digest, from the last promotion on; before the first one there is nothing to run. See `docs/releases.md`. */
export interface PromotedImageInput {
  /** Environment whose released image runs here, by its name; from the same account and region, unless said otherwise. */
  readonly from: string;
  /** Which image there: a service, or `service/container` for one beside it. @default the one of the same name */
  readonly service?: string;
  /**
   * The image is pulled from the registry of the environment's own account and region, to which `registry.replication`
   * of the environment that builds it copies it. @default from where it was pushed: in the same region, and in another
   * account only when the repository's `pullAccounts` name this one
   */
  readonly replicated?: true;
}

export type Image = Build | ExternalImage | Promoted;

export interface Promoted {
  readonly kind: "promoted";
  /** Environment that releases into this one. */
  readonly from: string;
  /** Name of the image there: that of a service, or `service/container`. */
  readonly service: string;
  /** Absent: pulled from where it was pushed. */
  readonly replicated?: true;
  /** Where `from`, and what that is promoted from in turn, end. */
  readonly origin: Origin;
}

/** The image that is built, at the beginning of all promotions. */
export interface Origin {
  /** Environment that builds it. */
  readonly environment: string;
  /** Name of the image there. */
  readonly service: string;
  readonly account: string;
  readonly region: string;
  /** Name of the repository that it is pushed to. */
  readonly repository: string;
  readonly architecture: "x86_64" | "arm64";
}

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
  context: contextFolder,
  dockerfile: relative.optional(),
  target: filled.optional(),
  args: z.record(variable, string).optional(),
});
const external = object({
  uri: pinnedImage,
  credentials: registryCredentialsSchema.optional(),
});

const promoted = object({
  from: filled,
  service: filled.optional(),
  replicated: leaf((value): value is true => value === true, "must be true, or left out").optional(),
});

export const imageSchema = shaped<ImageInput>((value) => {
  if (has(value, "uri")) return external;
  if (has(value, "from")) return promoted;
  return typeof value === "object" ? build : contextFolder;
});

/** @param own what the image would be if it were built here */
export function resolveImage(input: ImageInput, own: Origin): Image {
  if (typeof input === "string") return resolveImage({ context: input }, own);
  if ("from" in input) {
    const { from, service = own.service, replicated } = input;
    // Only the other environments know the real origin: `rules/promotion.ts` finds it.
    return { kind: "promoted", from, service, ...(replicated && { replicated }), origin: own };
  }
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
