import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeTaskDefinitionCommand, ECSClient, ListTasksCommand } from "@aws-sdk/client-ecs";
import { join } from "node:path";
import { emulatorVariables } from "../../../cli/emulator-variables";
import { balancerAddress } from "../../../emulator/balancer";
import { get } from "../../../emulator/loopback";
import type { Environment } from "../../../environments/model";
import { resolve } from "../../../environments/resolve";
import { REQUEST_VARIABLE, type TaskRequest } from "../../../environments/rules/task-request";
import { EngineProject } from "../../support/engine-project";
import { underLoad } from "../../support/load";
import { finish } from "../../support/slipway";
import { root } from "../../support/synth-environment";
import type { Ended } from "../../support/terraform";
import { Account } from "../platform/account";

/** A service whose versions start only on their own schema, which the migration of their image makes. */
const BUCKET = "shop-schema";
const NAME = "slipway-migrate";
const FAMILY = `${NAME}-web-migrate`;

const environmentOf = (endpoint: string, args: Readonly<Record<string, string>>): Environment =>
  resolve(
    {
      name: "migrate",
      account: "000000000000",
      region: "us-east-1",
      emulator: { endpoint },
      network: { nat: "none", endpoints: false, flowLogs: false },
      services: {
        web: {
          image: { context: "__tests__/integration/migrate/image", args },
          port: 3000,
          route: { path: "/*", health: "/" },
          environment: { BUCKET },
          stopTimeoutSeconds: 2,
          migrate: { command: ["node", "migrate.js"], timeoutSeconds: 120 },
        },
      },
    },
    root,
  );

let project: EngineProject;
let account: Account;
let ecs: ECSClient;

beforeAll(async () => {
  project = await EngineProject.start({
    kind: "ministack",
    environment: (endpoint) => environmentOf(endpoint, { VERSION: "1" }),
    refuses: () => false,
    restored: true,
  });
  account = new Account(project.client);
  ecs = new ECSClient(project.client);
  await new S3Client(project.client).send(new CreateBucketCommand({ Bucket: BUCKET }));
});
afterAll(() => project.stop());

const apply = (stack: string): Promise<Ended> =>
  project.terraform(`migrate-${stack}`).run("apply", "-auto-approve", "-input=false");

const applied = (stack: string) => project.terraform(`migrate-${stack}`).applied();

const answer = async (): Promise<unknown> => {
  const { body } = await get(`${await balancerAddress(project.emulator, NAME)}/`);
  return JSON.parse(body);
};
const versionOf = (body: string) => (JSON.parse(body) as { version: string }).version;

/** Tasks of migrations that the emulator knows, those that have ended too. */
async function migrations(): Promise<readonly string[]> {
  const { taskArns = [] } = await ecs.send(
    new ListTasksCommand({ cluster: NAME, family: FAMILY, desiredStatus: "STOPPED" }),
  );
  return taskArns;
}

it("the first deployment migrates before there is a service, and shows what the migration said", async () => {
  await applied("images");
  const output = await applied("services");
  expect(output).toContain('migration of service "web":   schema none goes to 1');
  expect(output).toContain('migration of service "web":   schema is 1');
  expect(await account.objectText(BUCKET, "schema")).toBe("1");
  expect(await migrations()).toHaveLength(1);
  expect(await answer()).toEqual({ version: "1", schema: "1" });
});

it("a second plan has nothing to change", async () => {
  expect(await project.terraform("migrate-services").changes()).toBe("");
});

it("a migration that fails stops the deployment with its lines, and the old version answers every request", async () => {
  project.synthesise(environmentOf(project.emulator.endpoint, { VERSION: "2", BROKEN: "yes" }));
  await applied("images");
  let ended: Ended | undefined;
  const seen = await underLoad(
    `${await balancerAddress(project.emulator, NAME)}/`,
    versionOf,
    2,
    async () => {
      ended = await apply("services");
    },
  );
  expect(ended?.code).toBe(1);
  expect(ended?.output).toContain('migration of service "web" failed: its container ended with exit code 3');
  expect(ended?.output).toContain("column orders.total is missing");
  expect(ended?.output).toContain(
    "The service was not changed: what ran before still serves. Correct the cause, then: npx slipway cdktf deploy 'migrate-*'",
  );
  expect([seen.failures, seen.values]).toEqual([[], ["1"]]);
  expect(await migrations()).toHaveLength(2);
});

it("the same deployment again runs the migration again, and fails again", async () => {
  const { code, output } = await apply("services");
  expect([code, output.includes("exit code 3")]).toEqual([1, true]);
  expect(await migrations()).toHaveLength(3);
});

it("a good image is deployed without any repair", async () => {
  project.synthesise(environmentOf(project.emulator.endpoint, { VERSION: "3" }));
  await applied("images");
  await applied("services");
  expect(await answer()).toEqual({ version: "3", schema: "3" });
  expect(await migrations()).toHaveLength(4);
});

it("two runs of the same image at once are one task, and both end well", async () => {
  const services = await account.services(NAME, [`${NAME}-web`]);
  const network = services[`${NAME}-web`]?.networkConfiguration?.awsvpcConfiguration;
  const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: FAMILY }));
  const request: TaskRequest = {
    what: "migration of service web",
    region: "us-east-1",
    endpoint: project.emulator.endpoint,
    cluster: NAME,
    family: FAMILY,
    taskDefinition: taskDefinition?.taskDefinitionArn ?? "",
    container: "web",
    mark: "migrate/at-once",
    network: {
      subnets: network?.subnets ?? [],
      securityGroups: network?.securityGroups ?? [],
      publicIp: false,
    },
    logGroup: `/ecs/${NAME}/web`,
    timeoutSeconds: 60,
    again: "npx slipway cdktf deploy 'migrate-*'",
  };
  const before = await migrations();
  const ended = await Promise.all([runProgram(request), runProgram(request)]);
  expect(ended.map(({ code, output }) => [code, output.includes("ended well") ? "" : output])).toEqual([
    [0, ""],
    [0, ""],
  ]);
  expect(await migrations()).toHaveLength(before.length + 1);
});

/** The program as Terraform starts it, from a folder that is not the project's. */
async function runProgram(request: TaskRequest): Promise<Ended> {
  const { code, stdout, stderr } = await finish(process.execPath, [join(root, "cli/run-task.js")], {
    cwd: "/",
    env: { ...emulatorVariables(project.environment), [REQUEST_VARIABLE]: JSON.stringify(request) },
  });
  return { code, output: stdout + stderr };
}
