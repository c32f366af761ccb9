import { planFindings, refuseFindings } from "../../../../cli/deploy/plan/policy";
import type { EnvironmentInput } from "../../../../environments/input";
import { resolve } from "../../../../environments/resolve";
import { root } from "../../../support/synth-environment";

const input: EnvironmentInput = {
  name: "dev",
  account: "111122223333",
  region: "eu-west-1",
  services: { web: { image: "apps/backend", port: 3000, route: { path: "/*" } } },
};
const ADDRESS = "aws_db_instance.orders";

/** A database that Terraform would leave unencrypted, as no property of the language can. */
const plans = [
  {
    stack: "dev-foundation",
    plan: {
      planned_values: {
        root_module: {
          resources: [
            {
              address: ADDRESS,
              mode: "managed",
              type: "aws_db_instance",
              values: { storage_encrypted: false },
            },
          ],
        },
      },
      configuration: {
        root_module: { resources: [{ address: ADDRESS, expressions: { storage_encrypted: {} } }] },
      },
    },
  },
];

test("a deployment is refused with every finding of its plans, and what to do", () => {
  const environment = resolve(input, root);
  expect(planFindings(environment, plans).map(({ rule, address }) => [rule, address])).toEqual([
    ["encrypted-stores", ADDRESS],
  ]);
  expect(() => refuseFindings(environment, plans)).toThrow(
    /^the policy must have no finding in the plan of dev, got 1:\n {2}- dev-foundation: .*storage_encrypted.* \(encrypted-stores\)\nCorrect them, or suppress each with a reason in the environment: docs\/policy.md$/,
  );
  expect(() => refuseFindings(environment, plans, ["Up to date: dev-images"])).toThrow(
    /\(encrypted-stores\)\nUp to date: dev-images\nCorrect them, .*$/,
  );
});

test("what the environment suppresses with a reason does not stop it", () => {
  const environment = resolve(
    {
      ...input,
      policy: {
        suppress: [
          { rule: "encrypted-stores", resource: ADDRESS, reason: "made up for a test, holds nothing" },
        ],
      },
    },
    root,
  );
  expect(() => refuseFindings(environment, plans)).not.toThrow();
});

it("checks a resource that is adopted as it checks one that is created", () => {
  const environment = resolve(input, root);
  const adopted = plans.map(({ stack, plan }) => ({
    stack,
    plan: {
      ...plan,
      resource_changes: [
        {
          address: ADDRESS,
          mode: "managed" as const,
          type: "aws_db_instance",
          change: { actions: ["no-op" as const], importing: { id: "orders" }, before: {}, after: {} },
        },
      ],
    },
  }));
  expect(planFindings(environment, adopted)).toEqual(planFindings(environment, plans));
  expect(planFindings(environment, adopted)).toHaveLength(1);
});
