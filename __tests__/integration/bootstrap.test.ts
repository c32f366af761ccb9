import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  S3Client,
} from "@aws-sdk/client-s3";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Gate, type GateOptions } from "../support/gate";
import { expectSuccess, LocalProject } from "./platform/local-project";

/** Whatever stopped `slipway bootstrap`, and wherever: the same command run again finishes the work. */
const Bucket = "slipway-local-state-000000000000";
let project: LocalProject;
let s3: S3Client;
beforeEach(async () => {
  project = await LocalProject.start();
  s3 = new S3Client(project.client);
});
afterEach(async () => {
  s3.destroy();
  await project.stop();
});

const stack = (...path: string[]) =>
  join(project.copy.path, ".slipway/bootstrap/local/stacks/state", ...path);

function text(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** A process and all that it has started, children first. */
function tree(pid: number): number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const of = (parent: number): number[] => [
    ...pairs.filter(([, ppid]) => ppid === parent).flatMap(([child = 0]) => of(child)),
    parent,
  ];
  return of(pid);
}

/** Starts the command and ends it and its programs, as a power cut would, once the gate holds the request. */
async function killedWhenHolding(gate: Gate): Promise<void> {
  const child = spawn(process.execPath, ["cli/slipway.js", "bootstrap", "local"], {
    cwd: project.copy.path,
    env: { ...process.env, ...project.variables, SLIPWAY_EMULATOR_ENDPOINT: gate.endpoint },
    stdio: "ignore",
  });
  const closed = once(child, "close");
  await Promise.race([gate.holding, closed]);
  expect(child.exitCode).toBeNull();
  // Parents first, so that none of them reacts to the end of a child.
  for (const pid of tree(child.pid ?? 0).reverse()) killIfAlive(pid);
  await closed;
}

/** A child can end by itself between the look at the tree and the kill. */
function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The resources that the state in the bucket has. */
async function resourcesInState(): Promise<string[]> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: "local/state.tfstate" }));
  const state = JSON.parse((await Body?.transformToString()) ?? "") as {
    resources: { type: string; instances: unknown[] }[];
  };
  return state.resources.filter(({ instances }) => instances.length === 1).map(({ type }) => type);
}

/** Terraform's locks in the bucket. */
async function locks(): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.flatMap(({ Key = "" }) => (Key.endsWith(".tflock") ? [Key] : []));
}

async function expectFinished(): Promise<void> {
  expectSuccess(await project.slipway("bootstrap", "local"));
  expect(await resourcesInState()).toEqual(
    expect.arrayContaining([
      "aws_s3_bucket",
      "aws_s3_bucket_policy",
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_server_side_encryption_configuration",
      "aws_s3_bucket_versioning",
    ]),
  );
  expect(readdirSync(stack()).filter((name) => name.startsWith("terraform.tfstate"))).toEqual([]);
}

describe("killed by the machine", () => {
  let gate: Gate;
  afterEach(() => gate.stop());

  const killedAt = async (held: GateOptions["held"], path: string) => {
    gate = await Gate.start(project.emulator.endpoint, {
      held,
      method: "PUT",
      url: new RegExp(`^/${Bucket}${path}`),
    });
    await killedWhenHolding(gate);
  };

  it("the bucket is made, and no state has it", async () => {
    await killedAt("answer", "/?$");
    expect(text(stack("terraform.tfstate"))).not.toContain("aws_s3_bucket");
    await expectFinished();
  });

  it("the bucket is half made", async () => {
    await killedAt("request", "/?\\?versioning");
    expect(text(stack("terraform.tfstate"))).toContain('"aws_s3_bucket"');
    await expectFinished();
  });

  /** The killed move has left its lock, which the next bootstrap recognises as its own. */
  const expectContinued = async () => {
    expect(await locks()).toEqual(["local/state.tfstate.tflock"]);
    const bootstrapped = await project.slipway("bootstrap", "local");
    expectSuccess(bootstrapped);
    expect(bootstrapped.output).toMatch(
      /^lock +local-state: removed the lock of terraform init \(process \d+, started \S+Z\), which no longer runs; /m,
    );
    expect(await locks()).toEqual([]);
  };

  it("the state moves, and has not arrived", async () => {
    await killedAt("request", "/local/state.tfstate\\b(?!\\.tflock)");
    expect(text(stack("terraform.tfstate"))).toContain("aws_s3_bucket_versioning");
    await expect(resourcesInState()).rejects.toThrow(NoSuchKey);
    await expectContinued();
    await expectFinished();
  });

  it("the state has arrived, and is still on the disk", async () => {
    await killedAt("answer", "/local/state.tfstate\\b(?!\\.tflock)");
    expect(text(stack("terraform.tfstate"))).toContain("aws_s3_bucket_versioning");
    expect(await resourcesInState()).toContain("aws_s3_bucket_versioning");
    await expectContinued();
    await expectFinished();
  });
});

it("a bucket that is there without any state is adopted", async () => {
  await s3.send(new CreateBucketCommand({ Bucket }));
  await expectFinished();
});
