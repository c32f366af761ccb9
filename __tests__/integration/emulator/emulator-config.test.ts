import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finish, succeeded } from "../../support/slipway";
import { Terraform } from "../../support/terraform";
import { LocalProject } from "../platform/local-project";

/** A user's own AWS settings: another account, a profile and a region. */
const OWN = {
  AWS_ACCESS_KEY_ID: "111111111111",
  AWS_SECRET_ACCESS_KEY: "own",
  AWS_PROFILE: "company",
  AWS_REGION: "eu-central-1",
};

let project: LocalProject;
beforeAll(async () => {
  project = await LocalProject.start();
});
afterAll(() => project.stop());

it("the provider of an emulated environment takes address and credentials from the file beside the stack", async () => {
  const { cwd, env } = project.started;
  succeeded(
    await finish(process.execPath, ["synth.js"], { cwd, env: { ...env, SLIPWAY_ENVIRONMENT: "local" } }),
  );
  const folder = join(cwd, "cdktf.out/stacks/local-foundation");
  const file = join(folder, "cdk.tf.json");
  const stack = JSON.parse(readFileSync(file, "utf8")) as { terraform: object };
  // The backend has settings of its own, and takes credentials from the process.
  writeFileSync(
    file,
    JSON.stringify({ ...stack, terraform: { ...stack.terraform, backend: { local: {} } } }),
  );
  const terraform = new Terraform(folder, OWN);
  await terraform.succeed("init", "-input=false");
  // The provider asks for the account of its credentials, and refuses any but 000000000000.
  expect(await terraform.succeed("plan", "-input=false")).toContain("Plan: ");
});
