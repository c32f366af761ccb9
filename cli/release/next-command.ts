import type { Environment } from "../../environments/model";
import { releasedImages } from "../../environments/rules/released-images";

/** What makes a release of an environment: a deployment, or a promotion where nothing is built. */
export function releasingCommand({ name, services }: Pick<Environment, "name" | "services">): string {
  const images = services.flatMap(releasedImages).map(({ image }) => image);
  const promoted = images.find((image) => image.kind === "promoted");
  return promoted === undefined || images.some(({ kind }) => kind === "build")
    ? `npx slipway deploy ${name}`
    : `npx slipway promote all --from ${promoted.from} --to ${name}`;
}
