import { adoptionQuestion, refuseProblems, requireConsent } from "../../../../cli/deploy/adopt/consent";
import type { Deployment } from "../../../../cli/deploy/deployment";
import { parsePlan } from "../../../../cli/deploy/plan/plan";

const deployment = (adopt: boolean, yes: boolean) =>
  ({
    environment: { name: "dev" },
    request: { adopt, yes, again: "npx slipway deploy dev" },
  }) as unknown as Deployment;
const plan = {
  ...parsePlan("foundation", {}),
  adopted: [
    { address: "aws_vpc.network", id: "vpc-1" },
    { address: "aws_subnet.a", id: "subnet-1" },
  ],
};
const terminal = (isTTY: boolean) =>
  Object.defineProperty(process.stdin, "isTTY", { value: isTTY, configurable: true });
afterEach(() => terminal(false));

it("asks about the adoption, in place of the deployment alone", () => {
  expect(adoptionQuestion(deployment(false, false), [plan])).toBe(
    "Adopt these 2 resources and deploy to dev?",
  );
  expect(adoptionQuestion(deployment(true, false), [plan])).toBeUndefined();
  expect(adoptionQuestion(deployment(false, false), [parsePlan("images", {})])).toBeUndefined();
});

it("refers to the list of the summary and names the command when it cannot ask", () => {
  terminal(false);
  expect(() => requireConsent(deployment(false, false), [plan], "Nothing was changed.")).toThrow(
    [
      "Found 2 resources of dev in AWS and in no Terraform state, as listed above.",
      "Their Terraform state was lost, or their service was removed and its repository kept.",
      "Nothing was changed.",
      "Adopt them and deploy: npx slipway deploy dev --adopt --yes",
    ].join("\n"),
  );
});

it("does not take --yes for a consent to adopt, also at a terminal", () => {
  terminal(true);
  expect(() => requireConsent(deployment(false, true), [plan], "")).toThrow("Found 2 resources");
  expect(() => requireConsent(deployment(false, false), [plan], "")).not.toThrow();
  expect(() => requireConsent(deployment(true, true), [plan], "")).not.toThrow();
});

it("refuses what cannot be adopted, with the reason of each", () => {
  const problem = { stack: "dev-foundation", address: "aws_vpc.network", reason: "there are two" };
  expect(() => refuseProblems(deployment(true, true), [problem], "Nothing was changed.")).toThrow(
    [
      "Cannot deploy dev: 1 resource to be created exists in AWS, or may exist, and cannot be adopted:",
      "  dev-foundation: aws_vpc.network: there are two",
      "Nothing was changed. Slipway deletes none of them.",
    ].join("\n"),
  );
  expect(() => refuseProblems(deployment(true, true), [], "")).not.toThrow();
});
