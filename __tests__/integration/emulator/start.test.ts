import { createServer, type Server } from "node:net";
import { hostname } from "node:os";
import { getContainerRuntimeClient } from "testcontainers";
import { notAnswering, silence } from "../../../emulator/answers";
import { emulatorEngine } from "../../../emulator/engine";
import { findEmulator } from "../../../emulator/find";
import { EMULATOR_LABEL, OWNER_LABEL } from "../../../emulator/names";
import { removeEmulator } from "../../../emulator/remove";
import { startEmulator } from "../../../emulator/start";
import { docker } from "../../../toolchain/docker-client";
import { buildFrom, emulatorImageFor } from "./support";

/** Not the port of `npm run local`, which may be running. */
const PORT = 4591;
const NAME = "start-test";
let image: string;

beforeAll(async () => {
  image = await emulatorImageFor("ministack");
});

afterEach(() => removeEmulator(NAME, { port: PORT }));

async function left(name: string): Promise<unknown[]> {
  const engine = docker();
  const label = [`${EMULATOR_LABEL}=${name}`];
  const containers = await engine.listContainers({ all: true, filters: { label } });
  const onNetwork = await engine.listContainers({ all: true, filters: { network: [`slipway-${name}`] } });
  const networks = await engine.listNetworks({ filters: { label } });
  return [...containers, ...onNetwork, ...networks];
}

async function inspect(id: string) {
  return docker().getContainer(id).inspect();
}

test("starts on a free port of this machine only, and stop leaves nothing", async () => {
  const emulator = await startEmulator({ image });
  try {
    expect(await silence(emulator.endpoint, emulatorEngine("ministack"))).toBeUndefined();
    expect(emulator.registry).toBe(`localhost:${emulator.port}`);
    expect((await findEmulator(emulator.name))?.containerId).toBe(emulator.containerId);
    const { NetworkSettings } = await inspect(emulator.containerId);
    expect(NetworkSettings.Ports["4566/tcp"]?.map(({ HostIp }) => HostIp)).toEqual(["127.0.0.1"]);
    expect(Object.keys(NetworkSettings.Networks)).toEqual([`slipway-${emulator.name}`]);
  } finally {
    await emulator.stop();
  }
  expect(await left(emulator.name)).toEqual([]);
  expect(await findEmulator(emulator.name)).toBeUndefined();
  await emulator.stop();
});

test("with reuse the next call finds it, restarts a stopped one and replaces another image", async () => {
  const options = { image, name: NAME, port: PORT, reuse: true };
  const first = await startEmulator(options);
  expect((await startEmulator(options)).containerId).toBe(first.containerId);

  await docker().getContainer(first.containerId).stop({ t: 5 });
  const second = await startEmulator(options);
  expect(second.containerId).not.toBe(first.containerId);
  expect(second.endpoint).toBe(`http://localhost:${PORT}`);

  const other = "slipway/start-test:other";
  await buildFrom(`FROM ${image}\nLABEL other=yes\n`, other);
  try {
    const third = await startEmulator({ ...options, image: other });
    expect((await inspect(third.containerId)).Config.Image).toBe(other);
  } finally {
    await removeEmulator(NAME, { port: PORT });
    await docker().getImage(other).remove();
  }
});

test("the host is this machine, also where testcontainers takes it for a container", async () => {
  await startEmulator({ image, name: NAME, port: PORT });
  expect((await getContainerRuntimeClient()).info.containerRuntime.host).toBe("localhost");
});

test("two calls at once start one", async () => {
  const options = { image, name: NAME, port: PORT, reuse: true };
  const [a, b] = await Promise.all([startEmulator(options), startEmulator(options)]);
  expect(a.containerId).toBe(b.containerId);
});

test("removal takes task containers and local image names too, and may be repeated", async () => {
  const emulator = await startEmulator({ image, name: NAME, port: PORT, reuse: true });
  const engine = docker();
  const task = await engine.createContainer({
    Image: image,
    Cmd: ["sleep", "60"],
    Labels: { "ministack.instance": `slipway-${NAME}:4566` },
    HostConfig: { NetworkMode: `slipway-${NAME}` },
  });
  await task.start();
  await engine.getImage(image).tag({ repo: `${emulator.registry}/shop/web`, tag: "src-1" });
  await engine.getImage(image).tag({ repo: `localhost:${PORT + 1}/shop/web`, tag: "src-1" });
  try {
    await removeEmulator(NAME);
    expect(await left(NAME)).toEqual([]);
    const tags = (await engine.listImages()).flatMap(({ RepoTags }) => RepoTags ?? []);
    expect(tags).not.toContain(`${emulator.registry}/shop/web:src-1`);
    expect(tags).toContain(`localhost:${PORT + 1}/shop/web:src-1`);
    await removeEmulator(NAME, { port: PORT });
  } finally {
    await engine.getImage(`localhost:${PORT + 1}/shop/web:src-1`).remove();
  }
});

test("an emulator whose process has ended is removed by the next start", async () => {
  const engine = docker();
  const abandoned = await engine.createContainer({
    Image: image,
    Labels: { [EMULATOR_LABEL]: "gone", [OWNER_LABEL]: `${hostname()}:${2 ** 22 + 1}` },
  });
  const emulator = await startEmulator({ image });
  await emulator.stop();
  await expect(inspect(abandoned.id)).rejects.toMatchObject({ statusCode: 404 });
});

/** Answers at the address that fakecloud is given. */
const SERVER = `
import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
host, port = os.environ["FAKECLOUD_ADDR"].split(":")
http.server.HTTPServer((host, int(port)), Handler).serve_forever()
`;

test("an emulator on the machine's network is ready when it answers, whatever the HEALTHCHECK of its image reports", async () => {
  const unhealthy = "slipway/start-test:unhealthy";
  const dockerfile = `FROM ${image}
HEALTHCHECK --interval=1s --retries=1 CMD false
COPY server.py /server.py
ENTRYPOINT ["python3", "/server.py"]
`;
  await buildFrom(dockerfile, unhealthy, { "server.py": SERVER });
  try {
    const emulator = await startEmulator({ image: unhealthy, name: NAME, kind: "fakecloud" });
    expect((await inspect(emulator.containerId)).State.Running).toBe(true);
    await emulator.stop();
  } finally {
    await docker().getImage(unhealthy).remove();
  }
});

describe("problems", () => {
  let server: Server | undefined;
  afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

  test("a port that another program uses", async () => {
    server = createServer();
    await new Promise<void>((resolve) => server?.listen(PORT, "127.0.0.1", resolve));
    await expect(startEmulator({ image, name: NAME, port: PORT, reuse: true })).rejects.toThrow(
      `emulator is not ready:\n  - port ${PORT} must be free, got another program on it; stop that program (find it with: ss -ltnp "sport = :${PORT}")`,
    );
    expect(await left(NAME)).toEqual([]);
  });

  test("a port that a container uses", async () => {
    const other = await startEmulator({ image, port: PORT });
    try {
      await expect(startEmulator({ image, name: NAME, port: PORT, reuse: true })).rejects.toThrow(
        `port ${PORT} must be free, got the container slipway-${other.name} on it; stop it with: docker stop slipway-${other.name}`,
      );
    } finally {
      await other.stop();
    }
  });

  test("an emulator that ends at its start shows its last lines and leaves nothing", async () => {
    const broken = "slipway/start-test:broken";
    const dockerfile = `FROM ${image}\nRUN sed -i 's/MINISTACK_VERSION = "/MINISTACK_VERSION = "0/' /opt/slipway/slipway_patch.py\n`;
    await buildFrom(dockerfile, broken);
    try {
      await expect(startEmulator({ image: broken, name: NAME })).rejects.toThrow(
        /^starting MiniStack failed: [^]*slipway patch does not fit this MiniStack:[^]*must be version 01\.5\.33, got 1\.5\.33/,
      );
      expect(await left(NAME)).toEqual([]);
    } finally {
      await docker().getImage(broken).remove();
    }
  });

  test("an emulator that does not answer", async () => {
    const endpoint = `http://localhost:${PORT}`;
    const engine = emulatorEngine("ministack");
    const problem = await silence(endpoint, engine);
    expect(notAnswering(endpoint, engine, problem ?? "").problems).toEqual([
      `MiniStack must answer at http://localhost:${PORT}/_localstack/health, got connection refused; start it with: npm run local`,
    ]);
  });
});
