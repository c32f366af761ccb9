import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { CAPABILITIES, proves, PROOFS } from "../../emulator/capabilities";
import { chooseEmulator, emulatorEngine, EMULATOR_PORT } from "../../emulator/engine";
import { isAbandoned } from "../../emulator/find";
import { EMULATOR_LABEL, emulatorResource, KIND_LABEL, LOCAL_EMULATOR } from "../../emulator/names";
import { ownVolumes, registryNames } from "../../emulator/remove";

const context = { container: "slipway-local", network: "slipway-local", port: 4570 };

describe("choosing an emulator", () => {
  test("the licensed LocalStack when its token is set, MiniStack otherwise", () => {
    expect(chooseEmulator({ LOCALSTACK_AUTH_TOKEN: "secret" })).toBe("localstack-licensed");
    expect(chooseEmulator({ LOCALSTACK_AUTH_TOKEN: "" })).toBe("ministack");
    expect(chooseEmulator({})).toBe("ministack");
  });

  test("the token goes into the container's environment and nowhere else", () => {
    const engine = emulatorEngine("localstack-licensed");
    const env = { LOCALSTACK_AUTH_TOKEN: "secret" };
    expect(engine.environment({ ...context, env })).toEqual({
      LOCALSTACK_AUTH_TOKEN: "secret",
      MAIN_DOCKER_NETWORK: "slipway-local",
      DISABLE_EVENTS: "1",
    });
    expect(emulatorEngine("ministack").environment({ ...context, env })).toEqual({
      MINISTACK_HOSTNAME: "slipway-local",
      RDS_TMPFS_SIZE: "2g",
      SLIPWAY_LAYERS: "/var/lib/slipway/layers",
    });
  });

  test("MiniStack is told where the images of its databases are, when that is known", () => {
    const prefix = (env: NodeJS.ProcessEnv) =>
      emulatorEngine("ministack").environment({ ...context, env }).MINISTACK_IMAGE_PREFIX;
    expect(prefix({ MINISTACK_IMAGE_PREFIX: "slipway" })).toBe("slipway");
    expect(prefix({})).toBeUndefined();
  });

  test("fakecloud listens on the loopback interface alone, in the account of every emulator", () => {
    expect(emulatorEngine("fakecloud").environment({ ...context, env: {} })).toEqual({
      FAKECLOUD_ADDR: "127.0.0.1:4570",
      FAKECLOUD_ACCOUNT_ID: "000000000000",
      FAKECLOUD_IN_CONTAINER: "0",
    });
  });

  test("what fakecloud made is told by its process, and by nothing when that has gone", () => {
    const label = emulatorEngine("fakecloud").taskLabel;
    expect(label?.({ ...context, env: {}, pid: 4711 })).toBe("fakecloud-instance=fakecloud-4711");
    expect(label?.({ ...context, env: {}, pid: 0 })).toBeUndefined();
    expect(label?.({ ...context, env: {} })).toBeUndefined();
  });

  test("the licensed LocalStack without a token is refused", () => {
    expect(() => emulatorEngine("localstack-licensed").environment({ ...context, env: {} })).toThrow(
      "environment variable is not valid:\n  - LOCALSTACK_AUTH_TOKEN must be set for the licensed LocalStack, got nothing; take it from your LocalStack account, or unset it everywhere to use MiniStack",
    );
  });
});

describe("capabilities", () => {
  test("every engine speaks of the same things", () => {
    for (const table of Object.values(PROOFS))
      expect(Object.keys(table).sort()).toEqual(Object.keys(CAPABILITIES).sort());
  });

  test("nothing is claimed that was not run", () => {
    expect(proves("ministack", "circuit-breaker")).toBe(true);
    expect(proves("ministack", "autoscaling")).toBe(false);
    expect(proves("fakecloud", "registry-authentication")).toBe(true);
    expect(proves("fakecloud", "circuit-breaker")).toBe(false);
    expect(proves("localstack-free", "state-backend")).toBe(true);
    expect(proves("localstack-licensed", "containers")).toBe(false);
  });
});

describe("removing", () => {
  test("volumes that the emulator named, and none of a task", () => {
    const mount = (Type: string, Name?: string) => ({
      Type,
      ...(Name !== undefined && { Name }),
      Source: "",
      Destination: "/data",
      Mode: "",
      RW: true,
      Propagation: "",
    });
    const Mounts = [
      mount("volume", "ministack-rds-0123456789ab-cluster-orders-data"),
      mount("volume", "uploads"),
      mount("bind"),
    ];
    expect(ownVolumes({ Mounts })).toEqual(["ministack-rds-0123456789ab-cluster-orders-data"]);
  });

  test("image names of the emulator's registry, and no other", () => {
    const image = {
      RepoTags: ["localhost:4566/shop/web:src-1", "localhost:45660/shop/web:src-1", "shop/web:latest"],
      RepoDigests: ["localhost:4566/shop/web@sha256:1", "node@sha256:2"],
    };
    expect(registryNames(image, ["localhost:4566/"])).toEqual([
      "localhost:4566/shop/web:src-1",
      "localhost:4566/shop/web@sha256:1",
    ]);
  });

  test("an emulator counts as abandoned when its process on this machine has ended", () => {
    expect(isAbandoned(`${hostname()}:${process.pid}`)).toBe(false);
    expect(isAbandoned(`${hostname()}:${2 ** 22 + 1}`)).toBe(true);
    expect(isAbandoned(`elsewhere:${2 ** 22 + 1}`)).toBe(false);
  });
});

test("docker compose starts the same emulator under the same names", () => {
  const file = path.resolve(__dirname, "../../docker-compose.localstack.yml");
  const { services, networks, volumes } = parse(readFileSync(file, "utf8")) as {
    services: { emulator: Record<string, unknown> };
    networks: { emulator: Record<string, unknown> };
    volumes: { layers: { name: string } };
  };
  const resource = emulatorResource(LOCAL_EMULATOR);
  const engine = emulatorEngine("ministack");
  expect(services.emulator).toMatchObject({
    container_name: resource,
    labels: { [EMULATOR_LABEL]: LOCAL_EMULATOR, [KIND_LABEL]: "ministack" },
    environment: engine.environment({ container: resource, network: resource, port: EMULATOR_PORT, env: {} }),
    ports: [`127.0.0.1:${EMULATOR_PORT}:${engine.port}`],
    volumes: [
      "/var/run/docker.sock:/var/run/docker.sock",
      `layers:${engine.volumes?.[volumes.layers.name] ?? ""}`,
    ],
  });
  expect(networks.emulator).toEqual({ name: resource, labels: { [EMULATOR_LABEL]: LOCAL_EMULATOR } });
});
