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

it("holds back what is removed or forgotten, and what drops a reference to it", () => {
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

it("holds back what refers to a change that is held back, through others too, unless it is created", () => {
  const stack = {
    resource: {
      aws_lb: { "public-1": { subnets: ["${aws_subnet.a.id}"] } },
      aws_lb_listener: { https: { load_balancer_arn: "${aws_lb.public-1.arn}" } },
      aws_lb_listener_certificate: {
        old: { listener_arn: "${aws_lb_listener.https.arn}" },
        new: { listener_arn: "${aws_lb_listener.https.arn}" },
      },
      aws_wafv2_web_acl_association: { all: { depends_on: ["aws_lb.public-1"] } },
      aws_subnet: { a: { vpc_id: "${aws_vpc.network.id}" } },
      aws_vpc: { network: {} },
      aws_lb_target_group: { "public-1": { vpc_id: "${data.aws_lb.public-1.vpc_id}" } },
    },
    data: { aws_lb: { "public-1": {}, own: { arn: "${aws_lb.public-1.arn}" } } },
  };
  const plan = {
    resource_changes: [
      change("aws_subnet.b", ["delete"], { id: "subnet-b" }),
      change("aws_lb.public-1", ["update"], { subnets: ["subnet-a", "subnet-b"] }, { subnets: ["subnet-a"] }),
      change("aws_lb_listener_certificate.new", ["create"]),
    ],
  };
  const held = heldIn(plan, stack as SynthesisedStack);
  expect(held.released).toEqual([
    "aws_lb.public-1",
    "aws_lb_listener.https",
    "aws_lb_listener_certificate.old",
    "aws_wafv2_web_acl_association.all",
    "data.aws_lb.own",
  ]);
  expect(configuredTargets(stack as SynthesisedStack, held.released)).toEqual([
    "-target=aws_lb_listener_certificate.new",
    "-target=aws_subnet.a",
    "-target=aws_vpc.network",
    "-target=aws_lb_target_group.public-1",
    "-target=data.aws_lb.public-1",
  ]);
});

it("holds back nothing when only images go, which stay in their registry", () => {
  const plan = {
    resource_changes: [change("docker_tag.api_tag-v1", ["delete"], { id: "r/api:v1" })],
  };
  expect(heldIn(plan, STACK)).toEqual({ removed: [], released: [] });
});

test.each([
  ["removals alone", { resource_changes: [GONE, LETS_GO] }, false],
  [
    "removals and the outputs that go with them",
    { resource_changes: [GONE], output_changes: { a: { actions: ["delete"] } } },
    false,
  ],
  ["another change", { resource_changes: [GONE, change("aws_vpc.network", ["update"])] }, true],
  [
    "images that go with the removals",
    { resource_changes: [GONE, change("docker_registry_image.api", ["delete"])] },
    false,
  ],
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
