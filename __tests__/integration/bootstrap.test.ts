import { CreateBucketCommand, GetObjectCommand, HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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

async function bucketExists(): Promise<boolean> {
  return s3.send(new HeadBucketCommand({ Bucket })).then(
    () => true,
    () => false,
  );
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

/** Starts the command and ends it and its programs, as a power cut would, once the moment has come. */
async function killedWhen(moment: () => boolean | Promise<boolean>): Promise<void> {
  const child = spawn(process.execPath, ["cli/slipway.js", "bootstrap", "local"], {
    cwd: project.copy.path,
    env: { ...process.env, ...project.variables },
    stdio: "ignore",
  });
  const closed = once(child, "close");
  while (child.exitCode === null && !(await moment())) await new Promise((resolve) => setTimeout(resolve, 5));
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

it("killed while Terraform makes the bucket", async () => {
  await killedWhen(bucketExists);
  await expectFinished();
});

it("killed between the bucket and the move of its state", async () => {
  await killedWhen(() => text(stack("cdk.tf.json")).includes('"use_lockfile"'));
  expect(text(stack("terraform.tfstate"))).toContain("aws_s3_bucket_versioning");
  await expectFinished();
});

it("a bucket that is there without any state is adopted", async () => {
  await s3.send(new CreateBucketCommand({ Bucket }));
  await expectFinished();
});
