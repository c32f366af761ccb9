import type { NamedImage } from "../../../environments/rules/released-images";
import { pulledFrom, pulledImage } from "../../../cli/release/pulled-from";
import { resolveEnvironment } from "../../../environments";
import { digest } from "../../support/releases";
import { root } from "../../support/synth-environment";

const dev = resolveEnvironment("dev", root);
const production = resolveEnvironment("production", root);
const released = { image: `elsewhere/old@${digest("a")}`, tag: "src-a", version: "v1.0.0" };

const named = (environment: typeof dev, name: string): NamedImage => {
  const image = environment.services.find((service) => service.name === name)?.image;
  if (image === undefined || image.kind === "external") throw new Error(`no image ${name}`);
  return { name, image };
};

test("what is built is pulled from the environment's own repository, of a container beside the service too", () => {
  const own = { account: "111122223333", region: "eu-west-1" };
  const { image } = named(dev, "backend");
  expect(pulledFrom(dev, { name: "backend", image })).toEqual({ ...own, repository: "slipway-dev-backend" });
  expect(pulledFrom(dev, { name: "backend/proxy", image })).toEqual({
    ...own,
    repository: "slipway-dev-backend/proxy",
  });
});

test("what is promoted is pulled from where it was built, with what is known of it", () => {
  expect(pulledImage(production, named(production, "admin"), released)).toEqual({
    ...released,
    image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/slipway-dev-frontend@${digest("a")}`,
  });
});

test("what is replicated is pulled from the environment's own registry", () => {
  const { name, image } = named(production, "backend");
  if (image.kind !== "promoted") throw new Error("not promoted");
  const replicated = { name, image: { ...image, replicated: true as const } };
  expect(pulledImage({ ...production, region: "us-east-1" }, replicated, released).image).toBe(
    `444455556666.dkr.ecr.us-east-1.amazonaws.com/slipway-dev-backend@${digest("a")}`,
  );
});
