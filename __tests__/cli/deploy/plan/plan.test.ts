import { hasChanges, losses, parsePlan } from "../../../../cli/deploy/plan/plan";
import type { PlanJson, ResourceChange } from "../../../../plan/plan-json";

const change = (
  address: string,
  actions: ResourceChange["change"]["actions"],
  before: ResourceChange["change"]["before"] = null,
): ResourceChange => ({
  address,
  mode: address.startsWith("data.") ? "data" : "managed",
  type: address.split(".", 1)[0] ?? "",
  change: { actions, before, after: null },
});

const JSON_OF_PLAN: PlanJson = {
  resource_changes: [
    change("aws_vpc.network", ["no-op"]),
    change("data.aws_s3_object.record", ["read"]),
    change("aws_subnet.a", ["create"]),
    change("aws_ecs_service.web", ["update"]),
    change("aws_lb.public", ["delete", "create"], { name: "slipway-dev", id: "arn:lb" }),
    change("aws_ecs_task_definition.web", ["create", "delete"], { family: "slipway-dev-web" }),
    change("aws_db_instance.orders", ["delete"], { identifier: "slipway-dev-orders" }),
    change("aws_iam_role.left", ["forget"]),
  ],
  output_changes: {
    same: { actions: ["no-op"] },
    vpc: { actions: ["create"] },
    cluster: { actions: ["update"] },
  },
};

test("the changes of a plan, with their effects and names; what is only read is none", () => {
  expect(parsePlan("foundation", JSON_OF_PLAN)).toEqual({
    part: "foundation",
    changes: [
      { address: "aws_subnet.a", effect: "add" },
      { address: "aws_ecs_service.web", effect: "change" },
      { address: "aws_lb.public", effect: "replace", name: "slipway-dev" },
      { address: "aws_ecs_task_definition.web", effect: "replace", name: "slipway-dev-web" },
      { address: "aws_db_instance.orders", effect: "destroy", name: "slipway-dev-orders" },
      { address: "aws_iam_role.left", effect: "forget" },
    ],
    adopted: [],
    outputs: ["cluster", "vpc"],
    newOutputs: ["vpc"],
  });
});

test("lost is what is destroyed or made anew, without the versions that every release replaces", () => {
  expect(losses(parsePlan("services", JSON_OF_PLAN)).map(({ address }) => address)).toEqual([
    "aws_lb.public",
    "aws_db_instance.orders",
  ]);
  const gone = parsePlan("services", {
    resource_changes: [change("aws_ecs_task_definition.old", ["delete"], { family: "slipway-dev-old" })],
  });
  expect(losses(gone)).toEqual([
    { address: "aws_ecs_task_definition.old", effect: "destroy", name: "slipway-dev-old" },
  ]);
});

test.each([
  ["nothing", {}, false],
  [
    "what is as it should be",
    {
      resource_changes: [change("aws_vpc.network", ["no-op"])],
      output_changes: { vpc: { actions: ["no-op"] } },
    },
    false,
  ],
  ["a resource", { resource_changes: [change("aws_vpc.network", ["update"])] }, true],
  ["an output alone", { output_changes: { vpc: { actions: ["update"] } } }, true],
] satisfies [string, PlanJson, boolean][])("a plan of %s: changes %j", (_name, json, expected) => {
  expect(hasChanges(parsePlan("images", json))).toBe(expected);
});

it("has changes when all that it does is to import an existing resource", () => {
  const plan = parsePlan("foundation", {
    resource_changes: [
      {
        address: "aws_vpc.network",
        mode: "managed",
        type: "aws_vpc",
        change: { actions: ["no-op"], importing: { id: "vpc-1" }, before: {}, after: {} },
      },
    ],
  });
  expect(plan.adopted).toEqual([{ address: "aws_vpc.network", id: "vpc-1" }]);
  expect(plan.changes).toEqual([]);
  expect(hasChanges(plan)).toBe(true);
});
