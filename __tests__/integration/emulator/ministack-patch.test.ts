import { CreateRepositoryCommand, ECRClient } from "@aws-sdk/client-ecr";
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  UpdateServiceCommand,
  type ServiceDeployment,
} from "@aws-sdk/client-ecs";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { startEmulator } from "../../../emulator/start";
import type { Emulator } from "../../../emulator/find";
import { credentials, emulatorImageFor, eventually, pushServer, region } from "./support";

jest.setTimeout(180_000);

let emulator: Emulator | undefined;
let endpoint: string;
let ecs: ECSClient;
let elb: ElasticLoadBalancingV2Client;
let image: string;

beforeAll(async () => {
  const started = await startEmulator({ image: await emulatorImageFor("ministack") });
  emulator = started;
  endpoint = started.endpoint;
  const client = { endpoint, region, credentials };
  ecs = new ECSClient(client);
  elb = new ElasticLoadBalancingV2Client(client);
  await new ECRClient(client).send(new CreateRepositoryCommand({ repositoryName: "patch/server" }));
  image = await pushServer({ registry: started.registry, repositoryName: "patch/server" });
  await ecs.send(new CreateClusterCommand({ clusterName: "patch" }));
});

afterAll(() => emulator?.stop());

async function revision(
  family: string,
  environment: Record<string, string>,
  secrets: { name: string; valueFrom: string }[] = [],
): Promise<string> {
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family,
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: [
        {
          name: "web",
          image,
          essential: true,
          portMappings: [{ containerPort: 3000 }],
          environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
          secrets,
        },
      ],
    }),
  );
  return taskDefinition?.taskDefinitionArn ?? "";
}

/** With an interval of 1 s a target has 2 s to answer before it is unhealthy. */
async function balancer(name: string, intervalSeconds = 1): Promise<string> {
  const { TargetGroups: groups } = await elb.send(
    new CreateTargetGroupCommand({
      Name: name,
      Protocol: "HTTP",
      Port: 80,
      TargetType: "ip",
      VpcId: "vpc-1",
      HealthCheckPath: "/health",
      HealthCheckIntervalSeconds: intervalSeconds,
      HealthCheckTimeoutSeconds: 1,
      UnhealthyThresholdCount: 2,
      HealthyThresholdCount: 2,
    }),
  );
  const group = groups?.[0]?.TargetGroupArn ?? "";
  const { LoadBalancers: balancers } = await elb.send(
    new CreateLoadBalancerCommand({ Name: name, Subnets: ["subnet-1", "subnet-2"] }),
  );
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancers?.[0]?.LoadBalancerArn,
      Protocol: "HTTP",
      Port: 80,
      DefaultActions: [{ Type: "forward", TargetGroupArn: group }],
    }),
  );
  return group;
}

async function create(
  name: string,
  taskDefinition: string,
  group?: string,
  rollback = true,
  count = 2,
): Promise<Date> {
  const before = new Date();
  await ecs.send(
    new CreateServiceCommand({
      cluster: "patch",
      serviceName: name,
      taskDefinition,
      desiredCount: count,
      launchType: "FARGATE",
      deploymentController: { type: "ECS" },
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback } },
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
      ...(group !== undefined && {
        loadBalancers: [{ targetGroupArn: group, containerName: "web", containerPort: 3000 }],
      }),
    }),
  );
  return before;
}

async function update(name: string, taskDefinition: string): Promise<Date> {
  const before = new Date();
  await ecs.send(new UpdateServiceCommand({ cluster: "patch", service: name, taskDefinition }));
  return before;
}

/** Reads as the AWS provider's waiter does: the primary deployment, then its service deployment by time and revision. */
async function deploymentSince(name: string, before: Date): Promise<string> {
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: "patch", services: [name] }));
  const primary = services?.[0]?.deployments?.find(({ status }) => status === "PRIMARY");
  expect(primary?.createdAt?.getTime()).toBeGreaterThanOrEqual(before.getTime());
  const { serviceDeployments } = await ecs.send(
    new ListServiceDeploymentsCommand({ cluster: "patch", service: name, createdAt: { after: before } }),
  );
  const id = primary?.id?.split("/")[1] ?? "none";
  const found = serviceDeployments?.find(({ targetServiceRevisionArn: arn }) => arn?.includes(id));
  return found?.serviceDeploymentArn ?? "none";
}

async function outcome(arn: string, seconds = 60): Promise<ServiceDeployment> {
  const ask = async (): Promise<ServiceDeployment | undefined> => {
    const answer = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }));
    return answer.serviceDeployments?.[0];
  };
  const unfinished = ["IN_PROGRESS", "ROLLBACK_IN_PROGRESS"];
  const found = await eventually(ask, (answer) => !unfinished.includes(answer?.status ?? "none"), seconds);
  if (found === undefined) throw new Error(`no service deployment ${arn}`);
  return found;
}

async function get(name: string, path = "/"): Promise<{ status: number; body: string }> {
  const response = await fetch(`${endpoint}/_alb/${name}${path}`);
  return { status: response.status, body: await response.text() };
}

test("a first deployment is in progress until its tasks run", async () => {
  const before = await create("first", await revision("first", {}));
  const arn = await deploymentSince("first", before);
  const { serviceDeployments } = await ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }),
  );
  expect(serviceDeployments?.[0]?.status).toBe("IN_PROGRESS");
  expect((await outcome(arn)).status).toBe("SUCCESSFUL");
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: "patch", services: ["first"] }));
  expect(services?.[0]).toMatchObject({ runningCount: 2, desiredCount: 2 });
});

test("a first deployment that crashes fails with the exit code, having nothing to return to", async () => {
  const before = await create(
    "stillborn",
    await revision("stillborn", { MODE: "crash" }),
    undefined,
    true,
    1,
  );
  const result = await outcome(await deploymentSince("stillborn", before));
  expect(result.status).toBe("ROLLBACK_FAILED");
  expect(result.statusReason).toMatch(
    /circuit breaker was triggered after 3 consecutive task failures\. Last stopped task: .*container web exited with code 7\./,
  );
});

test("a deployment that crashes is rolled back and then gone from the service", async () => {
  const good = await revision("rolled", { VERSION: "good" });
  await outcome(await deploymentSince("rolled", await create("rolled", good)));
  const bad = await update("rolled", await revision("rolled", { MODE: "crash" }));
  const arn = await deploymentSince("rolled", bad);
  const result = await outcome(arn);
  expect(result.status).toBe("ROLLBACK_SUCCESSFUL");
  const { services } = await ecs.send(
    new DescribeServicesCommand({ cluster: "patch", services: ["rolled"] }),
  );
  expect(services?.[0]?.taskDefinition).toBe(good);
  expect(services?.[0]?.deployments).toHaveLength(1);
  // What went wrong can still be read afterwards.
  expect((await outcome(arn)).status).toBe("ROLLBACK_SUCCESSFUL");
});

test("without rollback a failed deployment is stopped", async () => {
  const before = await create("stopped", await revision("stopped", { MODE: "crash" }), undefined, false, 1);
  expect((await outcome(await deploymentSince("stopped", before))).status).toBe("STOPPED");
});

test("a deployment that a newer one replaces is stopped, the newer one succeeds", async () => {
  const group = await balancer("replaced");
  const first = await create("replaced", await revision("replaced", { MODE: "unhealthy" }), group, true, 1);
  const replaced = await deploymentSince("replaced", first);
  const second = await update("replaced", await revision("replaced", { VERSION: "2" }));
  expect((await outcome(await deploymentSince("replaced", second))).status).toBe("SUCCESSFUL");
  expect(await outcome(replaced)).toMatchObject({
    status: "STOPPED",
    statusReason: "The deployment was replaced by a newer one before it was complete.",
  });
});

test("a slow start gets no request, and a roll loses none", async () => {
  const group = await balancer("slow", 5);
  const first = await revision("slow", { VERSION: "1" });
  await outcome(await deploymentSince("slow", await create("slow", first, group)));
  expect(await get("slow")).toEqual({ status: 200, body: "1" });

  const second = await update("slow", await revision("slow", { MODE: "slow", VERSION: "2" }));
  let rolling = true;
  const answers: string[] = [];
  const clients = Array.from({ length: 4 }, async () => {
    while (rolling) {
      const { status, body } = await get("slow");
      answers.push(status === 200 ? body : `${status} ${body}`);
    }
  });
  const result = await outcome(await deploymentSince("slow", second));
  // From here on nothing but the new version may answer.
  const seen = answers.length;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  rolling = false;
  await Promise.all(clients);
  expect(result.status).toBe("SUCCESSFUL");
  expect([...new Set(answers)].sort()).toEqual(["1", "2"]);
  // Four requests were on their way when the deployment ended.
  expect([...new Set(answers.slice(seen + 4))]).toEqual(["2"]);
  expect(await get("slow")).toEqual({ status: 200, body: "2" });
});

test("an application that fails its health check is rolled back and never served", async () => {
  const group = await balancer("sick");
  await outcome(
    await deploymentSince("sick", await create("sick", await revision("sick", { VERSION: "1" }), group)),
  );
  const bad = await update("sick", await revision("sick", { MODE: "unhealthy" }));
  let rolling = true;
  const bodies = new Set<string>();
  const keepAsking = async (): Promise<void> => {
    while (rolling) bodies.add((await get("sick")).body);
  };
  const client = keepAsking();
  const result = await outcome(await deploymentSince("sick", bad), 90);
  rolling = false;
  await client;
  expect(result.status).toBe("ROLLBACK_SUCCESSFUL");
  expect(result.statusReason).toContain("Task failed ELB health checks in target group sick");
  expect(result.statusReason).toContain("answered 500");
  expect([...bodies]).toEqual(["1"]);
  const health = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: group }));
  expect(health.TargetHealthDescriptions?.map(({ TargetHealth }) => TargetHealth?.State)).toEqual([
    "healthy",
    "healthy",
  ]);
});

test("a client token starts a task once; other parameters with it are a conflict", async () => {
  const first = await revision("once", {});
  const run = async (taskDefinition: string, clientToken: string) => {
    const { tasks } = await ecs.send(
      new RunTaskCommand({ cluster: "patch", taskDefinition, launchType: "FARGATE", clientToken }),
    );
    return tasks?.map(({ taskArn }) => taskArn);
  };
  const [one, two] = await Promise.all([run(first, "token"), run(first, "token")]);
  expect(two).toEqual(one);
  expect(await run(first, "other")).not.toEqual(one);
  await expect(run(await revision("once", { VERSION: "2" }), "token")).rejects.toThrow(
    "The provided clientToken is already in use with a different RunTask request.",
  );
});

test("a rule with two target groups leads to them by their weights, which can be read and changed", async () => {
  const [one, other] = [await balancer("weighted"), await balancer("weighted-alt")];
  await outcome(
    await deploymentSince(
      "weighted",
      await create("weighted", await revision("weighted", { VERSION: "1" }), one),
    ),
  );
  const { LoadBalancers: balancers } = await elb.send(
    new DescribeLoadBalancersCommand({ Names: ["weighted"] }),
  );
  const LoadBalancerArn = balancers?.[0]?.LoadBalancerArn;
  const { Listeners: listeners } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const actions = (first: number, second: number) => [
    {
      Type: "forward" as const,
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: one, Weight: first },
          { TargetGroupArn: other, Weight: second },
        ],
      },
    },
  ];
  const { Rules: made } = await elb.send(
    new CreateRuleCommand({
      ListenerArn: listeners?.[0]?.ListenerArn,
      Priority: 1,
      Conditions: [{ Field: "path-pattern", Values: ["/*"] }],
      Actions: actions(100, 0),
    }),
  );
  expect(await get("weighted")).toEqual({ status: 200, body: "1" });
  const RuleArn = made?.[0]?.RuleArn ?? "";
  await elb.send(new ModifyRuleCommand({ RuleArn, Actions: actions(0, 100) }));
  const { Rules: rules } = await elb.send(new DescribeRulesCommand({ RuleArns: [RuleArn] }));
  expect(rules?.[0]?.Actions).toEqual([{ ...actions(0, 100)[0], Order: 1 }]);
  // Nothing is registered with the other group.
  expect(await get("weighted")).toMatchObject({ status: 503 });
});

test("a SecureString parameter reaches the container decrypted", async () => {
  await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AmazonSSM.PutParameter",
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/ssm/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify({ Name: "/patch/secret", Type: "SecureString", Value: "blue" }),
  });
  const group = await balancer("secret");
  const definition = await revision("secret", {}, [{ name: "SECRET", valueFrom: "/patch/secret" }]);
  await outcome(await deploymentSince("secret", await create("secret", definition, group, true, 1)));
  expect(await get("secret", "/secret")).toEqual({ status: 200, body: "blue" });
});
