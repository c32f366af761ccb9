import type { ContainerInput } from "../../../environments/topics/container";
import { problemsOf, resolved } from "../../support/language";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const external = { image: { uri: "registry.example.com/web:1" }, port: 3000 };
const problems = (change: object) => problemsOf({}, { ...external, ...change });
const serviceOf = (change: object) => resolved({}, { ...external, ...change }).services[0];

/** Each property, and what becomes of it. */
const settings: readonly [keyof ContainerInput, ContainerInput, object][] = [
  ["command", { command: ["a", ""] }, { command: ["a", ""] }],
  ["entryPoint", { entryPoint: ["a"] }, { entryPoint: ["a"] }],
  ["workingDirectory", { workingDirectory: "/srv" }, { workingDirectory: "/srv" }],
  ["user", { user: "node:node" }, { user: "node:node" }],
  ["user", { user: "first.last:0" }, { user: "first.last:0" }],
  ["dependsOn", { dependsOn: { job: "SUCCESS" } }, { dependsOn: { job: "SUCCESS" } }],
  ["containerCpu", { containerCpu: 64 }, { containerCpu: 64 }],
  [
    "containerMemory",
    { containerMemory: { hardMiB: 64, softMiB: 32 } },
    { containerMemory: { hardMiB: 64, softMiB: 32 } },
  ],
  [
    "ulimits",
    { ulimits: { nofile: 1024, core: { soft: 0, hard: -1 } } },
    { ulimits: { nofile: { soft: 1024, hard: 1024 }, core: { soft: 0, hard: -1 } } },
  ],
  [
    "linux",
    {
      linux: { init: false, tmpfs: { "/cache": { sizeMiB: 8, options: ["noexec"] }, "/b": { sizeMiB: 8 } } },
    },
    {
      linux: { init: false, tmpfs: { "/cache": { sizeMiB: 8, options: ["noexec"] }, "/b": { sizeMiB: 8 } } },
    },
  ],
  ["labels", { labels: { team: "shop" } }, { labels: { team: "shop" } }],
  [
    "environmentFiles",
    { environmentFiles: ["arn:aws:s3:::conf/a.env", { object: "arn:aws:s3:::conf/b.env", kmsKey: KEY }] },
    {
      environmentFiles: [
        { object: "arn:aws:s3:::conf/a.env" },
        { object: "arn:aws:s3:::conf/b.env", kmsKey: KEY },
      ],
    },
  ],
];

const job = { image: { uri: "registry.example.com/job:1" }, essential: false };

describe("each setting of a container", () => {
  test.each(settings)("%s: absent by default, kept when set", (key, input, expected) => {
    expect(serviceOf({})).not.toHaveProperty(key);
    const service = serviceOf({ ...input, containers: { job } });
    expect(service).toMatchObject(expected);
    const { dependsOn, ...rest } = input;
    const side = serviceOf({ containers: { job, side: { ...rest, ...(dependsOn && { dependsOn }) } } });
    expect(side?.containers?.find(({ name }) => name === "side")).toMatchObject(expected);
  });

  test("essential, unless another container is", () => {
    expect(serviceOf({})).not.toHaveProperty("essential");
    expect(serviceOf({ essential: false, containers: { side: {} } })?.essential).toBe(false);
    expect(problems({ essential: false })).toEqual([
      "services.web.essential must be true for the only container of a task, got false",
    ]);
    expect(problems({ essential: false, containers: { side: { essential: false } } })).toEqual([
      "services.web.essential must be true for at least one of the containers of a task, got false",
    ]);
  });

  test("a root that can not be written to, and half a minute to stop", () => {
    expect(serviceOf({})).toMatchObject({ writableRoot: false, stopTimeoutSeconds: 30 });
    expect(serviceOf({ writableRoot: true, stopTimeoutSeconds: 2 })).toMatchObject({
      writableRoot: true,
      stopTimeoutSeconds: 2,
    });
  });

  test("no terminal is what every service has", () => {
    expect(problems({ interactive: false, pseudoTerminal: false })).toEqual([]);
  });
});

describe("refused", () => {
  test.each<[object, string]>([
    [
      { interactive: true },
      "services.web.interactive must be false or absent: a service has no terminal, and nobody at its standard input; set exec for a shell in a running task, got true",
    ],
    [
      { pseudoTerminal: true },
      "services.web.pseudoTerminal must be false or absent: a service has no terminal, and nobody at its standard input; set exec for a shell in a running task, got true",
    ],
    [{ command: [] }, "services.web.command must have at least one word, got []"],
    [{ entryPoint: [] }, "services.web.entryPoint must have at least one word, got []"],
    [
      { workingDirectory: "srv" },
      'services.web.workingDirectory must be an absolute path such as /app, or C:\\app on Windows, got "srv"',
    ],
    [
      { user: "a b" },
      'services.web.user must be a user such as 10001 or node:node, each number at most 2147483647, got "a b"',
    ],
    ...["-1", "1000:-5", "-app"].map((user): [object, string] => [
      { user },
      `services.web.user must be a user such as 10001 or node:node, each number at most 2147483647, got "${user}"`,
    ]),
    [{ essential: "no" }, 'services.web.essential must be true or false, got "no"'],
    [
      { dependsOn: { job: "DONE" } },
      'services.web.dependsOn.job must be one of "START", "COMPLETE", "SUCCESS", "HEALTHY", got "DONE"',
    ],
    [
      { dependsOn: { job: "START" } },
      'services.web.dependsOn must name another container of the task, which has none, got "job"',
    ],
    [{ containerCpu: 0 }, "services.web.containerCpu must be a whole number of CPU units from 1, got 0"],
    [
      { containerMemory: { hardMiB: 513 } },
      "services.web.containerMemory.hardMiB must not be above the task's memory (512 MiB), got 513",
    ],
    [
      { containerMemory: { hardMiB: 64, softMiB: 65 } },
      "services.web.containerMemory.softMiB must not be above hardMiB (64), got 65",
    ],
    [
      { ulimits: { nofile: -2 } },
      "services.web.ulimits.nofile must be a whole number from -1 to 2147483647, got -2",
    ],
    [
      { ulimits: { nofile: 1_048_577 } },
      "services.web.ulimits.nofile must be at most 1048576 on Fargate, got 1048577",
    ],
    [{ ulimits: { nofile: -1 } }, "services.web.ulimits.nofile must be at most 1048576 on Fargate, got -1"],
    [
      { ulimits: { nofile: { soft: 2, hard: 1 } } },
      "services.web.ulimits.nofile.soft must not be above hard (1), got 2",
    ],
    [
      { linux: { capabilities: { add: ["SYS_ADMIN"] } } },
      "services.web.linux.capabilities.add must hold nothing but SYS_PTRACE on Fargate, got SYS_ADMIN",
    ],
    [
      { linux: { tmpfs: { "/x": { sizeMiB: 1, options: ["suid"] } } } },
      'services.web.linux.tmpfs./x.options[0] must be one of "ro", "rw", "nosuid", "nodev", "exec", "noexec", "noatime", "relatime", "strictatime", "nodiratime", got "suid"',
    ],
    [{ labels: { team: 1 } }, 'services.web.labels.team must be a string, got 1; write "1" in quotes'],
    [
      { environmentFiles: [{ object: "arn:aws:s3:::conf/a.txt" }] },
      'services.web.environmentFiles[0] must be the ARN of an S3 object that ends in .env, such as arn:aws:s3:::config/web.env, got "arn:aws:s3:::conf/a.txt"',
    ],
    [
      { environmentFiles: [{ object: "arn:aws:s3:::conf/a.env", kmsKey: "key" }] },
      'services.web.environmentFiles[0].kmsKey must be the ARN of a KMS key, got "key"',
    ],
    [
      { hostPort: 80 },
      'services.web.hostPort must be the container\'s port (3000) with network mode "awsvpc", got 80',
    ],
    [{ writableRoot: 1 }, "services.web.writableRoot must be true or false, got 1"],
    [
      { stopTimeoutSeconds: 121 },
      "services.web.stopTimeoutSeconds must be a whole number of seconds from 2 to 120 on Fargate, got 121",
    ],
  ])("%j", (change, message) => expect(problems(change)).toEqual([message]));

  test("an unknown limit and an unknown capability name those that there are", () => {
    expect(problems({ ulimits: { files: 1 } })[0]).toMatch(/^services\.web\.ulimits\.files .*"nofile"/);
    expect(problems({ linux: { capabilities: { drop: ["SYS_TRACE"] } } })[0]).toMatch(
      /^services\.web\.linux\.capabilities\.drop\[0\] must be one of .*, got "SYS_TRACE"; did you mean "SYS_PTRACE"\?$/,
    );
  });
});

test("names the settings of the only container when it reserves more than its task has", () => {
  expect(problemsOf({}, { containerMemory: { softMiB: 513 }, containerCpu: 257 })).toEqual([
    "services.web.containerMemory.softMiB must not be above the task's memory (512 MiB), got 513",
    "services.web.containerCpu must not reserve more CPU units than the task has (256), got 257",
  ]);
});
