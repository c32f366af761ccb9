import { dockerVolume, hostVolume, scratchVolume } from "../../../constructs/volume/instance-volume";
import { FARGATE_LINUX, type TaskPlatform } from "../../../environments/rules/platform";

const EC2: TaskPlatform = { launch: "ec2", operatingSystem: "linux", networkMode: "awsvpc" };
const WINDOWS: TaskPlatform = { ...EC2, operatingSystem: "windows-server-2022-core" };
const docker = { driver: "local", scope: "task", labels: {}, driverOptions: {} } as const;

test("scratch has a name and nothing else", () => {
  expect(scratchVolume("tmp")).toEqual({ name: "tmp" });
});

describe("a folder of the instance", () => {
  test("keeps its path", () => {
    expect(hostVolume("data", "/srv", EC2)).toEqual({ name: "data", hostPath: "/srv" });
    expect(hostVolume("data", "D:\\data", WINDOWS)).toEqual({ name: "data", hostPath: "D:\\data" });
  });
  test("is absolute, on an instance", () => {
    expect(() => hostVolume("data", "/srv", FARGATE_LINUX)).toThrow(
      'volume "data" is not valid:\n  - host must not be set on Fargate, which has no instance whose folder it could be, got "/srv"',
    );
    expect(() => hostVolume("data", "srv", EC2)).toThrow(
      'host must be an absolute path of the instance such as /var/data, got "srv"',
    );
  });
});

describe("a Docker volume", () => {
  test("has a driver and a scope", () => {
    expect(dockerVolume("data", docker, EC2)).toEqual({
      name: "data",
      dockerVolumeConfiguration: { driver: "local", scope: "task" },
    });
  });
  test("has labels and options in the order of their names", () => {
    const all = {
      driver: "rexray/ebs",
      scope: "shared",
      autoprovision: true,
      labels: { b: "2", a: "1" },
      driverOptions: { size: "5" },
    } as const;
    expect(dockerVolume("data", all, EC2).dockerVolumeConfiguration).toEqual({
      driver: "rexray/ebs",
      scope: "shared",
      autoprovision: true,
      labels: { a: "1", b: "2" },
      driverOpts: { size: "5" },
    });
  });
  test("is of the local driver on Windows, and not on Fargate", () => {
    expect(() => dockerVolume("data", { ...docker, driver: "nfs" }, WINDOWS)).toThrow(
      'docker.driver must be "local" on Windows, got "nfs"',
    );
    expect(() => dockerVolume("data", docker, FARGATE_LINUX)).toThrow(
      "docker must not be set on Fargate, which has no Docker volumes, got one",
    );
  });
});
