import { problemsOf, resolved, stacksOf } from "../../support/language";

const around = {
  fileSystems: { shared: {} },
  cluster: { instances: { big: { types: ["m7i.large"], max: 2 } } },
};
const problems = (volumes: object, service: object = {}) => problemsOf(around, { ...service, volumes });
const onInstances = { runsOn: { instances: "big" } };
const windows = {
  platform: "windows-server-2022-core",
  size: { cpu: 1024, memoryMiB: 2048 },
};
const PATH = "services.web.volumes.data";

describe("what Fargate has not", () => {
  test("a folder of an instance", () => {
    const volumes = { data: { mount: "/data", host: "/srv" } };
    expect(problems(volumes)).toEqual([
      `${PATH}.host must not be set on Fargate, which has no instance whose folder it could be, got "/srv"`,
    ]);
    expect(problems(volumes, onInstances)).toEqual([]);
  });
  test("a Docker volume", () => {
    const volumes = { data: { mount: "/data", docker: {} } };
    expect(problems(volumes)).toEqual([
      `${PATH}.docker must not be set on Fargate, which has no Docker volumes, got one`,
    ]);
    expect(problems(volumes, onInstances)).toEqual([]);
  });
});

test("a folder of an instance is an absolute path", () => {
  expect(problems({ data: { mount: "/data", host: "srv" } }, onInstances)).toEqual([
    `${PATH}.host must be an absolute path of the instance such as /var/data, got "srv"`,
  ]);
});

test("ECS makes a volume of one task itself", () => {
  expect(problems({ data: { mount: "/data", docker: { autoprovision: false } } }, onInstances)).toEqual([
    `${PATH}.docker.autoprovision must not be set with scope "task", got false; ECS makes such a volume for each task`,
  ]);
});

describe("EFS", () => {
  test("is of a file system that is declared", () => {
    expect(problems({ data: { mount: "/data", fileSystem: "other" } })).toEqual([
      `${PATH}.fileSystem must be one of fileSystems (shared), got "other"; declare it in fileSystems`,
    ]);
    expect(problemsOf({}, { volumes: { data: { mount: "/data", fileSystem: "other" } } })).toEqual([
      `${PATH}.fileSystem must be one of fileSystems (none), got "other"; declare it in fileSystems`,
    ]);
  });
  test("is not for Windows", () => {
    expect(problems({ data: { mount: "C:\\data", fileSystem: "shared" } }, windows)).toEqual([
      `${PATH}.fileSystem must not be set on Windows, which can not mount EFS, got "shared"`,
    ]);
  });
  test.each(["bridge", "host"])(
    "is not for tasks that share the address of their instance: %s",
    (networkMode) => {
      const volumes = { data: { mount: "/data", fileSystem: "shared" } };
      expect(problems(volumes, { ...onInstances, networkMode })).toEqual([
        `${PATH}.fileSystem must be used with network mode "awsvpc", got "${networkMode}"; other tasks of the instance could reach the file system too`,
      ]);
      expect(problems(volumes, onInstances)).toEqual([]);
    },
  );
});

describe("EBS", () => {
  test("has one volume in a task", () => {
    expect(problems({ a: { mount: "/a", ebs: {} }, b: { mount: "/b", ebs: {} } })).toEqual([
      "services.web.volumes must hold at most one EBS volume, got a, b; ECS attaches one to a task",
    ]);
  });
  test("is not for daemons", () => {
    expect(
      problems({ data: { mount: "/data", ebs: {} } }, { runsOn: { instances: "big", daemon: true } }),
    ).toEqual([
      "services.web.runsOn.daemon must not be true with an EBS volume, got true; ECS attaches none to a daemon",
    ]);
  });
  test("is not for Windows on Fargate", () => {
    expect(problems({ data: { mount: "C:\\data", ebs: {} } }, windows)).toEqual([
      `${PATH}.ebs must not be set for Windows on Fargate, which attaches no EBS volumes, got one; Windows has them on EC2`,
    ]);
  });
  test.each(["gp2", "gp3", "st1", "sc1", "standard"])(
    "has a size that %s has when none is written",
    (type) => {
      expect(problems({ data: { mount: "/data", ebs: { type } } })).toEqual([]);
    },
  );
  test("keeps to the ranges of its type", () => {
    expect(problems({ data: { mount: "/data", ebs: { type: "st1", sizeGiB: 20 } } })).toEqual([
      `${PATH}.ebs.sizeGiB must be a whole number of GiB from 125 to 16384 for "st1", got 20`,
    ]);
  });
});

describe("mounts", () => {
  test.each(["data", "./data", "/", "//", "/.", "/x/..", "/data/../.."])("not at %s", (mount) => {
    expect(problems({ data: { mount } })).toEqual([
      `${PATH}.mount must be an absolute path below the root such as /var/data, got "${mount}"`,
    ]);
  });
  test.each(["/data", "C:\\"])("not at %s of Windows", (mount) => {
    expect(problems({ data: { mount } }, windows)).toEqual([
      `${PATH}.mount must be an absolute path below the root such as C:\\data, got "${mount}"`,
    ]);
    expect(problems({ data: { mount: "C:\\data" } }, windows)).toEqual([]);
  });
  test.each(["/x/", "/x/.", "//x", "/y/../x"])("not twice at one path, %s", (mount) => {
    expect(problems({ a: { mount: "/x" }, data: { mount } })).toEqual([
      `${PATH}.mount must be another path than that of a, got "${mount}"`,
    ]);
  });
  test.each(["C:/Data/", "c:\\data\\.", "C:\\x\\..\\data"])(
    "not twice at one path of Windows, %s",
    (mount) => {
      expect(problems({ a: { mount: "C:\\data" }, data: { mount } }, windows)).toEqual([
        `${PATH}.mount must be another path than that of a, got "${mount}"`,
      ]);
    },
  );
  test("not at a path with a colon, which Docker reads as the end of it", () => {
    expect(problems({ data: { mount: "/data:ro" } })).toEqual([
      `${PATH}.mount must have no colon, got "/data:ro"; set readOnly for a volume that is only read`,
    ]);
    expect(problems({ data: { mount: "C:\\data:ro" } }, windows)).toEqual([
      `${PATH}.mount must have no colon after the drive, got "C:\\data:ro"; set readOnly for a volume that is only read`,
    ]);
  });
  test("not where memory is", () => {
    expect(problems({ data: { mount: "/run" } }, { linux: { tmpfs: { "/run": { sizeMiB: 1 } } } })).toEqual([
      `${PATH}.mount must be another path than that of linux.tmpfs, got "/run"`,
    ]);
  });
  test.each(["/tmp", "/tmp/.", "//tmp"])("but at %s, where a volume goes before memory", (mount) => {
    expect(problems({ data: { mount } })).toEqual([]);
    expect(() => stacksOf(resolved({}, { volumes: { data: { mount } } }))).not.toThrow();
  });
});

describe("mounts of containers beside the service's own", () => {
  const beside = (volumes: object) =>
    problems({ data: { mount: "/data" }, more: { mount: "/more" } }, { containers: { side: { volumes } } });
  const side = "services.web.containers.side.volumes";
  test("are of volumes of the service", () => {
    expect(beside({ other: "/data" })).toEqual([
      `${side}.other must be of one of the task's volumes (data, more), got "other"; declare it in volumes`,
    ]);
    expect(problemsOf({}, { containers: { side: { volumes: { other: "/data" } } } })).toEqual([
      `${side}.other must be of one of the task's volumes (none), got "other"; declare it in volumes`,
    ]);
  });
  test("are absolute, and not twice at one path", () => {
    expect(beside({ data: "in" })).toEqual([
      `${side}.data must be an absolute path below the root such as /var/data, got "in"`,
    ]);
    expect(beside({ data: "/x", more: "/x" })).toEqual([
      `${side}.more must be another path than that of data, got "/x"`,
    ]);
    expect(beside({ data: "/more", more: "/data" })).toEqual([]);
  });
});
