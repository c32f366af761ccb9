import { hostPortOf, portProblems } from "../../../environments/rules/container-port";
import type { NetworkMode, TaskPlatform } from "../../../environments/rules/platform";

const on = (networkMode: NetworkMode, launch: TaskPlatform["launch"] = "ec2"): TaskPlatform => ({
  launch,
  networkMode,
  operatingSystem: "linux",
});
const problems = (ports: { port?: number; hostPort?: number }, platform: TaskPlatform) =>
  portProblems("services.web", ports, platform);

test.each<[NetworkMode, { port: number; hostPort?: number }, number]>([
  ["awsvpc", { port: 80 }, 80],
  ["host", { port: 80 }, 80],
  ["bridge", { port: 80 }, 0],
  ["bridge", { port: 80, hostPort: 0 }, 0],
  ["bridge", { port: 80, hostPort: 8080 }, 8080],
])("with %s, %j is port %i of the host", (mode, ports, expected) =>
  expect(hostPortOf(ports, mode)).toBe(expected),
);

test.each<[NetworkMode, { port?: number; hostPort?: number }]>([
  ["none", {}],
  ["awsvpc", { port: 80, hostPort: 80 }],
  ["host", { port: 80, hostPort: 80 }],
  ["bridge", { port: 22 }],
  ["bridge", { port: 80, hostPort: 0 }],
  ["bridge", { port: 80, hostPort: 32_767 }],
])("%s has %j", (mode, ports) => expect(problems(ports, on(mode))).toEqual([]));

test("a task with an address of its own may use the ports that an instance holds", () => {
  expect(problems({ port: 22 }, on("awsvpc"))).toEqual([]);
  expect(problems({ port: 22 }, on("awsvpc", "fargate"))).toEqual([]);
});

test.each<[NetworkMode, { port?: number; hostPort?: number }, string]>([
  ["awsvpc", { hostPort: 80 }, "services.web.hostPort must not be set without port, got 80"],
  ["awsvpc", { port: 0 }, "services.web.port must be a whole number from 1 to 65535, got 0"],
  ["bridge", { port: 65_536 }, "services.web.port must be a whole number from 1 to 65535, got 65536"],
  ["host", { port: 80.5 }, "services.web.port must be a whole number from 1 to 65535, got 80.5"],
  ["none", { port: 80 }, 'services.web.port must not be set with network mode "none", got 80'],
  [
    "awsvpc",
    { port: 80, hostPort: 8080 },
    'services.web.hostPort must be the container\'s port (80) with network mode "awsvpc", got 8080',
  ],
  [
    "host",
    { port: 80, hostPort: 0 },
    'services.web.hostPort must be the container\'s port (80) with network mode "host", got 0',
  ],
  [
    "host",
    { port: 51_678 },
    "services.web.port must not be one that the instance itself uses (22, 2375, 2376, 51678, 51679, 51680), got 51678",
  ],
  [
    "bridge",
    { port: 80, hostPort: 22 },
    "services.web.hostPort must not be one that the instance itself uses (22, 2375, 2376, 51678, 51679, 51680), got 22",
  ],
  [
    "bridge",
    { port: 80, hostPort: 32_768 },
    "services.web.hostPort must be 0 (any that is free) or a whole number from 1 to 32767, got 32768; the instance gives higher ones out by itself",
  ],
])("%s: %j is refused", (mode, ports, message) => expect(problems(ports, on(mode))).toEqual([message]));
