import Docker from "dockerode";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { get } from "../../../emulator/loopback";
import { emulatorResource } from "../../../emulator/names";
import { underLoad } from "../../support/load";
import { Account } from "./account";
import { expectSuccess, LocalProject } from "./local-project";

/**
 * The main job from end to end: commands run as a user runs them, the result read back through the AWS API and through
 * real requests to real containers. The steps build on each other, in their order.
 */
const PLANTED = "planted-secret-value-8d1f";
const stacks = ["local-images", "local-foundation", "local-services"] as const;
const docker = new Docker();

const BUCKET = "slipway-local-state-000000000000";
let project: LocalProject;
let account: Account;
/** Everything that any command printed; searched for the planted secret at the end. */
const printed: string[] = [];

beforeAll(async () => {
  project = await LocalProject.start();
  account = new Account(project.client);
  await account.createSecret("shop/stripe", JSON.stringify({ api: PLANTED }));
  project.copy.edit("environments/local.ts", (text) =>
    text.replace(
      "backend: { count: 2 }",
      'backend: { count: 2, secrets: { STRIPE_KEY: { secret: "shop/stripe", key: "api" } } }',
    ),
  );
});

afterAll(async () => {
  await project.stop();
});

async function deployed(): Promise<void> {
  const ended = await project.deploy();
  printed.push(ended.output);
  expectSuccess(ended);
}

const services = () => account.services("slipway-local", ["slipway-local-backend", "slipway-local-frontend"]);

/** Containers of ECS tasks that this emulator runs. */
async function taskContainers(): Promise<Docker.ContainerInfo[]> {
  const containers = await docker.listContainers({
    filters: { network: [emulatorResource(project.emulator.name)] },
  });
  return containers.filter(({ Names }) => Names.some((name) => name.startsWith("/ministack-ecs-")));
}

const greeting = (body: string) => (JSON.parse(body) as { greeting: string }).greeting;

describe("the state bucket", () => {
  it("is asked for when it is missing", async () => {
    const ended = await project.cdktf("diff", "local-foundation");
    expect(ended.code).not.toBe(0);
    expect(ended.output).toContain('S3 bucket "slipway-local-state-000000000000" does not exist');
  });

  it("is made by bootstrap, which can be run again", async () => {
    for (let time = 0; time < 2; time += 1) {
      const ended = await project.slipway("bootstrap", "local");
      printed.push(ended.output);
      expectSuccess(ended);
    }
  });

  it("is versioned, encrypted, private and open to TLS only", async () => {
    expect(await account.bucketProtection(BUCKET)).toEqual({
      versioning: "Enabled",
      encryption: expect.stringMatching(/^(AES256|aws:kms)$/),
      access: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      statements: [
        expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      ],
    });
  });

  it("holds its own state", async () => {
    expect(await account.objectKeys(BUCKET)).toEqual(["local/state.tfstate"]);
  });
});

describe("cdktf deploy 'local-*'", () => {
  it("succeeds on an empty account", async () => deployed());

  it("made private, immutable, scanned repositories with a lifecycle and one image each", async () => {
    const repositories = await account.repositories();
    expect(repositories.map(({ repositoryName }) => repositoryName).sort()).toEqual([
      "slipway-local-backend",
      "slipway-local-frontend",
    ]);
    for (const { repositoryName = "", imageTagMutability, imageScanningConfiguration } of repositories) {
      expect(imageTagMutability).toBe("IMMUTABLE");
      expect(imageScanningConfiguration?.scanOnPush).toBe(true);
      expect(await account.imageTags(repositoryName)).toEqual([expect.stringMatching(/^src-[0-9a-f]{20}$/)]);
      expect((await account.lifecycleRules(repositoryName)).length).toBeGreaterThanOrEqual(2);
    }
  });

  it("runs both services in one cluster, each with its tasks, a circuit breaker and its image by content tag", async () => {
    expect(await account.cluster("slipway-local")).toMatchObject({
      status: "ACTIVE",
      capacityProviders: expect.arrayContaining(["FARGATE"]),
    });
    const found = await services();
    expect(found["slipway-local-backend"]).toMatchObject({ runningCount: 2, desiredCount: 2 });
    expect(found["slipway-local-frontend"]).toMatchObject({ runningCount: 1, desiredCount: 1 });
    for (const [name, service] of Object.entries(found)) {
      expect(service.deploymentConfiguration?.deploymentCircuitBreaker).toMatchObject({
        enable: true,
        rollback: true,
      });
      const taskDefinition = await account.taskDefinition(service.taskDefinition);
      const [tag] = await account.imageTags(name);
      expect(taskDefinition).toMatchObject({ cpu: "256", memory: "512", networkMode: "awsvpc" });
      expect(taskDefinition?.containerDefinitions?.[0]).toMatchObject({
        image: `${project.emulator.registry}/${name}:${tag ?? ""}`,
        readonlyRootFilesystem: true,
        logConfiguration: { logDriver: "awslogs" },
      });
    }
  });

  it("put both services behind one balancer, the more specific rule first", async () => {
    const [balancer, ...others] = await account.balancers();
    expect([balancer?.LoadBalancerName, others]).toEqual(["slipway-local", []]);
    expect(await account.rulePaths(balancer?.LoadBalancerArn)).toEqual(["/api/*", "/*"]);
  });

  it("lets the execution role read its own repository, log group and secret, and nothing else", async () => {
    const statements = await account.rolePolicy("slipway-local-backend-execution", "start-tasks");
    const open = statements.filter(({ Resource }) => [Resource].flat().includes("*"));
    expect(open.map(({ Action }) => [Action].flat())).toEqual([["ecr:GetAuthorizationToken"]]);
    const resources = statements
      .flatMap(({ Resource }) => [Resource].flat())
      .filter((resource) => resource !== "*");
    for (const resource of resources)
      expect(resource).toMatch(/slipway-local[-/]backend|secret:shop\/stripe-\?{6}/);
  });

  it("answers: the page and the backend through one balancer", async () => {
    const page = await get(project.address("/"));
    expect(page.status).toBe(200);
    expect(page.body).toContain('<div id="root">');
    const health = await get(project.address("/api/health"));
    expect(health.status).toBe(200);
    expect(JSON.parse(health.body)).toMatchObject({ status: "ok" });
    const info = await get(project.address("/api/info"));
    expect(JSON.parse(info.body)).toMatchObject({
      service: "backend",
      environment: "local",
      nodeEnv: "production",
    });
  });

  it("gave the container the secret's value, and only a reference to the task definition", async () => {
    const backend = (await taskContainers()).filter(({ Image }) => Image.includes("slipway-local-backend"));
    expect(backend).toHaveLength(2);
    for (const { Id } of backend) {
      const { Config } = await docker.getContainer(Id).inspect();
      expect(Config.Env).toContain(`STRIPE_KEY=${PLANTED}`);
    }
  });

  it("writes the containers' lines to /ecs/slipway-local/<service>, kept for 30 days", async () => {
    expect(await account.logRetention("/ecs/slipway-local/")).toEqual({
      "/ecs/slipway-local/backend": 30,
      "/ecs/slipway-local/frontend": 30,
    });
    expect(await account.logText("/ecs/slipway-local/backend")).toContain("listening");
  });

  it("plans no change afterwards", async () => {
    for (const stack of stacks) {
      const ended = await project.terraform(stack).plan();
      printed.push(ended.output);
      expect([stack, ended.code, ended.code === 0 ? "" : ended.output]).toEqual([stack, 0, ""]);
    }
  });
});

describe("the state lock", () => {
  it("keeps a second apply out while a first one runs, and goes with it", async () => {
    const terraform = project.terraform("local-services");
    const state = await terraform.succeed("state", "list");
    const address = state.split("\n").find((line) => line.startsWith("aws_cloudwatch_log_group."));
    // Something to ask about; the answer is no.
    await terraform.whileLocked([`-replace=${address ?? ""}`], async () => {
      const second = await terraform.run("apply", "-auto-approve", "-input=false");
      expect(second.code).toBe(1);
      expect(second.output).toContain("Error acquiring the state lock");
    });
    expect(await terraform.changes()).toBe("");
    expect(await account.objectKeys(BUCKET)).not.toContainEqual(expect.stringContaining(".tflock"));
  });
});

describe("a change of the backend's source", () => {
  it("rolls that service only, without a failed request, and keeps the old image", async () => {
    const before = await services();
    project.copy.edit("apps/backend/src/config.ts", (text) =>
      text.replaceAll("Hello from the backend", "Hello again"),
    );
    const seen = await underLoad(project.address("/api/info"), greeting, 4, deployed);
    expect(seen.failures).toEqual([]);
    expect(seen.values).toEqual(["Hello from the backend", "Hello again"]);
    expect(seen.requests).toBeGreaterThan(100);
    const after = await services();
    expect(after["slipway-local-backend"]?.taskDefinition).not.toBe(
      before["slipway-local-backend"]?.taskDefinition,
    );
    expect(after["slipway-local-frontend"]?.taskDefinition).toBe(
      before["slipway-local-frontend"]?.taskDefinition,
    );
    expect(await account.imageTags("slipway-local-backend")).toHaveLength(2);
    expect(await account.imageTags("slipway-local-frontend")).toHaveLength(1);
  });

  it("leaves the revision before registered, for a rollback", async () => {
    const taskDefinition = await account.taskDefinition("slipway-local-backend:1");
    expect(taskDefinition?.status).toBe("ACTIVE");
  });
});

describe("an image that crashes at start", () => {
  it("makes the deployment fail with the reason, while the old version answers every request", async () => {
    project.copy.edit("apps/backend/src/main.ts", (text) => `process.exit(7);\n${text}`);
    let failed = { code: 0, output: "" };
    const seen = await underLoad(project.address("/api/info"), greeting, 4, async () => {
      failed = await project.deploy();
    });
    printed.push(failed.output);
    expect(failed.code).toBe(1);
    const said = stripVTControlCharacters(failed.output).replace(/[\s│·]+/g, " ");
    expect(said).toMatch(/service\/slipway-local\/slipway-local-backend\) update: .*circuit breaker/);
    expect(said).toContain("container backend exited with code 7");
    expect(seen.failures).toEqual([]);
    expect(seen.values).toEqual(["Hello again"]);
  });

  it("is repaired by the next good deployment, without any work by hand", async () => {
    project.copy.edit("apps/backend/src/main.ts", (text) => text.replace("process.exit(7);\n", ""));
    await deployed();
    const info = await get(project.address("/api/info"));
    expect(greeting(info.body)).toBe("Hello again");
    expect(await project.terraform("local-services").changes()).toBe("");
  });
});

describe("the planted secret", () => {
  it("is in no synthesised file, no plan, no output and no container log", async () => {
    const files = readdirSync(join(project.copy.path, "cdktf.out"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(10);
    for (const file of files)
      expect([file, readFileSync(file, "latin1").includes(PLANTED)]).toEqual([file, false]);
    expect(printed.join("\n")).not.toContain(PLANTED);
    expect(await account.logText("/ecs/slipway-local/backend")).not.toContain(PLANTED);
  });

  it("is in no state, and neither is the registry's token", async () => {
    for (const key of await account.objectKeys(BUCKET)) {
      const text = await account.objectText(BUCKET, key);
      expect(text).toContain("terraform_version");
      expect(text).not.toContain(PLANTED);
      expect(text).not.toMatch(/"(authorization_token|password)":\s*"[^"]/);
    }
  });
});

describe("cdktf destroy 'local-*'", () => {
  it("leaves no service, container, repository, balancer or lock", async () => {
    expectSuccess(await project.cdktf("destroy", "local-*", "--auto-approve"));
    expect(await account.clusterArns()).toEqual([]);
    expect(await account.repositories()).toEqual([]);
    expect(await account.balancers()).toEqual([]);
    expect(await taskContainers()).toEqual([]);
    for (const stack of stacks) {
      expect(await project.terraform(stack).succeed("state", "list")).toBe("");
    }
    expect(await account.objectKeys(BUCKET)).not.toContainEqual(expect.stringContaining(".tflock"));
  });
});
