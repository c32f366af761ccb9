import { has, name, object, shaped } from "../schema/leaves";
import { kmsKeyArn, secretKeyArn, secretName, withKey } from "./secret";

/** How ECS signs in to the registry of an image, with a secret that holds `{"username": "...", "password": "..."}`. */
export type RegistryCredentialsInput =
  | {
      /** An existing Secrets Manager secret, by name or ARN. */
      readonly secret: string;
      /** ARN of the KMS key that encrypts it. @default the key of AWS */
      readonly kmsKey?: string;
    }
  | {
      /**
       * Name of a secret that the foundation makes empty, `<project>-<environment>-registry-<name>`, once for all images
       * that name it. Its value is put in by hand between foundation and services; Terraform never sees it.
       */
      readonly create: string;
      /** ARN of the KMS key that encrypts it. @default the key of AWS */
      readonly kmsKey?: string;
    };

export type RegistryCredentials =
  | { readonly kind: "given"; readonly nameOrArn: string; readonly kmsKey?: string }
  | { readonly kind: "made"; readonly name: string; readonly kmsKey?: string };

export type MadeCredentials = Extract<RegistryCredentials, { kind: "made" }>;

interface WithImages {
  readonly image: ImageWithCredentials;
  readonly containers?: readonly { readonly image?: ImageWithCredentials }[];
}
type ImageWithCredentials =
  { readonly kind: "build" | "promoted" } | { readonly credentials?: RegistryCredentials };

/** The secrets that an environment makes, in the order of their names; the first that names one decides its key. */
export function madeCredentials(services: readonly WithImages[]): readonly MadeCredentials[] {
  const images = services.flatMap(({ image, containers = [] }) => [
    image,
    ...containers.flatMap((container) => container.image ?? []),
  ]);
  const made = images.flatMap((image) =>
    "credentials" in image && image.credentials?.kind === "made" ? [image.credentials] : [],
  );
  return made
    .filter(({ name: wanted }, index) => made.findIndex((other) => other.name === wanted) === index)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

export const registryCredentialsSchema = shaped<RegistryCredentialsInput>((value) =>
  has(value, "create")
    ? object({ create: name, kmsKey: kmsKeyArn.optional() })
    : withKey(object({ secret: secretName, kmsKey: secretKeyArn.optional() })),
);

export function resolveRegistryCredentials(input: RegistryCredentialsInput): RegistryCredentials {
  const key = input.kmsKey === undefined ? {} : { kmsKey: input.kmsKey };
  return "create" in input
    ? { kind: "made", name: input.create, ...key }
    : { kind: "given", nameOrArn: input.secret, ...key };
}
