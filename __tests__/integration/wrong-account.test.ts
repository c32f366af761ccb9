import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finish } from "../support/slipway";
import { LocalProject } from "./platform/local-project";

/**
 * Credentials of another account than the environment's. Environment `dev` is synthesised for AWS; AWS itself is played
 * by the emulator, where every caller belongs to account 000000000000.
 */
let project: LocalProject;
const folder = () => join(project.copy.path, "cdktf.out/stacks/dev-foundation");

beforeAll(async () => {
  project = await LocalProject.start();
  const synthesis = await finish(process.execPath, ["--import", "tsx", "main.ts"], {
    cwd: project.copy.path,
    env: { SLIPWAY_ENVIRONMENT: "dev" },
  });
  expect(synthesis).toEqual({ code: 0, stdout: "", stderr: "" });
});
afterAll(() => project.stop());

function terraform(...args: string[]) {
  const services = ["STS", "IAM", "S3", "EC2"].map((name) => [
    `AWS_ENDPOINT_URL_${name}`,
    project.emulator.endpoint,
  ]);
  const env = { ...project.variables, ...Object.fromEntries(services), AWS_REGION: "eu-west-1" };
  return finish(process.env.TERRAFORM_BINARY_NAME ?? "terraform", [...args, "-input=false", "-no-color"], {
    cwd: folder(),
    env,
  });
}

it("the state's backend refuses, before anything is read", async () => {
  const { code, stderr } = await terraform("init");
  expect([code, stderr.trim()]).toEqual([
    1,
    "Error: Invalid account ID\n\nAWS account ID not allowed: 000000000000",
  ]);
});

it("the provider refuses too, wherever the state is", async () => {
  const file = join(folder(), "cdk.tf.json");
  const stack = JSON.parse(readFileSync(file, "utf8")) as { terraform: object };
  const terraformBlock = { ...stack.terraform, backend: { local: {} } };
  writeFileSync(file, JSON.stringify({ ...stack, terraform: terraformBlock }, null, 2));
  expect((await terraform("init")).code).toBe(0);
  const { code, stderr } = await terraform("plan");
  expect(code).toBe(1);
  expect(stderr.trim()).toMatch(/^Error: AWS account ID not allowed: 000000000000\n/);
  expect(stderr.match(/^Error:/gm)).toHaveLength(1);
});
