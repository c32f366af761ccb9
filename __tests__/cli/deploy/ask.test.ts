import { ask, declined } from "../../../cli/deploy/ask";
import { Applied } from "../../../cli/deploy/apply-stacks";
import type { Deployment } from "../../../cli/deploy/deployment";
import { resolveEnvironment } from "../../../environments";
import { root } from "../../support/synth-environment";

const environment = resolveEnvironment("local", root);
const request = { yes: false, adopt: false, again: "npx slipway deploy local" };
const deployment = { environment, request } as unknown as Deployment;

let applied: Applied;
const { isTTY } = process.stdin;
const terminal = (value: boolean) =>
  Object.defineProperty(process.stdin, "isTTY", { value, configurable: true });
beforeEach(() => {
  applied = new Applied(["images", "foundation", "services"]);
  terminal(false);
});
afterEach(() => terminal(isTTY));

/** Services are deployed and released; the foundation still has something to remove. */
function released() {
  applied.done.push("images", "services");
  applied.waiting.set("foundation", ["aws_db_instance.orders"]);
  applied.release = 7;
}
const RELEASED = [
  "Up to date: local-images, local-services",
  "local runs release 7.",
  "Still to be removed:",
  "  local-foundation: aws_db_instance.orders",
];

it("reports that nothing was changed only when nothing was", async () => {
  expect(declined(deployment, applied).message).toBe(
    'local was not deployed, as the answer was not "yes".\nNothing was changed.',
  );
  await expect(ask(deployment, {}, applied)).rejects.toThrow(
    "Cannot prompt: stdin is not a terminal. Nothing was changed. Run without a prompt: npx slipway deploy local --yes",
  );
  applied.begun.add("foundation");
  applied.waiting.set("foundation", ["aws_db_instance.orders"]);
  expect(declined(deployment, applied).message.split("\n")).toEqual([
    'local was not deployed, as the answer was not "yes".',
    "Partly applied: local-foundation (what it removes waits for the services)",
    "Not started: local-images, local-services",
    "To continue, run again: npx slipway deploy local",
  ]);
});

it("names the release that runs, and what is still to be removed, when a removal is declined", () => {
  released();
  expect(declined(deployment, applied).message.split("\n")).toEqual([
    'local was deployed, and not all was removed, as the answer was not "yes".',
    ...RELEASED,
    "To continue, run again: npx slipway deploy local",
  ]);
});

it("names the same when it cannot prompt for a removal", async () => {
  released();
  await expect(ask(deployment, {}, applied)).rejects.toThrow(
    [
      "Cannot prompt: stdin is not a terminal.",
      ...RELEASED,
      "Run without a prompt: npx slipway deploy local --yes",
    ].join("\n"),
  );
});
