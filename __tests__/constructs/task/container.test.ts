import { containerDefinition } from "../../../constructs/task/container";
import { leastContainer as least } from "./least-container";

const healthCheck = {
  command: ["CMD-SHELL", "curl -f http://localhost/ || exit 1"],
  intervalSeconds: 10,
  timeoutSeconds: 4,
  retries: 2,
  startPeriodSeconds: 20,
};

test("with the least", () => {
  expect(containerDefinition(least)).toEqual({
    name: "web",
    image: "example.com/web:1",
    essential: true,
    environment: [],
    portMappings: [],
    mountPoints: [],
    systemControls: [],
    volumesFrom: [],
    readonlyRootFilesystem: false,
    linuxParameters: { initProcessEnabled: true },
    stopTimeout: 30,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": "/ecs/web",
        "awslogs-region": "eu-west-1",
        "awslogs-stream-prefix": "web",
        "max-buffer-size": "25m",
        mode: "non-blocking",
      },
    },
  });
});

test("with everything set", () => {
  expect(
    containerDefinition({
      ...least,
      port: 3000,
      command: ["node", "server.js"],
      environment: { B: "2", A: "1" },
      secrets: { Z: "arn:z", Y: "arn:y" },
      healthCheck,
      readOnlyRoot: true,
      temporaryMiB: 16,
      user: "node",
      essential: false,
    }),
  ).toMatchObject({
    essential: false,
    environment: [
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ],
    secrets: [
      { name: "Y", valueFrom: "arn:y" },
      { name: "Z", valueFrom: "arn:z" },
    ],
    portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }],
    command: ["node", "server.js"],
    healthCheck: { command: healthCheck.command, interval: 10, timeout: 4, retries: 2, startPeriod: 20 },
    user: "node",
    readonlyRootFilesystem: true,
    linuxParameters: {
      initProcessEnabled: true,
      tmpfs: [{ containerPath: "/tmp", mountOptions: ["rw", "nosuid", "nodev"], size: 16 }],
    },
  });
});

test("a read-only root has a writable /tmp of 64 MiB, a writable one needs none", () => {
  expect(containerDefinition({ ...least, readOnlyRoot: true }).linuxParameters?.tmpfs?.[0]?.size).toBe(64);
  expect(containerDefinition({ ...least, temporaryMiB: 16 }).linuxParameters?.tmpfs).toBeUndefined();
});

test("a start period of 0 is told by its absence", () => {
  const definition = containerDefinition({
    ...least,
    healthCheck: { ...healthCheck, startPeriodSeconds: 0 },
  });
  expect(definition.healthCheck).not.toHaveProperty("startPeriod");
});

test("values reach the container as they are written", () => {
  const definition = containerDefinition({
    ...least,
    environment: { PATTERN: 'a "quoted" name' },
    command: ["echo", "$HOME"],
    healthCheck: { ...healthCheck, command: ["CMD-SHELL", "test $X"] },
  });
  expect(definition.environment[0]?.value).toBe('a "quoted" name');
  expect(definition.command).toEqual(["echo", "$HOME"]);
  expect(definition.healthCheck?.command[1]).toBe("test $X");
});

test("the order of the input changes nothing", () => {
  const one = containerDefinition({ ...least, environment: { A: "1", B: "2" } });
  const other = containerDefinition({ ...least, environment: { B: "2", A: "1" } });
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});

test("a variable that is plain and secret is refused, and every problem is told", () => {
  const bad = {
    ...least,
    environment: { KEY: "x", TOKEN: "y" },
    secrets: { TOKEN: "arn:t", KEY: "arn:k" },
    healthCheck: { ...healthCheck, command: ["curl", "localhost"] },
  };
  expect(() => containerDefinition(bad)).toThrow(
    [
      'container "web" is not valid:',
      "  - secrets.KEY must not have the name of a plain variable, got both; remove one of them",
      "  - secrets.TOKEN must not have the name of a plain variable, got both; remove one of them",
      '  - healthCheck.command must begin with "CMD" or "CMD-SHELL", got "curl"',
    ].join("\n"),
  );
});

test.each<[Partial<typeof healthCheck>, string]>([
  [{ intervalSeconds: 4, timeoutSeconds: 2 }, "intervalSeconds must be a whole number from 5 to 300, got 4"],
  [{ intervalSeconds: 301 }, "intervalSeconds must be a whole number from 5 to 300, got 301"],
  [{ timeoutSeconds: 1 }, "timeoutSeconds must be a whole number from 2 to 60, got 1"],
  [
    { intervalSeconds: 100, timeoutSeconds: 61 },
    "timeoutSeconds must be a whole number from 2 to 60, got 61",
  ],
  [{ retries: 0 }, "retries must be a whole number from 1 to 10, got 0"],
  [{ startPeriodSeconds: 301 }, "startPeriodSeconds must be a whole number from 0 to 300, got 301"],
])("a health check with %j is refused", (change, problem) => {
  expect(() => containerDefinition({ ...least, healthCheck: { ...healthCheck, ...change } })).toThrow(
    `container "web" is not valid:\n  - healthCheck.${problem}`,
  );
});

test.each([5, 60])(
  "accepts a health check whose timeout of %i s is not below its interval",
  (timeoutSeconds) => {
    const check = { ...healthCheck, intervalSeconds: 5, timeoutSeconds };
    expect(containerDefinition({ ...least, healthCheck: check }).healthCheck).toMatchObject({
      interval: 5,
      timeout: timeoutSeconds,
    });
  },
);

test.each(["", "a b", "n".repeat(256)])("the name %j is refused", (name) => {
  expect(() => containerDefinition({ ...least, name })).toThrow(
    `container "${name}" is not valid:\n  - name must have 1 to 255 letters, digits, "-" or "_", got "${name}"`,
  );
});

test("a variable may be called as something that every object has", () => {
  expect(() => containerDefinition({ ...least, secrets: { constructor: "arn:k" } })).not.toThrow();
});

test("what features bring: a name for the port, mounts, another way for the lines", () => {
  const mountPoints = [{ sourceVolume: "data", containerPath: "/data", readOnly: true }];
  const logConfiguration = { logDriver: "awsfirelens" as const, options: { Name: "null" } };
  const portName = { name: "web", appProtocol: "grpc" as const };
  expect(
    containerDefinition({ ...least, port: 3000, portName, mountPoints, logConfiguration }),
  ).toMatchObject({
    portMappings: [
      { name: "web", appProtocol: "grpc", containerPort: 3000, hostPort: 3000, protocol: "tcp" },
    ],
    mountPoints,
    logConfiguration,
  });
});

test("an empty health check command is refused", () => {
  expect(() => containerDefinition({ ...least, healthCheck: { ...healthCheck, command: [] } })).toThrow(
    'healthCheck.command must begin with "CMD" or "CMD-SHELL", got nothing',
  );
});
