import { ListTasksCommand, RunTaskCommand, StopTaskCommand } from "@aws-sdk/client-ecs";
import {
  CreateRuleCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  ModifyRuleCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { setTimeout } from "node:timers/promises";
import { requestCounts } from "../../../cli/local/live/requests";
import { Services } from "./services";
import { eventually, region } from "./support";

let aws: Services;

beforeAll(async () => {
  aws = await Services.start("patch");
});

afterAll(() => aws.stop());

test("a first deployment is in progress until its tasks run", async () => {
  const before = await aws.create("first", await aws.revision("first", {}));
  const arn = await aws.deploymentSince("first", before);
  expect((await aws.deployment(arn))?.status).toBe("IN_PROGRESS");
  expect((await aws.outcome(arn)).status).toBe("SUCCESSFUL");
  expect(await aws.service("first")).toMatchObject({ runningCount: 2, desiredCount: 2 });
});

test("a first deployment that crashes fails with the exit code, having nothing to return to", async () => {
  const before = await aws.create("stillborn", await aws.revision("stillborn", { MODE: "crash" }), {
    count: 1,
  });
  const result = await aws.outcome(await aws.deploymentSince("stillborn", before));
  expect(result.status).toBe("ROLLBACK_FAILED");
  expect(result.statusReason).toMatch(
    /circuit breaker was triggered after 3 consecutive task failures\. Last stopped task: .*container web exited with code 7\./,
  );
});

test("a deployment that crashes is rolled back and then gone from the service", async () => {
  const good = await aws.revision("rolled", { VERSION: "good" });
  await aws.outcome(await aws.deploymentSince("rolled", await aws.create("rolled", good)));
  const bad = await aws.update("rolled", await aws.revision("rolled", { MODE: "crash" }));
  const arn = await aws.deploymentSince("rolled", bad);
  const result = await aws.outcome(arn);
  expect(result.status).toBe("ROLLBACK_SUCCESSFUL");
  const rolled = await aws.service("rolled");
  expect(rolled?.taskDefinition).toBe(good);
  expect(rolled?.deployments).toHaveLength(1);
  // What went wrong can still be read afterwards.
  expect((await aws.outcome(arn)).status).toBe("ROLLBACK_SUCCESSFUL");
});

test("without rollback a failed deployment is stopped", async () => {
  const before = await aws.create("stopped", await aws.revision("stopped", { MODE: "crash" }), {
    rollback: false,
    count: 1,
  });
  expect((await aws.outcome(await aws.deploymentSince("stopped", before))).status).toBe("STOPPED");
});

test("a deployment that a newer one replaces is stopped, the newer one succeeds", async () => {
  const group = await aws.balancer("replaced");
  const first = await aws.create("replaced", await aws.revision("replaced", { MODE: "unhealthy" }), {
    group,
    count: 1,
  });
  const replaced = await aws.deploymentSince("replaced", first);
  const second = await aws.update("replaced", await aws.revision("replaced", { VERSION: "2" }));
  expect((await aws.outcome(await aws.deploymentSince("replaced", second))).status).toBe("SUCCESSFUL");
  expect(await aws.outcome(replaced)).toMatchObject({
    status: "STOPPED",
    statusReason: "The deployment was replaced by a newer one before it was complete.",
  });
});

test("a slow start gets no request, and a roll loses none", async () => {
  const group = await aws.balancer("slow", 5);
  const first = await aws.revision("slow", { VERSION: "1" });
  await aws.outcome(await aws.deploymentSince("slow", await aws.create("slow", first, { group })));
  expect(await aws.get("slow")).toEqual({ status: 200, body: "1" });

  const second = await aws.update("slow", await aws.revision("slow", { MODE: "slow", VERSION: "2" }));
  let rolling = true;
  const answers: string[] = [];
  const clients = Array.from({ length: 4 }, async () => {
    while (rolling) {
      const { status, body } = await aws.get("slow");
      answers.push(status === 200 ? body : `${status} ${body}`);
    }
  });
  const result = await aws.outcome(await aws.deploymentSince("slow", second));
  // From here on nothing but the new version may answer.
  const seen = answers.length;
  await setTimeout(1000);
  rolling = false;
  await Promise.all(clients);
  expect(result.status).toBe("SUCCESSFUL");
  expect([...new Set(answers)].sort()).toEqual(["1", "2"]);
  // Four requests were on their way when the deployment ended.
  expect([...new Set(answers.slice(seen + 4))]).toEqual(["2"]);
  expect(await aws.get("slow")).toEqual({ status: 200, body: "2" });
});

test("a task that is stopped answers first what was sent to it", async () => {
  const group = await aws.balancer("late");
  const revision = await aws.revision("late", { MODE: "late", VERSION: "1" });
  const before = await aws.create("late", revision, { group, count: 1 });
  await aws.outcome(await aws.deploymentSince("late", before));
  const { cluster } = aws;
  const { taskArns = [] } = await aws.ecs.send(new ListTasksCommand({ cluster, serviceName: "late" }));
  const answer = aws.get("late");
  await eventually(
    () => aws.get("late", "/pending"),
    ({ body }) => body === "1",
    60,
  );
  await aws.ecs.send(new StopTaskCommand({ cluster, task: taskArns[0] }));
  expect(await answer).toEqual({ status: 200, body: "1" });
});

test("a client token starts a task once; other parameters with it are a conflict", async () => {
  const first = await aws.revision("once", {});
  const run = async (taskDefinition: string, clientToken: string) => {
    const { tasks } = await aws.ecs.send(
      new RunTaskCommand({ cluster: aws.cluster, taskDefinition, launchType: "FARGATE", clientToken }),
    );
    return tasks?.map(({ taskArn }) => taskArn);
  };
  const [one, two] = await Promise.all([run(first, "token"), run(first, "token")]);
  expect(two).toEqual(one);
  expect(await run(first, "other")).not.toEqual(one);
  await expect(run(await aws.revision("once", { VERSION: "2" }), "token")).rejects.toThrow(
    "The provided clientToken is already in use with a different RunTask request.",
  );
});

test("a request that is repeated because its answer was lost gets that answer, and no other one does", async () => {
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/ec2/aws4_request, SignedHeaders=host, Signature=0`;
  const create = async (call: string, attempt: number) => {
    const response = await fetch(aws.endpoint, {
      method: "POST",
      headers: {
        authorization,
        "amz-sdk-invocation-id": call,
        "amz-sdk-request": `attempt=${attempt}; max=25`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "Action=CreateSecurityGroup&Version=2016-11-15&GroupName=lost&GroupDescription=lost",
    });
    const text = await response.text();
    return [response.status, /<groupId>(.*)<\/groupId>|<Code>(.*)<\/Code>/.exec(text)?.slice(1).join("")];
  };
  const first = await create("one", 1);
  expect(first).toEqual([200, expect.stringMatching(/^sg-/)]);
  expect(await create("one", 2)).toEqual(first);
  // What failed is asked again.
  for (const attempt of [1, 2]) expect(await create("two", attempt)).toEqual([400, "InvalidGroup.Duplicate"]);
  expect(await create("one", 1)).toEqual([400, "InvalidGroup.Duplicate"]);
});

test("a rule with two target groups leads to them by their weights, which can be read and changed", async () => {
  const [one, other] = [await aws.balancer("weighted"), await aws.balancer("weighted-alt")];
  await aws.outcome(
    await aws.deploymentSince(
      "weighted",
      await aws.create("weighted", await aws.revision("weighted", { VERSION: "1" }), { group: one }),
    ),
  );
  const { LoadBalancers: balancers } = await aws.elb.send(
    new DescribeLoadBalancersCommand({ Names: ["weighted"] }),
  );
  const LoadBalancerArn = balancers?.[0]?.LoadBalancerArn;
  const { Listeners: listeners } = await aws.elb.send(new DescribeListenersCommand({ LoadBalancerArn }));
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
  const { Rules: made } = await aws.elb.send(
    new CreateRuleCommand({
      ListenerArn: listeners?.[0]?.ListenerArn,
      Priority: 1,
      Conditions: [{ Field: "path-pattern", Values: ["/*"] }],
      Actions: actions(100, 0),
    }),
  );
  expect(await aws.get("weighted")).toEqual({ status: 200, body: "1" });
  const RuleArn = made?.[0]?.RuleArn ?? "";
  await aws.elb.send(new ModifyRuleCommand({ RuleArn, Actions: actions(0, 100) }));
  const { Rules: rules } = await aws.elb.send(new DescribeRulesCommand({ RuleArns: [RuleArn] }));
  expect(rules?.[0]?.Actions).toEqual([{ ...actions(0, 100)[0], Order: 1 }]);
  // Nothing is registered with the other group.
  expect(await aws.get("weighted")).toMatchObject({ status: 503 });
});

test("requests are counted by target group and status, health checks are not", async () => {
  const group = await aws.balancer("counted");
  const first = await aws.revision("counted", { VERSION: "1" });
  await aws.outcome(await aws.deploymentSince("counted", await aws.create("counted", first, { group })));
  const counts = async () => (await requestCounts(aws.endpoint))?.[group];
  expect(await counts()).toBeUndefined();
  expect((await aws.get("counted")).status).toBe(200);
  expect((await aws.get("counted")).status).toBe(200);
  expect(await counts()).toEqual({ "200": 2 });
  const empty = await aws.balancer("counted-empty");
  expect((await aws.get("counted-empty")).status).toBe(503);
  expect((await requestCounts(aws.endpoint))?.[empty]).toEqual({ "503": 1 });
});

test("a SecureString parameter reaches the container decrypted", async () => {
  await fetch(aws.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AmazonSSM.PutParameter",
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/ssm/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify({ Name: "/patch/secret", Type: "SecureString", Value: "blue" }),
  });
  const group = await aws.balancer("secret");
  const definition = await aws.revision(
    "secret",
    {},
    { secrets: [{ name: "SECRET", valueFrom: "/patch/secret" }] },
  );
  await aws.outcome(
    await aws.deploymentSince("secret", await aws.create("secret", definition, { group, count: 1 })),
  );
  expect(await aws.get("secret", "/secret")).toEqual({ status: 200, body: "blue" });
});
