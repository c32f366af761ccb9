import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { ServiceInput } from "../../../environments/input";
import { problemsOf, resolved } from "../../support/language";
import { root } from "../../support/synth-environment";

const external = { image: { uri: "registry.example.com/web:1" }, port: 3000 };
const problems = (containers: object, change: object = {}) =>
  problemsOf({}, { ...external, containers, ...change });
const sides = (containers: NonNullable<ServiceInput["containers"]>, change: object = {}) =>
  resolved({}, { ...external, containers, ...change }).services[0]?.containers;

test("a service has none by default", () => {
  expect(resolved({}).services[0]).not.toHaveProperty("containers");
});

test("without a word: the service's image and user, and the defaults of every container", () => {
  expect(sides({ job: {} }, { user: "10001" })).toEqual([
    { name: "job", user: "10001", environment: {}, secrets: {}, writableRoot: false, stopTimeoutSeconds: 30 },
  ]);
});

test("in the order of their names", () => {
  expect(sides({ b: {}, a: {} })?.map(({ name }) => name)).toEqual(["a", "b"]);
});

test("an image of its own comes with its own user, and a repository when it is built here", () => {
  const containers = {
    built: { image: "apps/frontend", port: 8080 },
    pulled: { image: { uri: "registry.example.com/pulled:1" } },
  };
  const [built, pulled] = sides(containers, { user: "10001", repository: { keepImages: 20 } }) ?? [];
  expect(built).toMatchObject({ image: { kind: "build" }, port: 8080, repository: { keepImages: 20 } });
  expect(pulled).toMatchObject({ image: { kind: "external" } });
  for (const key of ["user", "repository"]) expect(pulled).not.toHaveProperty(key);
});

test("its repository is never public", () => {
  const repository = { public: { description: "The shop" } };
  const [built] = sides({ built: { image: "apps/frontend" } }, { image: "apps/backend", repository }) ?? [];
  expect(JSON.stringify(built?.repository)).not.toContain("public");
});

test("placeholders stand for the service", () => {
  expect(sides({ job: { environment: { NAME: "${service}-${environment}" } } })?.[0]?.environment).toEqual({
    NAME: "web-dev",
  });
});

test.each<[object, object, string]>([
  [
    { Job: {} },
    {},
    'services.web.containers.Job as a name must have lower-case letters, digits, - and _, start with a letter or digit, and at most 255 characters, got "Job"',
  ],
  [
    { ["j".repeat(256)]: {} },
    {},
    `services.web.containers.${"j".repeat(256)} as a name must have lower-case letters, digits, - and _, start with a letter or digit, and at most 255 characters, got "${"j".repeat(256)}"`,
  ],
  [
    { web: {} },
    {},
    'services.web.containers.web must have another container name than services.web, got "web"',
  ],
  [
    { job: { port: 0 } },
    {},
    "services.web.containers.job.port must be a whole number from 1 to 65535, got 0",
  ],
  [
    { job: { port: 3000 } },
    {},
    'services.web.containers.job.port must be another one than that of container "web" with network mode "awsvpc", got 3000',
  ],
  [
    { job: { image: "nowhere" } },
    {},
    'services.web.containers.job.image must be a folder with a Dockerfile, got "nowhere", which is no folder',
  ],
  [
    { job: { environment: { A: "${nothing}" } } },
    {},
    'services.web.containers.job.environment.A must use placeholders out of project, environment, region, account, service, got "${nothing}"; write "$${nothing}" to keep the text',
  ],
  [
    { job: { environment: { A: "1" }, secrets: { A: { secret: "s" } } } },
    {},
    "services.web.containers.job.secrets.A must not stand in environment too, got both",
  ],
  [
    { job: { dependsOn: { web: "START" } } },
    { dependsOn: { job: "START" } },
    "services.web.dependsOn must not lead back to the container itself, got web -> job -> web",
  ],
  [
    { job: { essential: false } },
    { dependsOn: { job: "HEALTHY" } },
    'services.web.dependsOn.job must be HEALTHY only for a container with a healthCheck, got "HEALTHY"; give "job" one',
  ],
  [
    { job: { containerMemory: { softMiB: 300 } } },
    { containerMemory: { softMiB: 300 } },
    "services.web.containerMemory must not reserve more memory than the task has (512 MiB) together with services.web.containers.job.containerMemory, got 600 in total",
  ],
  [
    {},
    { repository: { keepImages: 20 } },
    "services.web.repository must not be set for an image that is built elsewhere, got a repository",
  ],
])("%j with %j is refused", (containers, change, message) => {
  const found = problems(containers, change);
  expect(found).toContain(message);
  if (!("web" in containers)) expect(found).toEqual([message]);
});

test("a service waits for the container of a sidecar by the name that ECS knows it by", () => {
  const wait = (name: string, more: object) => problems({}, { ...more, dependsOn: { [name]: "START" } });
  expect(wait("xray-daemon", { sidecars: ["x-ray"] })).toEqual([]);
  expect(wait("x-ray", { sidecars: ["x-ray"] })).toEqual([
    'services.web.dependsOn must name another container of the task (xray-daemon), got "x-ray"',
  ]);
  expect(wait("prepare", { logRouter: { to: { firehose: { stream: "lines" } } } })).toEqual([
    'services.web.dependsOn must name another container of the task (log_router), got "prepare"',
  ]);
});

test("a container cannot have the name of a sidecar", () => {
  expect(problems({ log_router: {} }, { logRouter: { to: { firehose: { stream: "lines" } } } })).toContain(
    'services.web.logRouter must have another container name than services.web.containers.log_router, got "log_router"',
  );
});

test("names the properties that are written where a service has no containers beside its own", () => {
  const sidecars = ["x-ray"];
  const environmentFiles = Array.from({ length: 11 }, (_, at) => `arn:aws:s3:::config/${at}.env`);
  expect(problemsOf({}, { environmentFiles, sidecars })).toEqual([
    "services.web.environmentFiles must hold at most 10 files, got 11",
  ]);
  expect(problemsOf({}, { essential: false, sidecars })).toEqual([
    "services.web.essential must be true for at least one of the containers of a task, got false",
  ]);
  expect(problemsOf({}, { containerCpu: 257, sidecars })).toEqual([
    "services.web.containerCpu must not reserve more CPU units than the task has (256), got 257",
  ]);
  const envoy = { image: { uri: "registry.example.com/web:1" }, port: 80, sidecars };
  expect(problemsOf({ services: { "xray-daemon": envoy } })).toEqual([
    'services.xray-daemon.sidecars[0] must have another container name than services.xray-daemon, got "xray-daemon"',
  ]);
});

test("the memory of a sidecar counts in the task's", () => {
  const sidecars = [{ kind: "x-ray", containerMemory: { softMiB: 300 } }];
  expect(
    problems({}, { sidecars, containerMemory: { softMiB: 300 }, size: { cpu: 256, memoryMiB: 512 } }),
  ).toEqual([
    "services.web.containerMemory must not reserve more memory than the task has (512 MiB) together with services.web.sidecars[0].containerMemory, got 600 in total",
  ]);
});

describe("a Dockerfile of its own", () => {
  const folder = mkdtempSync(join(root, "cdktf.out.test-side-"));
  writeFileSync(join(folder, "Dockerfile"), "FROM scratch\n");
  afterAll(() => rmSync(folder, { recursive: true }));
  const image = relative(root, folder);

  test("must not run as root, unless it is asked to", () => {
    expect(problems({ job: { image, user: "root" } })).toEqual([]);
    expect(problems({ job: { image } })).toEqual([
      'services.web.containers.job.user must be set when the image runs as root, got a Dockerfile without USER; add a USER to the Dockerfile, or set user ("root" when it must be)',
    ]);
  });

  test("brings a repository, which must be safe in a protected environment too", () => {
    const containers = { job: { image, user: "root" } };
    expect(
      problemsOf({ protected: true }, { ...external, containers, repository: { mutable: true } }),
    ).toEqual(["services.web.repository.mutable must be false in a protected environment, got true"]);
  });
});
