import {
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  PutLifecyclePolicyCommand,
} from "@aws-sdk/client-ecr";
import { ListContainerInstancesCommand, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { DescribeTargetHealthCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { connect } from "node:tls";
import type { Capability, Proof } from "../../../emulator/capabilities";
import { balancerAddress } from "../../../emulator/balancer";
import { within, type Bench } from "./bench";
import type { Probe } from "./task";
import type { Finding } from "./terraform";

const found = (proof: Proof, why: unknown): Finding => ({
  proof,
  why: typeof why === "string" ? why : JSON.stringify(why),
});
const acted = (did: boolean, why: unknown): Finding => found(did ? "proved" : "recorded", why);
const web = (bench: Bench, environment: Record<string, string>) =>
  bench.container("web", environment, { portMappings: [{ containerPort: 3000 }] });

/** A service behind a balancer of its name that answers with its version. */
async function rolled(bench: Bench, name: string): Promise<void> {
  const { group } = await bench.balancer(name);
  await bench.service(name, await bench.taskDefinition(name, [web(bench, { VERSION: "one" })]), { group });
  await answers(bench, name, "one");
  // A deployment that has not ended is nothing to roll back to.
  await within(30, () => rollout(bench, name), ended);
}

const ended = (states: readonly string[]): boolean => states.join() === "PRIMARY COMPLETED";

const answers = (bench: Bench, name: string, version: string) =>
  within(
    60,
    () => bench.ask(name, "/"),
    ({ body }) => body === version,
  );

async function update(bench: Bench, name: string, environment: Record<string, string>): Promise<void> {
  const taskDefinition = await bench.taskDefinition(name, [web(bench, environment)]);
  await bench.ecs.send(new UpdateServiceCommand({ cluster: bench.cluster, service: name, taskDefinition }));
}

const rollout = async (bench: Bench, name: string) => {
  const deployments = (await bench.describe(name))?.deployments ?? [];
  return deployments.map(({ status, rolloutState }) => `${status ?? ""} ${rolloutState ?? ""}`);
};

/** Probes of services and of the APIs around them. */
export const SERVICE_PROBES: Readonly<Partial<Record<Capability, Probe>>> = {
  "rolling-deployment": async (bench) => {
    const name = "probe-roll";
    await rolled(bench, name);
    await update(bench, name, { VERSION: "two" });
    await answers(bench, name, "two");
    const states = await within(45, () => rollout(bench, name), ended);
    return found(ended(states) ? "proved" : "absent", states);
  },
  "circuit-breaker": async (bench) => {
    const name = "probe-breaker";
    await rolled(bench, name);
    await update(bench, name, { MODE: "crash" });
    // Long enough for three tasks to fail one after the other.
    await new Promise((resolve) => setTimeout(resolve, 30_000));
    const statuses: number[] = [];
    for (let time = 0; time < 10; time += 1) statuses.push((await bench.ask(name, "/")).status);
    const states = await rollout(bench, name);
    const kept =
      statuses.every((status) => status === 200) && !states.some((state) => state.includes("IN_PROGRESS"));
    return found(kept ? "proved" : "absent", { statuses, states });
  },
  "target-health": async (bench) => {
    const name = "probe-health";
    const { group } = await bench.balancer(name);
    const good = await bench.taskDefinition(`${name}-good`, [web(bench, { VERSION: "good" })]);
    const bad = await bench.taskDefinition(`${name}-bad`, [
      web(bench, { MODE: "unhealthy", VERSION: "bad" }),
    ]);
    await bench.service(`${name}-good`, good, { group });
    await bench.service(`${name}-bad`, bad, { group });
    await answers(bench, name, "good");
    // ECS takes the bad one away and starts it again: it is enough that it stood there and was never asked.
    const [states, bodies] = [new Set<string>(), new Set<string>()];
    for (let time = 0; time < 60; time += 1) {
      states.add((await targets(bench, group)).join());
      bodies.add((await bench.ask(name, "/")).body);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const stood = [...states].some((now) => now.split(",").length === 2);
    return acted(stood && [...bodies].join() === "good", { states: [...states], bodies: [...bodies] });
  },
  "load-balancer-tls": async (bench) => {
    const { port } = new URL(await balancerAddress(bench.emulator, "probe-facts"));
    return acted(await speaksTls(Number(port)), "a TLS handshake with the balancer's port");
  },
  "registry-authentication": async (bench) => {
    const response = await fetch(`http://${bench.emulator.registry}/v2/probe/server/manifests/v1`);
    return acted(response.status === 401, `without a token: status ${response.status}`);
  },
  "image-scan": async (bench) => {
    const repositoryName = "probe/server";
    const imageId = { imageTag: "v1" };
    try {
      const { imageScanFindings } = await bench.ecr.send(
        new DescribeImageScanFindingsCommand({ repositoryName, imageId }),
      );
      const findings = imageScanFindings?.findings ?? [];
      return acted(findings.length > 0, `${findings.length} findings in an image of a whole Debian`);
    } catch (error) {
      return found("recorded", String(error));
    }
  },
  "image-expiry": async (bench) => {
    const repositoryName = "probe/expiry";
    await bench.push(repositoryName, "v1");
    await bench.push(repositoryName, "v2");
    const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 1 };
    const rules = [{ rulePriority: 1, selection, action: { type: "expire" } }];
    await bench.ecr.send(
      new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: JSON.stringify({ rules }) }),
    );
    const left = await within(
      20,
      async () =>
        (await bench.ecr.send(new DescribeImagesCommand({ repositoryName }))).imageDetails?.length ?? 0,
      (count) => count === 1,
    );
    return acted(left === 1, `${left} images left of two where one may stay`);
  },
  "state-backend": async (bench) => {
    const lock = { Bucket: "probe-state", Key: "env/services.tfstate.tflock" };
    await bench.s3.send(new CreateBucketCommand({ Bucket: lock.Bucket }));
    await bench.s3.send(
      new PutBucketVersioningCommand({ Bucket: lock.Bucket, VersioningConfiguration: { Status: "Enabled" } }),
    );
    const { Status } = await bench.s3.send(new GetBucketVersioningCommand({ Bucket: lock.Bucket }));
    await bench.s3.send(new PutObjectCommand({ ...lock, Body: "first", IfNoneMatch: "*" }));
    const second = await bench.s3
      .send(new PutObjectCommand({ ...lock, Body: "second", IfNoneMatch: "*" }))
      .then(
        () => 200,
        (error: unknown) =>
          (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0,
      );
    return acted(Status === "Enabled" && second === 412, { Status, second });
  },
  instances: async (bench) => {
    const { containerInstanceArns = [] } = await bench.ecs.send(
      new ListContainerInstancesCommand({ cluster: bench.cluster }),
    );
    return found(containerInstanceArns.length > 0 ? "proved" : "absent", "no agent ever registers");
  },
  permissions: async (bench) => {
    await bench.iam.send(new CreateUserCommand({ UserName: "probe-nobody" }));
    const { AccessKey } = await bench.iam.send(new CreateAccessKeyCommand({ UserName: "probe-nobody" }));
    const nobody = new IAMClient({
      ...bench.client,
      credentials: {
        accessKeyId: AccessKey?.AccessKeyId ?? "",
        secretAccessKey: AccessKey?.SecretAccessKey ?? "",
      },
    });
    const refused = await nobody.send(new ListRolesCommand({})).then(
      () => false,
      () => true,
    );
    return acted(refused, "a user without any policy lists the roles");
  },
};

async function targets(bench: Bench, TargetGroupArn: string): Promise<string[]> {
  const { TargetHealthDescriptions = [] } = await bench.elb.send(
    new DescribeTargetHealthCommand({ TargetGroupArn }),
  );
  return TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State ?? "").sort();
}

function speaksTls(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false, timeout: 3000 }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
    socket.once("timeout", () => {
      socket.destroy();
      resolve(false);
    });
  });
}
