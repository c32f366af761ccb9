import { Migration, type MigrationProps } from "../../../constructs/migration/migration";
import { containerDefinition } from "../../../constructs/task/container";
import type { TaskRequest } from "../../../environments/rules/task-request";
import { synth } from "../../support/synth";

const image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-dev-web:src-1";
const container = (change: { readonly image?: string } = {}) =>
  containerDefinition({
    name: "web",
    image,
    environment: { LEVEL: "debug" },
    secrets: { KEY: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/key" },
    logGroup: "/ecs/shop-dev/web",
    region: "eu-west-1",
    readOnlyRoot: true,
    stopTimeoutSeconds: 30,
    port: 3000,
    ...change,
  });
const least: MigrationProps = {
  service: "web",
  task: {
    family: "shop-dev-web-migrate",
    cpu: 256,
    memoryMiB: 512,
    architecture: "x86_64",
    executionRoleArn: "arn:aws:iam::111122223333:role/start",
    taskRoleArn: "arn:aws:iam::111122223333:role/web",
  },
  container: container(),
  command: ["node", "migrate.js"],
  timeoutSeconds: 600,
  clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/shop-dev",
  region: "eu-west-1",
  logGroup: "/ecs/shop-dev/web",
  runner: { program: "../../../cli/run-task.js" },
  again: "npx slipway cdktf deploy 'dev-*'",
};

const made = (change: Partial<MigrationProps> = {}) =>
  synth((stack) => new Migration(stack, "migration", { ...least, ...change }));
interface Run {
  readonly provisioner: readonly [
    { readonly "local-exec": { readonly environment: { SLIPWAY_TASK: string } } },
  ];
}
const requestOf = (change: Partial<MigrationProps> = {}): TaskRequest => {
  const run = made(change).only("terraform_data") as unknown as Run;
  return JSON.parse(run.provisioner[0]["local-exec"].environment.SLIPWAY_TASK) as TaskRequest;
};

test("the run is made again with each revision of its task, by a program without a shell", () => {
  const arn = "${aws_ecs_task_definition.migration_task_task-definition_BB62A851.arn}";
  const { provisioner, triggers_replace } = made().only("terraform_data");
  expect(triggers_replace).toEqual({ task_definition: arn });
  expect(provisioner).toEqual([
    {
      "local-exec": {
        interpreter: ["node"],
        command: "../../../cli/run-task.js",
        environment: { SLIPWAY_TASK: expect.any(String) },
      },
    },
  ]);
  expect(requestOf()).toEqual({
    what: 'migration of service "web"',
    region: "eu-west-1",
    cluster: least.clusterArn,
    family: "shop-dev-web-migrate",
    taskDefinition: arn,
    container: "web",
    mark: expect.stringMatching(/^migrate\/[0-9a-f]{24}$/),
    logGroup: "/ecs/shop-dev/web",
    timeoutSeconds: 600,
    again: "npx slipway cdktf deploy 'dev-*'",
  });
});

test("with everything set", () => {
  const network = { subnets: ["subnet-1"], securityGroups: ["sg-1"], publicIp: true };
  const instances = { capacityProvider: "large", memberOf: ["attribute:x == y"] };
  const runner = { program: "run-task.js", endpoint: "http://localhost:4566" };
  expect(requestOf({ network, instances, runner })).toMatchObject({
    network,
    ...instances,
    endpoint: "http://localhost:4566",
  });
});

test("neither values of variables nor references to secrets stand in the request", () => {
  const text = JSON.stringify(requestOf());
  for (const word of ["debug", "secretsmanager", "KEY", image]) expect(text).not.toContain(word);
});

test("the mark is the image's and the command's: another one for another, the same for the same", () => {
  const { mark } = requestOf();
  expect(mark.length).toBeLessThanOrEqual(36);
  expect(requestOf({ timeoutSeconds: 60, clusterArn: "arn:other" }).mark).toBe(mark);
  const others = [
    requestOf({ command: ["node", "other.js"] }).mark,
    requestOf({ container: container({ image: `${image}2` }) }).mark,
    requestOf({ task: { ...least.task, family: "shop-dev-api-migrate" } }).mark,
  ];
  expect(new Set([mark, ...others]).size).toBe(4);
});

test("revisions stay registered, and the container has no port", () => {
  const task = made().only("aws_ecs_task_definition");
  expect(task).toMatchObject({ family: "shop-dev-web-migrate", skip_destroy: true });
  expect(JSON.parse(String(task.container_definitions))).toEqual([
    expect.objectContaining({ command: ["node", "migrate.js"], portMappings: [], essential: true }),
  ]);
});

test.each<[Partial<MigrationProps>, string]>([
  [{ command: [] }, "command must have at least one word, got []"],
  [{ timeoutSeconds: 29 }, "timeoutSeconds must be a whole number from 30 to 2400, got 29"],
  [{ timeoutSeconds: 2401 }, "timeoutSeconds must be a whole number from 30 to 2400, got 2401"],
  [{ timeoutSeconds: 60.5 }, "timeoutSeconds must be a whole number from 30 to 2400, got 60.5"],
])("refuses %j", (change, problem) => {
  expect(() => made(change)).toThrow(`migration of service "web" is not valid:\n  - ${problem}`);
});
