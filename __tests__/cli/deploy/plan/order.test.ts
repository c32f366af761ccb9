import { changesBesides, configuredTargets, heldIn } from "../../../../cli/deploy/plan/order";
import { parsePlan, unseenChanges } from "../../../../cli/deploy/plan/plan";
import type { SynthesisedStack } from "../../../../cli/deploy/plan/synthesised-stack";
import type { PlanJson, ResourceChange, Values } from "../../../../plan/plan-json";

type Actions = ResourceChange["change"]["actions"];

const change = (
  address: string,
  actions: Actions,
  before: Values | null = null,
  after: Values | null = null,
): ResourceChange => ({
  address,
  mode: address.startsWith("data.") ? "data" : "managed",
  type: address.split(".", 1)[0] ?? "",
  change: { actions, before, after },
});

const GONE = change("aws_ecs_capacity_provider.general", ["delete"], { id: "arn:general", name: "general" });
const LETS_GO = change(
  "aws_ecs_cluster_capacity_providers.all",
  ["update"],
  { capacity_providers: ["FARGATE", "general"] },
  { capacity_providers: ["FARGATE"] },
);
const STACK: SynthesisedStack = {
  resource: { aws_ecs_cluster_capacity_providers: { all: {} }, aws_vpc: { network: {} } },
  data: { aws_ami: { linux: {} } },
};

it("holds nothing back when nothing is removed", () => {
  const plan = { resource_changes: [LETS_GO, change("aws_lb.public", ["delete", "create"])] };
  expect(heldIn(plan, STACK)).toEqual({ removed: [], released: [] });
});

it("holds back what is removed or forgotten, and what lets go of it", () => {
  const plan = {
    resource_changes: [
      GONE,
      LETS_GO,
      change("aws_ecr_repository.api", ["forget"], { name: "api" }),
      change("aws_vpc.network", ["update"], { tags: { a: "general" } }, { tags: { a: "general", b: "x" } }),
      change("data.aws_ami.linux", ["read"]),
    ],
  };
  expect(heldIn(plan, STACK)).toEqual({
    removed: ["aws_ecr_repository.api", "aws_ecs_capacity_provider.general"],
    released: ["aws_ecs_cluster_capacity_providers.all"],
  });
});

it("does not hold back a change that also takes up something new", () => {
  const written = { capacity_providers: ["FARGATE", "${aws_ecs_capacity_provider.spot.name}"] };
  const stack = { resource: { aws_ecs_cluster_capacity_providers: { all: written } } };
  const plan = { resource_changes: [GONE, LETS_GO, change("aws_ecs_capacity_provider.spot", ["create"])] };
  expect(heldIn(plan, stack as SynthesisedStack).released).toEqual([]);
});

test.each([
  ["removals alone", { resource_changes: [GONE, LETS_GO] }, false],
  [
    "removals and the outputs that go with them",
    { resource_changes: [GONE], output_changes: { a: { actions: ["delete"] } } },
    false,
  ],
  ["another change", { resource_changes: [GONE, change("aws_vpc.network", ["update"])] }, true],
  ["a new output", { resource_changes: [GONE], output_changes: { a: { actions: ["create"] } } }, true],
] satisfies [string, PlanJson, boolean][])(
  "%s: changes that do not wait for the services: %#",
  (_name, json, expected) => {
    const planned = { plan: parsePlan("foundation", json), json };
    expect(changesBesides(planned, heldIn(json, STACK))).toBe(expected);
  },
);

it("targets all that is configured, with its data sources, and nothing else", () => {
  expect(configuredTargets(STACK)).toEqual([
    "-target=aws_ecs_cluster_capacity_providers.all",
    "-target=aws_vpc.network",
    "-target=data.aws_ami.linux",
  ]);
  expect(configuredTargets(STACK, ["aws_vpc.network"])).not.toContain("-target=aws_vpc.network");
  expect(configuredTargets({})).toEqual([]);
});

it("finds the changes that a later plan has and the one that was shown has not", () => {
  const shown = parsePlan("foundation", { resource_changes: [GONE, LETS_GO] });
  expect(unseenChanges(shown, parsePlan("foundation", { resource_changes: [GONE] }))).toEqual([]);
  const more = parsePlan("foundation", {
    resource_changes: [
      change("aws_ecs_cluster_capacity_providers.all", ["delete"]),
      change("aws_vpc.network", ["create"]),
    ],
  });
  expect(unseenChanges(shown, more).map(({ address, effect }) => [address, effect])).toEqual([
    ["aws_ecs_cluster_capacity_providers.all", "destroy"],
    ["aws_vpc.network", "add"],
  ]);
});
