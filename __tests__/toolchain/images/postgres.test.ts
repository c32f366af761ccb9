import { imageReference } from "../../../toolchain/images/local-image";
import { POSTGRES_VERSION } from "../../../toolchain/images/pins";
import { databaseVariables, ensurePostgresImages, postgresImage } from "../../../toolchain/images/postgres";
import type { Network } from "../../../toolchain/network";

let said: string[];
const progress = {
  say: (subject: string, text: string) => said.push(`${subject}: ${text}`),
  during: () => Promise.reject(new Error("nothing may be built")),
};
const ensure = (network: Network, versions: string[], env: NodeJS.ProcessEnv = {}) =>
  ensurePostgresImages(versions, { network, progress }, env);

beforeEach(() => (said = []));

test("the image's name changes with the Debian below it", () => {
  const name = imageReference(postgresImage("slipway/debian:a"));
  expect(name).toMatch(/^slipway\/postgres:17-[0-9a-f]{12}$/);
  expect(imageReference(postgresImage("slipway/debian:b"))).not.toBe(name);
});

test("an environment without databases costs nothing", async () => {
  await ensure("closed", []);
  await ensure("open", []);
  expect(said).toEqual([]);
});

test("on an open network the emulator pulls the public image", async () => {
  await ensure("open", ["16", "17"]);
  expect(said).toEqual([
    "image: postgres:16-alpine is pulled by the emulator, for databases",
    "image: postgres:17-alpine is pulled by the emulator, for databases",
  ]);
});

test("a prefix of the caller's own leads to his registry", async () => {
  const env = { MINISTACK_IMAGE_PREFIX: "registry.example.com" };
  await ensure("closed", ["16"], env);
  expect(said).toEqual([
    "image: registry.example.com/postgres:16-alpine is pulled by the emulator, for databases",
  ]);
  expect(databaseVariables("closed", env)).toEqual(env);
  expect(databaseVariables("open", env)).toEqual(env);
});

test("a version that Debian does not have is refused where there is no registry", async () => {
  const others = ensure("closed", ["15", "16", POSTGRES_VERSION], { MINISTACK_IMAGE_PREFIX: "slipway" });
  await expect(others).rejects.toThrow(
    'this machine is not ready:\n  - databases must have version 17 where no image registry answers, because they run in Debian\'s PostgreSQL, got 15, 16; set version "17" in this environment, or MINISTACK_IMAGE_PREFIX to a registry that has postgres:15-alpine, postgres:16-alpine',
  );
});

test("the emulator looks for images here on a closed network only", () => {
  expect(databaseVariables("closed", {})).toEqual({ MINISTACK_IMAGE_PREFIX: "slipway" });
  expect(databaseVariables("open", {})).toEqual({});
  expect(databaseVariables("open", { MINISTACK_IMAGE_PREFIX: "" })).toEqual({});
});
