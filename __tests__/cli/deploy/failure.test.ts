import { Applied } from "../../../cli/deploy/apply-stacks";
import type { Deployment } from "../../../cli/deploy/deployment";
import { DeploymentStopped } from "../../../cli/deploy/errors";
import { describeFailure } from "../../../cli/deploy/failure";
import { Interruption } from "../../../cli/deploy/interrupts";
import { placesOf } from "../../../cli/deploy/terraform/places";
import { TerraformFailure } from "../../../cli/deploy/terraform/terraform";
import { resolveEnvironment } from "../../../environments";
import { InterruptedError } from "../../../toolchain/run";
import { FakeAws } from "../../support/fake-aws";
import { FakeBucket } from "../../support/fake-bucket";
import { root } from "../../support/synth-environment";

const environment = resolveEnvironment("local", root);
const { stacks } = placesOf("local");
const deployment = { environment, request: { again: "npx slipway deploy local" } } as unknown as Deployment;
const LOCK = { id: "1", operation: "apply", who: "ada@laptop", since: "soon" };
const told = async (applied: Applied | undefined, error: unknown) =>
  ((await describeFailure(deployment, applied, error)) as Error).message.split("\n");

/** Images are done, the services half. */
function halfWay(): Applied {
  const applied = new Applied(["images", "foundation", "services"]);
  applied.done.push("images");
  applied.begun.add("foundation");
  return applied;
}

let aws: FakeAws;
let bucket: FakeBucket;
beforeEach(async () => {
  bucket = new FakeBucket();
  aws = await FakeAws.start(() => ({}), bucket);
  process.env.SLIPWAY_EMULATOR_ENDPOINT = aws.endpoint;
});
afterEach(async () => {
  delete process.env.SLIPWAY_EMULATOR_ENDPOINT;
  await aws.stop();
});

it("describes Terraform's error, its cause, what is applied, and the next command", async () => {
  const failure = new TerraformFailure(
    "apply",
    stacks.foundation,
    ["Error: no room\n\nin the VPC", "Error: no subnet"],
    undefined,
    { completed: { created: 3, changed: 0, destroyed: 1 } },
  );
  expect(await told(halfWay(), failure.explained(["service web: exit code 3"]))).toEqual([
    "Deploying local failed: terraform apply of local-foundation",
    "",
    "  Error: no room",
    "",
    "  in the VPC",
    "",
    "  Error: no subnet",
    "",
    "service web: exit code 3",
    "",
    "Up to date: local-images",
    "Partly applied: local-foundation (3 created, 1 destroyed; the next run continues from there)",
    "Not started: local-services",
    "Complete output of Terraform: .slipway/local/local-foundation.log",
    "Fix the cause, then run again: npx slipway deploy local",
  ]);
});

it("does not promise that the next run continues where Terraform could not save its state", async () => {
  const failure = new TerraformFailure(
    "apply",
    stacks.foundation,
    ["Error: Failed to save state"],
    undefined,
  );
  expect(await told(halfWay(), failure)).toContain(
    "Partly applied: local-foundation (nothing changed; the state could not be saved, and the next run prints how to save it)",
  );
});

it("reports that the state may lack resources where Terraform was killed", async () => {
  const failure = new TerraformFailure("apply", stacks.foundation, [], undefined, { wasKilled: true });
  expect(await told(halfWay(), failure)).toContain(
    "Partly applied: local-foundation (nothing changed; Terraform was killed, and its state may lack what it created last)",
  );
});

it("explains a resource that exists in AWS and in no state", async () => {
  const failure = new TerraformFailure(
    "apply",
    stacks.foundation,
    ["Error: creating it: EntityAlreadyExists: Role x\n\n  with aws_iam_role.x,\n"],
    undefined,
  );
  expect(await told(halfWay(), failure)).toContainEqual(
    expect.stringMatching(/^ {2}aws_iam_role\.x exists in AWS but not in the Terraform state/),
  );
});

it("reports that a failed plan has changed nothing, and that a stale one must be planned again", async () => {
  const stale = new TerraformFailure("plan", stacks.images, ["Error: Saved plan is stale"], undefined);
  expect((await told(undefined, stale)).slice(-3)).toEqual([
    "Nothing was changed.",
    "Complete output of Terraform: .slipway/local/local-images.log",
    "The state has changed since the plan was made. Run again to see the new plan: npx slipway deploy local",
  ]);
});

it("describes a lock that Terraform ran into with its owner and the next command", async () => {
  const locked = new TerraformFailure("apply", stacks.services, ["Error: locked"], LOCK);
  expect(await told(new Applied(["services"]), locked)).toEqual([
    "The state of local is locked; Terraform allows one change at a time:",
    "  local-services: locked by ada@laptop since soon for terraform apply, ID 1",
    "Wait until that process has ended. If it no longer runs, remove the lock: npx slipway unlock local",
    "Nothing was changed.",
  ]);
});

it("describes an interrupt with what is applied, and keeps the signal for the exit code", async () => {
  const error = await describeFailure(deployment, halfWay(), new Interruption("SIGTERM"));
  expect(error).toBeInstanceOf(DeploymentStopped);
  expect(error).toMatchObject({
    signal: "SIGTERM",
    message: [
      "Deploying local was stopped by SIGTERM.",
      "Up to date: local-images",
      "Partly applied: local-foundation",
      "Not started: local-services",
      "To continue, run again: npx slipway deploy local",
    ].join("\n"),
  });
});

it("names the command that removes a lock which an interrupt left", async () => {
  bucket.objects.set("local/foundation.tfstate.tflock", {
    text: JSON.stringify({ ID: "1", Operation: "OperationTypeApply", Who: "ada@laptop", Created: "soon" }),
  });
  expect((await told(halfWay(), new Interruption("SIGINT"))).slice(-3)).toEqual([
    "local-foundation: locked by ada@laptop since soon for terraform apply, ID 1",
    "Remove the lock first: npx slipway unlock local",
    "To continue, run again: npx slipway deploy local",
  ]);
});

it("reports that an interrupt of synthesis has changed nothing, and passes our own bugs on", async () => {
  expect(await told(new Applied(["services"]), new InterruptedError("synthesising local", "SIGINT"))).toEqual(
    [
      "Deploying local was stopped by SIGINT.",
      "Nothing was changed.",
      "To continue, run again: npx slipway deploy local",
    ],
  );
  const bug = new TypeError("x is not a function");
  expect(await describeFailure(deployment, undefined, bug)).toBe(bug);
});

it("tells that what a stack removes waits for the services", async () => {
  const applied = halfWay();
  applied.waiting.set("foundation", ["aws_subnet.c"]);
  const failure = new TerraformFailure("apply", stacks.services, ["Error: no capacity"], undefined);
  expect(await told(applied, failure)).toContain(
    "Partly applied: local-foundation (what it removes waits for the services)",
  );
});

it("names the release that runs, and what is still to be removed, when a removal fails or is stopped", async () => {
  const applied = halfWay();
  applied.done.push("services");
  applied.done.shift();
  applied.waiting.set("foundation", ["aws_db_instance.orders", "aws_subnet.c"]);
  applied.waiting.set("images", ["aws_ecr_repository.orders"]);
  applied.release = 7;
  const remaining = [
    "local runs release 7.",
    "Still to be removed:",
    "  local-foundation: aws_db_instance.orders",
    "  local-foundation: aws_subnet.c",
    "  local-images: aws_ecr_repository.orders",
  ];
  const failure = new TerraformFailure("apply", stacks.foundation, ["Error: in use"], undefined);
  expect((await told(applied, failure)).slice(4)).toEqual([
    "Up to date: local-services",
    "Partly applied: local-foundation (nothing changed; the next run continues from there)",
    ...remaining,
    "Complete output of Terraform: .slipway/local/local-foundation.log",
    "Fix the cause, then run again: npx slipway deploy local",
  ]);
  expect(await told(applied, new Interruption("SIGTERM"))).toEqual([
    "Deploying local was stopped by SIGTERM.",
    "Up to date: local-services",
    ...remaining,
    "To continue, run again: npx slipway deploy local",
  ]);
});

it("describes a failed request to AWS with what is applied and the next command", async () => {
  const refused = Object.assign(new Error("not allowed"), { name: "AccessDenied", $metadata: {} });
  expect(await told(halfWay(), refused)).toEqual([
    expect.stringMatching(/^AWS request failed \(environment local, account \d+, [\w-]+\)$/) as string,
    "  AccessDenied: not allowed",
    "Up to date: local-images",
    "Partly applied: local-foundation",
    "Not started: local-services",
    "Fix the cause, then run again: npx slipway deploy local",
  ]);
});
