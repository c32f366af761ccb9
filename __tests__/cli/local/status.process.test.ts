import { FakeAws, type Answer } from "../../support/fake-aws";
import { slipway } from "../../support/slipway";

// Each command is a process of its own.
const running = (name: string, runningCount: number, desiredCount: number) => ({
  serviceName: `slipway-local-${name}`,
  status: "ACTIVE",
  runningCount,
  desiredCount,
  deployments: [{ status: "PRIMARY", rolloutState: "COMPLETED" }],
  taskDefinition: `arn:aws:ecs:eu-west-1:000000000000:task-definition/slipway-local-${name}:3`,
});
const row = (service: string, count: number, desired = count) => ({
  service,
  status: "ACTIVE",
  running: count,
  desired,
  rollout: "COMPLETED",
  taskDefinition: `slipway-local-${service}:3`,
});
const missing = (service: string) => ({
  service,
  status: "missing",
  running: 0,
  desired: 0,
  rollout: "-",
  taskDefinition: "-",
});

let described: Answer;
let aws: FakeAws;
beforeAll(async () => {
  aws = await FakeAws.start(() => ({ DescribeServices: () => described }));
});
afterAll(() => aws.stop());

const status = (...args: string[]) =>
  slipway(["local", "status", ...args], { env: { SLIPWAY_EMULATOR_ENDPOINT: aws.endpoint } });

test.each([
  [
    "all tasks run",
    { body: { services: [running("frontend", 1, 1), running("backend", 2, 2)] } },
    [row("backend", 2), row("frontend", 1)],
    0,
  ],
  [
    "a task is missing",
    { body: { services: [running("frontend", 1, 1), running("backend", 1, 2)] } },
    [row("backend", 1, 2), row("frontend", 1)],
    1,
  ],
  [
    "a service is missing",
    { body: { services: [running("frontend", 1, 1)] } },
    [missing("backend"), row("frontend", 1)],
    1,
  ],
  [
    "nothing is deployed",
    { status: 400, body: { __type: "ClusterNotFoundException", message: "Cluster not found." } },
    [missing("backend"), missing("frontend")],
    1,
  ],
])("--json, %s", async (_case, answer, services, exit) => {
  described = answer;
  const { code, stdout, stderr } = await status("--json");
  const port = new URL(aws.endpoint).port;
  expect({ code, stderr, json: JSON.parse(stdout) as unknown }).toEqual({
    code: exit,
    stderr: "",
    json: {
      environment: "local",
      addresses: ["", "api/health"].map((path) => `http://slipway-local.alb.localhost:${port}/${path}`),
      services,
    },
  });
});

test("what the account refuses is a sentence", async () => {
  described = { status: 400, body: { __type: "AccessDeniedException", message: "no" } };
  expect(await status()).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(
      /^AWS request failed: reading ECS \(environment local, account \d+, \S+\)\n {2}AWS answered AccessDeniedException: no\n$/,
    ) as string,
  });
});

test("the table says the same, with the addresses to open", async () => {
  described = { body: { services: [running("frontend", 1, 1), running("backend", 2, 2)] } };
  const { code, stdout } = await status();
  expect(code).toBe(0);
  expect(stdout).toMatch(/backend +│ ACTIVE +│ 2\/2 +│ COMPLETED │ slipway-local-backend:3 /);
  expect(stdout).toMatch(/\n {2}http:\/\/slipway-local\.alb\.localhost:\d+\/\n/);
});
