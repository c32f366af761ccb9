import { CreateRepositoryCommand, ECRClient } from "@aws-sdk/client-ecr";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Emulator } from "../../../emulator/find";
import { startEmulator } from "../../../emulator/start";
import { buildImage } from "../../../toolchain/images/docker-build";
import { follow } from "../../../toolchain/images/follow";
import { docker } from "../../../toolchain/docker-client";
import { credentials, emulatorImageFor, region } from "./support";

/** Docker asks other registries' layers for at more than 10 MB only. */
const LAYER_BYTES = 11 * 1024 * 1024;
const REPOSITORY = "shop/web";
const LOCAL = { repo: "slipway/shared-layers-test", tag: "v1" };
const LOCAL_NAME = `${LOCAL.repo}:${LOCAL.tag}`;
/** Layers in the shared folder that no emulator has used for that many days. */
const [OLD, RECENT] = [`$SLIPWAY_LAYERS/sha256-${randomUUID()}`, `$SLIPWAY_LAYERS/sha256-${randomUUID()}`];
const local = () => docker().getImage(LOCAL_NAME);

let emulators: Emulator[] = [];
beforeAll(async () => {
  const image = await emulatorImageFor("ministack");
  const first = await startEmulator({ image });
  emulators = [first];
  await shell(first, `touch -d '15 days ago' ${OLD}; touch -d '13 days ago' ${RECENT}`);
  emulators.push(await startEmulator({ image }));
  const context = await mkdtemp(join(tmpdir(), "slipway-layers-"));
  await writeFile(join(context, "Dockerfile"), "FROM scratch\nCOPY layer /layer\n");
  await writeFile(join(context, "layer"), randomBytes(LAYER_BYTES));
  await buildImage(LOCAL_NAME, {
    context,
    files: ["Dockerfile", "layer"],
    args: {},
    update: () => undefined,
  });
  await rm(context, { recursive: true });
});
afterAll(async () => {
  await Promise.all(emulators.map((emulator) => emulator.stop()));
  await local().remove({ force: true });
});

/** Runs a script in the emulator's container, which shares the folder of layers; returns what it printed. */
async function shell({ containerId }: Emulator, script: string): Promise<string> {
  const exec = await docker()
    .getContainer(containerId)
    .exec({ Cmd: ["sh", "-c", script], AttachStdout: true, AttachStderr: true, Tty: true });
  return text(await exec.start({ Tty: true }));
}

/** Pushes the image to a new repository of the emulator; returns what Docker reported of its layer. */
async function push({ endpoint, registry }: Emulator): Promise<string[]> {
  const client = new ECRClient({ endpoint, credentials, region });
  await client.send(new CreateRepositoryCommand({ repositoryName: REPOSITORY }));
  client.destroy();
  await docker()
    .getImage(LOCAL_NAME)
    .tag({ repo: `${registry}/${REPOSITORY}`, tag: "v1" });
  const authconfig = { username: "AWS", password: "any", serveraddress: registry };
  const stream = await docker().getImage(`${registry}/${REPOSITORY}:v1`).push({ authconfig });
  const statuses: string[] = [];
  const problem = await follow(stream, ({ status = "" }) => statuses.push(status));
  expect(problem).toBeUndefined();
  return statuses;
}

it("a layer that one emulator received is not pushed to another one again", async () => {
  const [first, second] = emulators as [Emulator, Emulator];
  expect(await push(first)).toContain("Pushed");
  const again = await push(second);
  expect(again).toContain("Layer already exists");
  expect(again).not.toContain("Pushed");
});

it("the image can be pulled from the emulator that was not sent the layer", async () => {
  const [, second] = emulators as [Emulator, Emulator];
  const name = `${second.registry}/${REPOSITORY}:v1`;
  await Promise.all(
    emulators.map(({ registry }) => docker().getImage(`${registry}/${REPOSITORY}:v1`).remove()),
  );
  await local().remove({ force: true });
  expect(await follow(await docker().pull(name), () => undefined)).toBeUndefined();
  await docker().getImage(name).tag(LOCAL);
  expect((await local().inspect()).Size).toBe(LAYER_BYTES);
});

it("an emulator that starts removes the layers that none has used for 14 days", async () => {
  const [, second] = emulators as [Emulator, Emulator];
  const listed = await shell(second, `ls ${OLD} ${RECENT}; rm ${RECENT}`);
  expect(listed.match(/^\/.*$/gm)).toEqual([expect.stringContaining(RECENT.slice(RECENT.indexOf("sha256")))]);
});
