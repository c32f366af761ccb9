import { platformOf } from "../../../environments/topics/platform";
import { problemsOf, resolved } from "../../support/language";

const external = { image: { uri: "registry.example.com/web:1" } };
const windows = { ...external, port: 80, platform: "windows-server-2022-core" } as const;
const problems = (change: object) => problemsOf({}, { ...external, ...change });
const serviceOf = (change: object) => resolved({}, { ...external, ...change }).services[0];

test("Fargate, Linux, awsvpc and 20 GiB by default, and no word of it", () => {
  const service = serviceOf({});
  for (const key of ["platform", "networkMode", "ephemeralStorageGiB"])
    expect(service).not.toHaveProperty(key);
  expect(service && platformOf(service)).toEqual({
    launch: "fargate",
    operatingSystem: "linux",
    networkMode: "awsvpc",
  });
});

test("what is asked for", () => {
  expect(serviceOf({ ephemeralStorageGiB: 100 })?.ephemeralStorageGiB).toBe(100);
  expect(serviceOf(windows)).toMatchObject({ platform: "windows-server-2022-core" });
  expect(platformOf({ networkMode: "host", runsOn: {} })).toEqual({
    launch: "ec2",
    operatingSystem: "linux",
    networkMode: "host",
  });
});

test("Windows is larger, and its root can be written to", () => {
  expect(serviceOf(windows)).toMatchObject({ cpu: 1024, memoryMiB: 2048, writableRoot: true });
  expect(serviceOf({ ...windows, containers: { job: {} } })?.containers?.[0]?.writableRoot).toBe(true);
});

describe("size", () => {
  const onInstances = {
    cluster: { instances: { general: { types: ["t3.large"], max: 2 } } },
  };
  const runsOn = { instances: "general" };

  test("the smallest of Fargate, anywhere", () => {
    expect(serviceOf({})).toMatchObject({ cpu: 256, memoryMiB: 512 });
    expect(resolved(onInstances, { ...external, runsOn }).services[0]).toMatchObject({
      cpu: 256,
      memoryMiB: 512,
    });
  });

  test("on instances any, or none", () => {
    const size = (given: object) => resolved(onInstances, { ...external, runsOn, ...given }).services[0];
    expect(size({ size: { cpu: 300, memoryMiB: 700 } })).toMatchObject({ cpu: 300, memoryMiB: 700 });
    const none = size({ size: {}, containerMemory: { hardMiB: 64 } });
    expect(none).not.toHaveProperty("cpu");
    expect(none).not.toHaveProperty("memoryMiB");
    expect(problemsOf(onInstances, { ...external, runsOn, size: {} })).toEqual([
      "services.web.containerMemory must be set where the task has no memory of its own, got nothing",
    ]);
  });

  test.each<[object, string[]]>([
    [
      { size: {} },
      [
        "services.web.size.cpu must be set on Fargate, got nothing",
        "services.web.size.memoryMiB must be set on Fargate, got nothing",
      ],
    ],
    [
      { size: { cpu: 0, memoryMiB: 512 } },
      [
        "services.web.size.cpu must be a whole number of CPU units from 1 to 1048576, of which 1024 are one vCPU, got 0",
      ],
    ],
    [
      { ...windows, size: { cpu: 256, memoryMiB: 512 } },
      ["services.web.size.cpu must be one of 1024, 2048, 4096 CPU units on Windows, got 256"],
    ],
  ])("%j is refused", (change, messages) => expect(problems(change)).toEqual(messages));
});

test.each<[object, string]>([
  [
    { platform: "windows" },
    'services.web.platform must be one of "linux", "windows-server-2019-core", "windows-server-2019-full", "windows-server-2022-core", "windows-server-2022-full", "windows-server-2025-core", "windows-server-2025-full", got "windows"; did you mean "windows-server-2022-core"?',
  ],
  [
    { networkMode: "nat" },
    'services.web.networkMode must be one of "awsvpc", "bridge", "host", "none", got "nat"',
  ],
  [
    { networkMode: "bridge" },
    'services.web.networkMode must be "awsvpc" on Fargate, which has no other, got "bridge"',
  ],
  [
    { ephemeralStorageGiB: 20 },
    "services.web.ephemeralStorageGiB must be a whole number of GiB from 21 to 200, got 20; 20 GiB are there without it",
  ],
  [
    { ...windows, architecture: "arm64" },
    'services.web.architecture must be "x86_64" for windows-server-2022-core, got "arm64"',
  ],
  [
    { ...windows, writableRoot: false },
    "services.web.writableRoot must not be false on Windows, which has no read-only root, got false",
  ],
  [
    { ...windows, capacity: { fargateSpot: {} } },
    "services.web.capacity must not hold fargateSpot on Windows, which Fargate Spot does not run, got a share; give services.web a capacity of its own",
  ],
  [
    { ...windows, image: "apps/backend" },
    "services.web.image must be built elsewhere for Windows, got a Dockerfile; give the uri of an image that a Windows machine built",
  ],
  [
    { ...windows, linux: {} },
    "services.web.linux must not be set on Windows, which has no such setting, got settings",
  ],
])("%j is refused", (change, message) => expect(problems(change)).toEqual([message]));

test("names the cluster's capacity where a Windows service inherits Fargate Spot", () => {
  const cluster = { capacity: { fargate: {}, fargateSpot: {} } };
  expect(problemsOf({ cluster }, windows)).toEqual([
    "cluster.capacity must not hold fargateSpot on Windows, which Fargate Spot does not run, got a share; give services.web a capacity of its own",
  ]);
});

describe("a port", () => {
  test("is not needed: nothing connects to a worker", () => {
    expect(resolved({}, { port: undefined }).services[0]).not.toHaveProperty("port");
  });

  test("is needed where requests come in", () => {
    expect(problemsOf({}, { port: undefined, route: { path: "/*" } })).toEqual([
      "services.web.port must be set with route, got nothing; that is where requests go",
    ]);
    expect(problemsOf({}, { port: undefined, publicIp: { allowedCidrs: ["10.0.0.0/8"] } })).toEqual([
      "services.web.port must be set with publicIp, got nothing; that is where requests go",
    ]);
  });

  test("is refused without a network, and so is a way to it", () => {
    const cluster = { instances: { general: { types: ["t3.large"], max: 2 } } };
    const service = { ...external, runsOn: { instances: "general" }, networkMode: "none" };
    expect(problemsOf({ cluster }, { ...service, port: undefined })).toEqual([]);
    expect(problemsOf({ cluster }, { ...service, port: 80, route: { path: "/*" } })).toEqual([
      'services.web.route must not be set with network mode "none", got one',
      'services.web.port must not be set with network mode "none", got 80',
    ]);
  });
});
