import type { VolumeInput } from "../../../environments/topics/volumes";
import { problemsOf, resolved } from "../../support/language";

const fileSystems = { shared: {} };
const volumeOf = (input: VolumeInput, service: object = {}) =>
  resolved(
    { fileSystems, cluster: { instances: { big: { types: ["m7i.large"], max: 2 } } } },
    {
      ...service,
      volumes: { data: input },
    },
  ).services[0]?.volumes?.[0];
const problems = (input: object) => problemsOf({ fileSystems }, { volumes: { data: input } });
const onInstances = { runsOn: { instances: "big" } };

test("a service without volumes has none", () => {
  expect(resolved({}).services[0]).not.toHaveProperty("volumes");
});

test("volumes are in the order of their names", () => {
  const volumes = resolved({}, { volumes: { b: { mount: "/b" }, a: { mount: "/a" } } }).services[0]?.volumes;
  expect(volumes?.map(({ name }) => name)).toEqual(["a", "b"]);
});

test("scratch needs a place", () => {
  const scratch = { kind: "scratch", name: "data", mount: "/data", readOnly: false };
  expect(volumeOf({ mount: "/data" })).toEqual(scratch);
  expect(volumeOf({ mount: "/data", readOnly: true })).toEqual({ ...scratch, readOnly: true });
});

test("a folder of the instance", () => {
  expect(volumeOf({ mount: "/data", host: "/srv/data" }, onInstances)).toMatchObject({
    kind: "host",
    host: "/srv/data",
  });
});

describe("a file system", () => {
  const use = {
    name: "shared",
    path: "/web/data",
    isDefaultPath: true,
    user: { uid: 1000, gid: 1000, groups: [] },
    permissions: "0750",
  };
  const used = (fileSystem: (VolumeInput & { fileSystem: unknown })["fileSystem"], service = {}) => {
    const volume = volumeOf({ mount: "/data", fileSystem } as VolumeInput, service);
    return volume?.kind === "file-system" ? volume.fileSystem : undefined;
  };
  test("needs a name", () => {
    expect(used("shared")).toEqual(use);
    expect(used({ name: "shared" })).toEqual(use);
  });
  test.each([
    ["10001:10002", { uid: 10_001, gid: 10_002 }],
    ["10001", { uid: 10_001, gid: 10_001 }],
    ["10001:0", { uid: 10_001, gid: 0 }],
    ["node", { uid: 1000, gid: 1000 }],
    ["node:node", { uid: 1000, gid: 1000 }],
  ])("belongs to the service's user %s", (user, ids) => {
    expect(used("shared", { user })?.user).toEqual({ ...ids, groups: [] });
  });
  test("can be set", () => {
    const all = { name: "shared", path: "/a/b", user: { uid: 5, gid: 6, groups: [7] }, permissions: "0700" };
    expect(used(all, { user: "10001" })).toEqual(all);
  });
});

describe("a Docker volume", () => {
  const docker = (settings: object) => volumeOf({ mount: "/data", docker: settings }, onInstances);
  test("needs nothing", () => {
    expect(docker({})).toEqual({
      name: "data",
      mount: "/data",
      readOnly: false,
      kind: "docker",
      docker: { driver: "local", scope: "task", labels: {}, driverOptions: {} },
    });
  });
  test("is made when it is shared and not there", () => {
    expect(docker({ scope: "shared" })).toMatchObject({ docker: { scope: "shared", autoprovision: true } });
  });
  test("can be set", () => {
    const all = {
      driver: "rexray/ebs",
      scope: "shared",
      autoprovision: false,
      labels: { a: "b" },
      driverOptions: { size: "5" },
    };
    expect(docker(all)).toMatchObject({ docker: all });
  });
});

describe("an EBS volume", () => {
  test("needs nothing", () => {
    expect(volumeOf({ mount: "/data", ebs: {} })).toEqual({
      name: "data",
      mount: "/data",
      readOnly: false,
      kind: "ebs",
      ebs: { sizeGiB: 20, type: "gp3", format: "xfs" },
    });
  });
  test("has the size of its snapshot", () => {
    expect(volumeOf({ mount: "/data", ebs: { snapshot: "snap-0a1b2c3d" } })).toMatchObject({
      ebs: { snapshot: "snap-0a1b2c3d", type: "gp3", format: "xfs" },
    });
    expect(volumeOf({ mount: "/data", ebs: { snapshot: "snap-0a1b2c3d" } })).not.toHaveProperty(
      "ebs.sizeGiB",
    );
  });
  test("can be set", () => {
    const all = {
      sizeGiB: 100,
      type: "gp3",
      iops: 4000,
      throughputMiBps: 500,
      kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/k",
      format: "ext4",
      snapshot: "snap-0a1b2c3d",
      initializationMiBps: 200,
    } as const;
    expect(volumeOf({ mount: "/data", ebs: all })).toMatchObject({ ebs: all });
  });
});

describe("containers beside the service's own", () => {
  const mountsOf = (volumes: object) =>
    resolved({}, { volumes: { data: { mount: "/data" } }, containers: { side: { volumes } as object } })
      .services[0]?.containers?.[0]?.mounts;
  test("see a volume by a path, or read only", () => {
    expect(mountsOf({ data: "/in" })).toEqual([{ volume: "data", path: "/in", readOnly: false }]);
    expect(mountsOf({ data: { mount: "/in", readOnly: true } })).toEqual([
      { volume: "data", path: "/in", readOnly: true },
    ]);
  });
  test("see none by themselves", () => {
    const [service] = resolved(
      {},
      { volumes: { data: { mount: "/data" } }, containers: { side: {} } },
    ).services;
    expect(service?.containers?.[0]).not.toHaveProperty("mounts");
  });
});

describe("refusals of single values", () => {
  const at = "/data";
  test.each<[object, string]>([
    [{}, ".mount must be a string with at least one character, got nothing"],
    [{ mount: at, readOnly: "yes" }, '.readOnly must be true or false, got "yes"'],
    [{ mount: at, host: "" }, '.host must be a string with at least one character, got ""'],
    [
      { mount: at, fileSystem: { name: "shared", path: "/a/b/c/d/e" } },
      '.fileSystem.path must be a path from / of at most 100 characters and four levels, such as /web/uploads, got "/a/b/c/d/e"',
    ],
    [
      { mount: at, fileSystem: { name: "shared", user: { uid: 0, gid: 1 } } },
      ".fileSystem.user.uid must be a whole number from 1 to 4294967295, got 0",
    ],
    [
      { mount: at, fileSystem: { name: "shared", user: { uid: 1, gid: 4_294_967_296 } } },
      ".fileSystem.user.gid must be a whole number from 0 to 4294967295, got 4294967296",
    ],
    [
      { mount: at, fileSystem: { name: "shared", user: { uid: 1, gid: 1, groups: Array(17).fill(1) } } },
      ".fileSystem.user.groups must have at most 16 groups, got [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]",
    ],
    [
      { mount: at, fileSystem: { name: "shared", permissions: "rwx" } },
      '.fileSystem.permissions must be octal permissions such as "0750", got "rwx"',
    ],
    [
      { mount: at, docker: { driver: "" } },
      '.docker.driver must be a string with at least one character, got ""',
    ],
    [{ mount: at, docker: { scope: "host" } }, '.docker.scope must be one of "task", "shared", got "host"'],
    [{ mount: at, docker: { autoprovision: 1 } }, ".docker.autoprovision must be true or false, got 1"],
    [
      { mount: at, docker: { labels: { a: 1 } } },
      '.docker.labels.a must be a string, got 1; write "1" in quotes',
    ],
    [
      { mount: at, docker: { driverOptions: { a: 1 } } },
      '.docker.driverOptions.a must be a string, got 1; write "1" in quotes',
    ],
    [
      { mount: at, ebs: { type: "gp4" } },
      '.ebs.type must be one of "gp3", "gp2", "io2", "io1", "st1", "sc1", "standard", got "gp4"',
    ],
    [{ mount: at, ebs: { sizeGiB: 0 } }, ".ebs.sizeGiB must be a whole number from 1 to 65536, got 0"],
    [{ mount: at, ebs: { iops: 0.5 } }, ".ebs.iops must be a whole number from 1 to 1000000, got 0.5"],
    [
      { mount: at, ebs: { throughputMiBps: 0 } },
      ".ebs.throughputMiBps must be a whole number from 1 to 1000000, got 0",
    ],
    [{ mount: at, ebs: { kmsKey: "k" } }, '.ebs.kmsKey must be the ARN of a KMS key, got "k"'],
    [
      { mount: at, ebs: { format: "btrfs" } },
      '.ebs.format must be one of "xfs", "ext4", "ext3", "ntfs", got "btrfs"',
    ],
    [
      { mount: at, ebs: { snapshot: "latest" } },
      '.ebs.snapshot must be the id of an EBS snapshot such as snap-0a1b2c3d4e5f67890, got "latest"',
    ],
    [
      { mount: at, ebs: { initializationMiBps: -1 } },
      ".ebs.initializationMiBps must be a whole number from 1 to 1000000, got -1",
    ],
  ])("%j", (input, message) => {
    expect(problems(input)).toEqual([`services.web.volumes.data${message}`]);
  });
  test("one kind at a time", () => {
    expect(problems({ mount: at, ebs: {}, host: "/h" })).toEqual([
      expect.stringMatching(/^services\.web\.volumes\.data\.host must/),
    ]);
  });
  test("names are like those of services", () => {
    expect(problemsOf({}, { volumes: { "My Data": { mount: at } } })).toEqual([
      expect.stringContaining("must have lower-case letters, digits and single hyphens"),
    ]);
  });
});

describe("a tmpfs in /proc", () => {
  const problems = (path: string) => problemsOf({}, { linux: { tmpfs: { [path]: { sizeMiB: 1 } } } });

  it.each(["/proc", "/proc/", "/tmp/../proc/sys", "/proc/sys"])("is refused: %s", (path) => {
    expect(problems(path)).toEqual([
      `services.web.linux.tmpfs must be outside /proc, where containers mount nothing, got "${path}"`,
    ]);
  });

  it.each(["/process", "/data/proc"])("is none: %s", (path) => expect(problems(path)).toEqual([]));
});
