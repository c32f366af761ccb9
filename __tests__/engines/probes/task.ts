import { GetLogEventsCommand, DescribeLogStreamsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ListTasksCommand, DescribeTasksCommand } from "@aws-sdk/client-ecs";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import type { Capability, Proof } from "../../../emulator/capabilities";
import { docker } from "../../../toolchain/docker-client";
import type { Bench } from "./bench";
import { within } from "./bench";
import { ACCOUNT, REGION, type Finding } from "./terraform";

interface Facts {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly uid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly root: string;
  readonly shared: string;
  readonly files: number;
  readonly sibling: number | string;
  readonly aws: number | string;
}

/** One way to find out about a capability; it may change what the bench runs. */
export type Probe = (bench: Bench) => Promise<Finding>;

const NAME = "probe-facts";
const SLOW_START_SECONDS = 4;

const found = (proof: Proof, why: unknown): Finding => ({
  proof,
  why: typeof why === "string" ? why : JSON.stringify(why),
});
const acted = (did: boolean, why: unknown): Finding => found(did ? "proved" : "recorded", why);

/** A task with two containers whose definition asks for everything that the probes below look for. */
export async function startFacts(bench: Bench): Promise<void> {
  await bench.s3.send(new CreateBucketCommand({ Bucket: "probe-files" }));
  await bench.s3.send(
    new PutObjectCommand({ Bucket: "probe-files", Key: "web.env", Body: "FROM_FILE=file-value\n" }),
  );
  const { ARN: secret } = await bench.secrets.send(
    new CreateSecretCommand({ Name: "probe/secret", SecretString: JSON.stringify({ key: "secret-value" }) }),
  );
  await putParameter(bench);
  const shared = [{ sourceVolume: "shared", containerPath: "/shared" }];
  const healthy = `sleep ${SLOW_START_SECONDS}; exit 0`;
  const side = bench.container(
    "side",
    { PORT: "3001", LEAVES: "/shared/left" },
    {
      essential: false,
      mountPoints: shared,
      healthCheck: { command: ["CMD-SHELL", healthy], interval: 5, timeout: 10, retries: 3 },
    },
  );
  const web = bench.container(
    "web",
    {},
    {
      // Starts with and without the entry point, and tells which.
      entryPoint: ["/usr/bin/env", "ENTERED=yes"],
      command: ["node", "/server.js", "--probed"],
      workingDirectory: "/tmp",
      user: "1000",
      readonlyRootFilesystem: true,
      portMappings: [{ containerPort: 3000 }],
      ulimits: [{ name: "nofile", softLimit: 4321, hardLimit: 4321 }],
      environmentFiles: [{ type: "s3", value: "arn:aws:s3:::probe-files/web.env" }],
      secrets: [
        { name: "SECRET", valueFrom: `${secret ?? ""}:key::` },
        { name: "PARAMETER", valueFrom: `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/probe/parameter` },
      ],
      mountPoints: shared,
      dependsOn: [{ containerName: "side", condition: "HEALTHY" }],
    },
  );
  // MiniStack gives each container an address of its own, and registers the first one's with the balancer.
  const role = `arn:aws:iam::${ACCOUNT}:role/probe`;
  const task = await bench.taskDefinition(NAME, [web, side], {
    volumes: [{ name: "shared" }],
    executionRoleArn: role,
    taskRoleArn: role,
  });
  const { group } = await bench.balancer(NAME);
  await bench.service(NAME, task, { group });
}

async function putParameter(bench: Bench): Promise<void> {
  const response = await fetch(bench.emulator.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AmazonSSM.PutParameter",
      authorization: `AWS4-HMAC-SHA256 Credential=${ACCOUNT}/20260101/${REGION}/ssm/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify({ Name: "/probe/parameter", Value: "parameter-value", Type: "SecureString" }),
  });
  if (!response.ok) throw new Error(`PutParameter: ${await response.text()}`);
}

async function facts(bench: Bench): Promise<Facts> {
  const { status, body } = await within(
    90,
    () => bench.ask(NAME, "/facts"),
    (answer) => answer.status === 200,
  );
  if (status !== 200) throw new Error(`the probed task does not answer: ${status} ${body}`);
  return JSON.parse(body) as Facts;
}

const fact =
  (look: (facts: Facts) => Finding): Probe =>
  async (bench) =>
    look(await facts(bench));

/** The running container of the probed task by its name in the task definition. */
async function container(bench: Bench, name: string) {
  const running = await docker().listContainers();
  const one = running.find(
    ({ Image, Names }) => Image.includes("probe/server") && Names.some((text) => text.endsWith(`-${name}`)),
  );
  if (one === undefined) throw new Error(`no container ${name} of ${bench.image} runs`);
  return docker().getContainer(one.Id).inspect();
}

/** Probes of one task by what its program and Docker say. */
export const TASK_PROBES: Readonly<Partial<Record<Capability, Probe>>> = {
  "image-registry": async (bench) => {
    await facts(bench);
    return found("proved", "the task runs what was pushed");
  },
  "load-balancing": async (bench) => {
    await facts(bench);
    const { status } = await bench.ask(NAME, "/health");
    return acted(status === 200, `status ${status}`);
  },
  "container-command": fact(({ argv, cwd, env: { ENTERED } }) =>
    acted(argv.includes("--probed") && cwd === "/tmp" && ENTERED === "yes", { argv, cwd, ENTERED }),
  ),
  "task-network": fact(({ sibling }) => found(sibling === 200 ? "proved" : "absent", { sibling })),
  "task-secrets": fact(({ env }) =>
    acted(env.SECRET === "secret-value" && env.PARAMETER === "parameter-value", {
      SECRET: env.SECRET,
      PARAMETER: env.PARAMETER,
    }),
  ),
  "task-files": fact(({ env }) => acted(env.FROM_FILE === "file-value", { FROM_FILE: env.FROM_FILE })),
  "task-limits": fact(({ files }) => acted(files === 4321, { files })),
  "task-users": fact(({ uid, root }) => acted(uid === 1000 && root !== "writable", { uid, root })),
  "task-volumes": fact(({ shared }) => acted(shared === "left", { shared })),
  "task-calls": fact(({ aws, env }) =>
    found(typeof aws === "number" ? "proved" : "absent", { aws, endpoint: env.AWS_ENDPOINT_URL }),
  ),
  "security-groups": async (bench) => {
    await facts(bench);
    return found("recorded", "the task answers, and no rule lets anything in");
  },
  "container-order": async (bench) => {
    await facts(bench);
    const [side, web] = [await container(bench, "side"), await container(bench, "web")];
    const waited = Date.parse(web.State.StartedAt) - Date.parse(side.State.StartedAt);
    return acted(waited >= SLOW_START_SECONDS * 1000, `the second container started ${waited} ms later`);
  },
  "task-logs": async (bench) => {
    await facts(bench);
    const text = await within(
      30,
      () => logText(bench),
      (lines) => lines.includes("probe server"),
    );
    return found(text.includes("probe server") ? "proved" : "absent", text.slice(0, 100));
  },
  containers: async (bench) => {
    await facts(bench);
    const first = await container(bench, "web");
    await docker().getContainer(first.Id).kill();
    const again = await within(
      90,
      async () => (await container(bench, "web").catch(() => undefined))?.Id ?? first.Id,
      (id) => id !== first.Id,
    );
    return acted(again !== first.Id, "a killed container of the service");
  },
  "container-health": async (bench) => {
    const name = "probe-sick";
    const sick = bench.container(
      "sick",
      {},
      { healthCheck: { command: ["CMD-SHELL", "exit 1"], interval: 5, timeout: 2, retries: 1 } },
    );
    await bench.service(name, await bench.taskDefinition(name, [sick]));
    const seen = await within(
      60,
      () => health(bench, name),
      (states) => states.includes("UNHEALTHY"),
    );
    return acted(seen.includes("UNHEALTHY"), seen);
  },
};

async function logText(bench: Bench): Promise<string> {
  const logGroupName = "/probe/tasks";
  const { logStreams = [] } = await bench.logs.send(new DescribeLogStreamsCommand({ logGroupName }));
  const texts = logStreams.map(async ({ logStreamName }) => {
    const { events = [] } = await bench.logs.send(new GetLogEventsCommand({ logGroupName, logStreamName }));
    return events.map(({ message }) => message).join("\n");
  });
  return (await Promise.all(texts)).join("\n");
}

/** Health of a service's tasks; those that were stopped for it count too. */
async function health(bench: Bench, serviceName: string): Promise<string[]> {
  const { cluster } = bench;
  const arns = await Promise.all(
    (["RUNNING", "STOPPED"] as const).map(async (desiredStatus) => {
      const { taskArns = [] } = await bench.ecs.send(
        new ListTasksCommand({ cluster, serviceName, desiredStatus }),
      );
      return taskArns;
    }),
  );
  const tasks = arns.flat();
  if (tasks.length === 0) return [];
  const answer = await bench.ecs.send(new DescribeTasksCommand({ cluster, tasks }));
  return (answer.tasks ?? []).map(({ healthStatus }) => healthStatus ?? "");
}
