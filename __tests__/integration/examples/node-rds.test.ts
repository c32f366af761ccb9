import Docker from "dockerode";
import { get } from "../../../emulator/loopback";
import { emulatorResource } from "../../../emulator/names";
import nodeRds from "../../../environments/examples/node-rds";
import type { EngineProject } from "../../support/engine-project";
import { exampleSuite } from "./suite";

const docker = new Docker();

/** What a service's task says of the database, asked through the load balancer. */
async function facts({ emulator, environment }: EngineProject): Promise<Record<string, unknown>> {
  const name = `${environment.project}-${environment.name}`;
  const { body } = await get(`http://${name}.alb.localhost:${emulator.port}/api/database`);
  return JSON.parse(body) as Record<string, unknown>;
}

/** One command in the container of the project's emulator whose name has this word; gives what it prints. */
async function inContainer(project: EngineProject, word: string, command: string[]): Promise<string> {
  const found = await docker.listContainers({
    filters: { network: [emulatorResource(project.emulator.name)], name: [word] },
  });
  const [container] = found;
  if (container === undefined) throw new Error(`no container ${word}`);
  const exec = await docker.getContainer(container.Id).exec({
    Cmd: command,
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
  });
  const stream = await exec.start({ Tty: true });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const output = Buffer.concat(chunks).toString().trim();
  const { ExitCode } = await exec.inspect();
  if (ExitCode !== 0) throw new Error(`${command[0] ?? ""} in ${word} failed: ${output}`);
  return output;
}

/** With nothing but the image and the variables that ECS gave to the task. */
const WRITE = `
  const { Client } = require("pg");
  const client = new Client({ ssl: { rejectUnauthorized: false } });
  client.connect()
    .then(() => client.query("create table orders (item text); insert into orders values ('tea')"))
    .then(() => client.end())
    .catch((error) => { console.error(error); process.exit(1); });
`;

exampleSuite({
  input: nodeRds,
  paths: ["/api/info", "/api/database"],
  also: async (project, account) => {
    const empty = {
      configured: true,
      reachable: true,
      database: "orders",
      version: expect.stringMatching(/^17\./) as string,
      tls: true,
      readOnly: false,
      tables: 0,
    };
    expect(await facts(project)).toEqual(empty);
    await inContainer(project, "ministack-ecs-", ["node", "-e", WRITE]);
    expect(await facts(project)).toEqual({ ...empty, tables: 1 });
    const ask = ["psql", "-U", "postgres", "-d", "orders", "-Atc", "select item from orders"];
    expect(await inContainer(project, "ministack-rds-", ask)).toBe("tea");

    const name = "slipway-node-rds-backend";
    const { [name]: service } = await account.services("slipway-node-rds", [name]);
    const task = await account.taskDefinition(service?.taskDefinition);
    const [backend] = task?.containerDefinitions ?? [];
    const secret = /^arn:aws:secretsmanager:us-east-1:000000000000:secret:rds!db-.*:(username|password)::$/;
    expect(backend?.secrets?.map((one) => [one.name, one.valueFrom])).toEqual([
      ["PGPASSWORD", expect.stringMatching(secret)],
      ["PGUSER", expect.stringMatching(secret)],
    ]);
    expect(backend?.environment?.map((one) => one.name)).not.toContain("PGPASSWORD");
  },
});
