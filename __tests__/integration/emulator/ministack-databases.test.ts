import {
  CancelRotateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import Docker from "dockerode";
import type { Emulator } from "../../../emulator/find";
import { emulatorResource } from "../../../emulator/names";
import { startEmulator } from "../../../emulator/start";
import { databaseVariables, ensurePostgresImages } from "../../../toolchain/images";
import { POSTGRES_VERSION } from "../../../toolchain/images/pins";
import { detectNetwork } from "../../../toolchain/network";
import { silentProgress } from "../../../toolchain/progress";
import { credentials, emulatorImageFor, eventually, region } from "./support";

const docker = new Docker();
let emulators: Emulator[] = [];

beforeAll(async () => {
  const network = await detectNetwork();
  await ensurePostgresImages([POSTGRES_VERSION], { network, progress: silentProgress });
  const image = await emulatorImageFor("ministack");
  const variables = databaseVariables(network, process.env);
  emulators = [await startEmulator({ image, variables }), await startEmulator({ image, variables })];
});

afterAll(async () => {
  for (const emulator of emulators) await emulator.stop();
});

/** The query protocol of RDS, as its SDK speaks it; the emulator looks at no signature. */
async function rds(emulator: Emulator, action: string, values: Record<string, string>): Promise<string> {
  const answer = await fetch(emulator.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/rds/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: new URLSearchParams({ Action: action, Version: "2014-10-31", ...values }).toString(),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${action}: ${text}`);
  return text;
}

const create = (emulator: Emulator, name: string) =>
  rds(emulator, "CreateDBInstance", {
    DBInstanceIdentifier: name,
    Engine: "postgres",
    EngineVersion: POSTGRES_VERSION,
    DBInstanceClass: "db.t4g.micro",
    DBName: "orders",
    MasterUsername: "postgres",
    ManageMasterUserPassword: "true",
    "EnableCloudwatchLogsExports.member.1": "postgresql",
    "EnableCloudwatchLogsExports.member.2": "upgrade",
  });

const remove = (emulator: Emulator, name: string) =>
  rds(emulator, "DeleteDBInstance", { DBInstanceIdentifier: name, SkipFinalSnapshot: "true" });

const field = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";

const available = (emulator: Emulator, name: string) =>
  eventually(
    () => rds(emulator, "DescribeDBInstances", { DBInstanceIdentifier: name }),
    (xml) => field(xml, "DBInstanceStatus") === "available",
    60,
  );

/** The servers of an emulator's databases. */
const servers = (emulator: Emulator) =>
  docker.listContainers({
    all: true,
    filters: { network: [emulatorResource(emulator.name)], name: ["ministack-rds-"] },
  });

test("two emulators have databases of the same name, each with a server and a secret of its own", async () => {
  const passwords: string[] = [];
  for (const emulator of emulators) await create(emulator, "orders");
  for (const emulator of emulators) {
    const found = await available(emulator, "orders");
    expect(found).toMatch(
      /<EnabledCloudwatchLogsExports><member>postgresql<\/member><member>upgrade<\/member></,
    );
    expect(field(found, "SecretStatus")).toBe("active");

    const SecretId = field(found, "SecretArn");
    const secrets = new SecretsManagerClient({ endpoint: emulator.endpoint, region, credentials });
    const { SecretString = "{}" } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    const secret = JSON.parse(SecretString) as { username: string; password: string };
    expect(secret).toEqual({ username: "postgres", password: expect.stringMatching(/^.{20,}$/) as string });
    passwords.push(secret.password);

    const [server] = await servers(emulator);
    const { Config, HostConfig } = await docker.getContainer(server?.Id ?? "none").inspect();
    expect(Config.Env).toContain(`POSTGRES_PASSWORD=${secret.password}`);
    expect(HostConfig.PortBindings ?? {}).toEqual({});

    await remove(emulator, "orders");
    expect(await servers(emulator)).toEqual([]);
    await expect(secrets.send(new GetSecretValueCommand({ SecretId }))).rejects.toThrow(
      /deleted|find the specified secret/,
    );
  }
  expect(new Set(passwords).size).toBe(2);
});

test("a database whose server can not be started has failed", async () => {
  const [emulator] = emulators as [Emulator];
  // No container can have such a name.
  const created = await create(emulator, "not a name");
  const found = await rds(emulator, "DescribeDBInstances", { DBInstanceIdentifier: "not a name" });
  expect(created).toContain("CreateDBInstanceResult");
  expect(field(found, "DBInstanceStatus")).toBe("failed");
  await remove(emulator, "not a name");
});

test("the storage of a cluster goes with its emulator, and its settings are kept until then", async () => {
  const [, emulator] = emulators as [Emulator, Emulator];
  const cluster = { DBClusterIdentifier: "archive" };
  await rds(emulator, "CreateDBCluster", {
    ...cluster,
    Engine: "aurora-postgresql",
    EngineVersion: POSTGRES_VERSION,
    MasterUsername: "postgres",
    ManageMasterUserPassword: "true",
    "EnableCloudwatchLogsExports.member.1": "postgresql",
    "ServerlessV2ScalingConfiguration.MinCapacity": "0",
    "ServerlessV2ScalingConfiguration.MaxCapacity": "4",
    "ServerlessV2ScalingConfiguration.SecondsUntilAutoPause": "600",
  });
  await rds(emulator, "CreateDBInstance", {
    ...cluster,
    DBInstanceIdentifier: "archive-1",
    Engine: "aurora-postgresql",
    DBInstanceClass: "db.serverless",
  });
  await available(emulator, "archive-1");
  const found = await rds(emulator, "DescribeDBClusters", cluster);
  expect(found).toContain("<EnabledCloudwatchLogsExports><member>postgresql</member></");
  expect(field(found, "SecondsUntilAutoPause")).toBe("600");

  const volumes = (await servers(emulator)).flatMap(({ Mounts }) => Mounts.map(({ Name }) => Name));
  expect(volumes).toEqual([expect.stringMatching(/^ministack-rds-cluster-.*-archive-data$/)]);
  await emulator.stop();
  const { Volumes } = await docker.listVolumes();
  expect(Volumes.map(({ Name }) => Name)).not.toContain(volumes[0]);
});

test("the rotation of a managed secret is turned on and off", async () => {
  const [emulator] = emulators as [Emulator];
  await create(emulator, "rotated");
  const SecretId = field(await available(emulator, "rotated"), "SecretArn");
  const secrets = new SecretsManagerClient({ endpoint: emulator.endpoint, region, credentials });
  const rules = { AutomaticallyAfterDays: 30 };
  const rotation = async () => {
    const { RotationEnabled, RotationRules } = await secrets.send(new DescribeSecretCommand({ SecretId }));
    return [RotationEnabled, RotationRules];
  };
  await secrets.send(new RotateSecretCommand({ SecretId, RotationRules: rules, RotateImmediately: false }));
  expect(await rotation()).toEqual([true, rules]);
  await secrets.send(new CancelRotateSecretCommand({ SecretId }));
  expect(await rotation()).toEqual([false, undefined]);
  await remove(emulator, "rotated");
});
