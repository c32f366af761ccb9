import type { Environment } from "../../../environments/model";
import { ImageRepository } from "../../build/repository";
import { imageParts } from "./planned-images";

/** Digest of an image in the environment's own registry, by its reference; `undefined` when it is not there. */
export async function digestOf(environment: Environment, reference: string): Promise<string | undefined> {
  const { repository, tag, digest } = imageParts(reference);
  if (digest !== undefined || tag === undefined) return digest;
  const asked = new ImageRepository(environment, repository.slice(repository.indexOf("/") + 1));
  try {
    return (await asked.digests([tag])).get(tag);
  } finally {
    asked.close();
  }
}
