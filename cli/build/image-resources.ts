import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildBlock } from "./synthesised-images";

export interface Named {
  readonly "//"?: { readonly metadata?: { readonly path?: string } };
  readonly name?: string;
}
export interface ImageResource extends Named {
  readonly build?: BuildBlock;
  readonly dynamic?: { readonly build?: { readonly content?: BuildBlock } };
}
export interface Stack {
  readonly resource?: {
    readonly docker_image?: Readonly<Record<string, ImageResource>>;
    readonly docker_registry_image?: Readonly<Record<string, Named>>;
    readonly docker_tag?: Readonly<Record<string, { readonly target_image?: string }>>;
  };
}

export const pathOf = (resource: Named): string => resource["//"]?.metadata?.path ?? "";

/** `web`, or `web/proxy` for a container beside the service's own. */
export function imageName(path: string): string {
  const [, service, name] = /^[^/]+\/(?:(.+)-containers\/)?(.+?)-(?:image|published)\//.exec(path) ?? [];
  return service === undefined ? (name ?? path) : `${service}/${name}`;
}

/** A pushed image names the resource that it comes from. */
export function referenceOf(stack: Stack, name = ""): string {
  const [, type, id = ""] = /^\$\{(docker_image|docker_tag)\.([\w-]+)\./.exec(name) ?? [];
  if (type === "docker_image") return stack.resource?.docker_image?.[id]?.name ?? name;
  if (type === "docker_tag") return stack.resource?.docker_tag?.[id]?.target_image ?? name;
  return name;
}

export const readStack = (folder: string): Stack =>
  JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as Stack;
