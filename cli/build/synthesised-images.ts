import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../../environments/model";
import { withSynthesised } from "../synthesised";

/** Terraform's `build` block of an image: context, Dockerfile, target, arguments, platform. */
export type BuildBlock = Readonly<Record<string, unknown>> & {
  readonly context: string;
  readonly dockerfile: string;
  readonly platform: string;
  readonly target?: string;
  readonly build_args?: Readonly<Record<string, string>>;
  /** Relative to the stack's folder. */
  readonly build_log_file?: string;
};

/** An image as a deployment would build and name it. */
export interface SynthesisedImage {
  /** Host of the registry, with its port where it has one. */
  readonly registry: string;
  readonly repositoryName: string;
  /** The tag that stands for the content. */
  readonly tag: string;
  /** All three together. */
  readonly reference: string;
  /** Of the construct: `dev-images/web-image/image`. */
  readonly path: string;
  readonly build: BuildBlock;
}

/** The images stack of an environment, as it is deployed. */
export interface SynthesisedImages {
  /** Where Terraform would run it: contexts are relative to this folder, and to those beside it. */
  readonly folder: string;
  readonly images: readonly SynthesisedImage[];
  /** As the stack requires it. */
  readonly dockerProvider: object;
}

interface Stack {
  readonly terraform: { readonly required_providers: { readonly docker: object } };
  readonly resource: {
    readonly docker_image?: Readonly<
      Record<
        string,
        {
          readonly "//": { readonly metadata: { readonly path: string } };
          readonly name: string;
          readonly dynamic: { readonly build: { readonly content: BuildBlock } };
        }
      >
    >;
  };
}

/**
 * Synthesises the environment into a folder of its own and hands its images to `use`; the folder goes afterwards.
 * What is built and tagged is read from the configuration that Terraform would get, so that the two can not differ.
 *
 * @param variables those of the toolchain: base images are part of what an image is built from
 */
export const withSynthesisedImages = <T>(
  environment: Pick<Environment, "name">,
  variables: Readonly<Record<string, string>>,
  use: (found: SynthesisedImages) => Promise<T>,
): Promise<T> =>
  withSynthesised(environment, variables, async (outdir) =>
    use(await readImages(join(outdir, "stacks", `${environment.name}-images`))),
  );

/** @param folder of a synthesised images stack */
export async function readImages(folder: string): Promise<SynthesisedImages> {
  const stack = JSON.parse(await readFile(join(folder, "cdk.tf.json"), "utf8")) as Stack;
  return { folder, ...imagesOf(stack) };
}

function imagesOf({ terraform, resource }: Stack): Omit<SynthesisedImages, "folder"> {
  const images = Object.values(resource.docker_image ?? {}).map((image) => {
    const { name: reference, dynamic } = image;
    const slash = reference.indexOf("/");
    const colon = reference.lastIndexOf(":");
    return {
      registry: reference.slice(0, slash),
      repositoryName: reference.slice(slash + 1, colon),
      tag: reference.slice(colon + 1),
      reference,
      path: image["//"].metadata.path,
      build: dynamic.build.content,
    };
  });
  return { images, dockerProvider: terraform.required_providers.docker };
}
