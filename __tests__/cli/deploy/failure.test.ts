import { Applied } from "../../../cli/deploy/apply-stacks";
import type { Deployment } from "../../../cli/deploy/deployment";
import { DeploymentStopped } from "../../../cli/deploy/errors";
import { toldFailure } from "../../../cli/deploy/failure";
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
  ((await toldFailure(deployment, applied, error)) as Error).message.split("\n");

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

test("Terraform's error, what is known of the cause, what is done, and the next command", async () => {
  const failure = new TerraformFailure(
    "apply",
    stacks.foundation,
    ["Error: no room\n\nin the VPC"],
    undefined,
  );
  expect(await told(halfWay(), failure.explained(["service web: exit code 3"]))).toEqual([
    "deploying local failed: terraform apply of local-foundation failed",
    "  Error: no room",
    "",
    "  in the VPC",
    "",
    "service web: exit code 3",
    "",
    "Done: local-images",
    "Half done: local-foundation",
    "Not begun: local-services",
    "All that Terraform printed is in .slipway/local/local-foundation.log",
    "Correct the cause, then: npx slipway deploy local",
  ]);
});

test("a plan that fails has changed nothing; one that is stale is made again", async () => {
  const stale = new TerraformFailure("plan", stacks.images, ["Error: Saved plan is stale"], undefined);
  expect((await told(undefined, stale)).slice(-3)).toEqual([
    "Nothing was changed.",
    "All that Terraform printed is in .slipway/local/local-images.log",
    "Somebody has deployed since the plan was made. Look at the new one: npx slipway deploy local",
  ]);
});

test("a lock that Terraform ran into: who holds it, and what to do", async () => {
  const locked = new TerraformFailure("apply", stacks.services, ["Error: locked"], LOCK);
  expect(await told(new Applied(["services"]), locked)).toEqual([
    "the state of local is locked, and Terraform lets one work on it at a time:",
    "  local-services: locked by ada@laptop since soon for terraform apply, ID 1",
    "Wait until that has ended. If that process is gone for good: npx slipway unlock local",
    "Nothing was changed.",
  ]);
});

test("an interrupt: what is done and what is left, and the signal for the exit code", async () => {
  const error = await toldFailure(deployment, halfWay(), new Interruption("SIGTERM"));
  expect(error).toBeInstanceOf(DeploymentStopped);
  expect(error).toMatchObject({
    signal: "SIGTERM",
    message: [
      "deploying local was stopped by SIGTERM",
      "Done: local-images",
      "Half done: local-foundation",
      "Not begun: local-services",
      "To finish the work: npx slipway deploy local",
    ].join("\n"),
  });
});

test("an interrupt that left a lock says how to free it", async () => {
  bucket.objects.set("local/foundation.tfstate.tflock", {
    text: JSON.stringify({ ID: "1", Operation: "OperationTypeApply", Who: "ada@laptop", Created: "soon" }),
  });
  expect((await told(halfWay(), new Interruption("SIGINT"))).slice(-3)).toEqual([
    "local-foundation: locked by ada@laptop since soon for terraform apply, ID 1",
    "Free it first: npx slipway unlock local",
    "To finish the work: npx slipway deploy local",
  ]);
});

test("an interrupt of synthesis has changed nothing; our own bugs stay what they are", async () => {
  expect(await told(new Applied(["services"]), new InterruptedError("synthesising local", "SIGINT"))).toEqual(
    [
      "deploying local was stopped by SIGINT",
      "Nothing was changed.",
      "To finish the work: npx slipway deploy local",
    ],
  );
  const bug = new TypeError("x is not a function");
  expect(await toldFailure(deployment, undefined, bug)).toBe(bug);
});
