import type { Environment } from "../../environments/model";
import { privateRegistry } from "../../environments/rules/partition";
import type { ReleasedImage } from "../../release/record";
import { emulatorEndpoint } from "../emulator-variables";
import { digestOf } from "./changes";
import type { NamedImage } from "../../environments/rules/released-images";
import { nameIn } from "../../environments/rules/names";

/** The repository that the tasks of an environment may pull an image from. */
interface PulledFrom {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
}

export function pulledFrom(environment: Environment, { name, image }: NamedImage): PulledFrom {
  const { account, region } = environment;
  if (image.kind === "build") return { account, region, repository: nameIn(environment, name) };
  const { origin, replicated } = image;
  const place = replicated ? { account, region } : { account: origin.account, region: origin.region };
  return { ...place, repository: origin.repository };
}

/** The same digest there: a record may name another registry, which held it at that time or for that environment. */
export function pulledImage(
  environment: Environment,
  named: NamedImage,
  released: ReleasedImage,
): ReleasedImage {
  const place = pulledFrom(environment, named);
  const endpoint = emulatorEndpoint(environment);
  const registry = endpoint === undefined ? privateRegistry(place) : new URL(endpoint).host;
  return { ...released, image: `${registry}/${place.repository}@${digestOf(released)}` };
}
