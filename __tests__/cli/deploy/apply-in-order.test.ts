import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EarlyStacks } from "../../../cli/deploy/apply-in-order";
import { Applied } from "../../../cli/deploy/apply-stacks";
import type { Deployment } from "../../../cli/deploy/deployment";
import { parsePlan } from "../../../cli/deploy/plan/plan";
import type { PlannedStack } from "../../../cli/deploy/plan/plan-stacks";
import { placesOf, type Part, type StackPlace } from "../../../cli/deploy/terraform/places";
import { resolveEnvironment } from "../../../environments";
import type { PlanJson, ResourceChange, Values } from "../../../plan/plan-json";
import { silentProgress } from "../../../toolchain/progress";
import { root } from "../../support/synth-environment";

const change = (
  address: string,
  action: "create" | "delete" | "update",
  before: Values | null = null,
  after: Values | null = null,
): ResourceChange => ({
  address,
  mode: "managed",
  type: address.split(".", 1)[0] ?? "",
  change: { actions: [action], before, after },
});

const CREATED = change("aws_subnet.c", "create");
const GONE = change("aws_ecs_capacity_provider.old", "delete", { name: "old" });
const LETS_GO = change("aws_ecs_cluster_capacity_providers.all", "update", { of: ["old"] }, { of: [] });
const STACK = {
  resource: { aws_subnet: { c: {} }, aws_ecs_cluster_capacity_providers: { all: {} } },
};

let project: string;
beforeEach(() => (project = mkdtempSync(join(tmpdir(), "order-"))));
afterEach(() => rmSync(project, { recursive: true }));

/** A deployment on AWS whose Terraform plans nothing but these changes, limited to its targets. */
function deploymentOf(changes: Partial<Record<Part, readonly ResourceChange[]>>) {
  const places = placesOf("dev", project);
  const steps: string[] = [];
  const plans = new Map<string, readonly ResourceChange[]>();
  for (const { folder } of Object.values(places.stacks)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(STACK));
  }
  const terraform = {
    run: ({ part }: StackPlace, verb: string, args: readonly string[]) => {
      const left = changes[part] ?? [];
      if (verb === "plan") {
        const targets = args.filter((arg) => arg.startsWith("-target="));
        const planned = left.filter(
          ({ address }) => targets.length === 0 || targets.includes(`-target=${address}`),
        );
        plans.set(part, planned);
      } else {
        const planned = plans.get(part) ?? [];
        steps.push(`${part}: ${planned.map(({ address }) => address).join(", ")}`);
        changes[part] = left.filter((each) => !planned.includes(each));
      }
      return Promise.resolve();
    },
    show: ({ part }: StackPlace) => Promise.resolve({ resource_changes: plans.get(part) } as PlanJson),
  };
  const environment = { ...resolveEnvironment("local", root), emulator: undefined };
  const deployment = {
    environment,
    places,
    progress: silentProgress,
    terraform,
    request: { services: [] },
  } as unknown as Deployment;
  const planned = (part: Part): PlannedStack => {
    const json = { resource_changes: changes[part] ?? [] };
    plans.set(part, json.resource_changes);
    return { plan: parsePlan(part, json), json };
  };
  return { deployment, steps, planned };
}

const NONE = () => Promise.resolve();

it("applies the plans that were shown, whole and at once, when nothing is removed", async () => {
  const { deployment, planned, steps } = deploymentOf({ images: [], foundation: [CREATED, LETS_GO] });
  const applied = new Applied(["images", "foundation", "services"]);
  const early = new EarlyStacks(deployment, applied, {
    images: planned("images"),
    foundation: planned("foundation"),
  });
  expect([...(await early.apply(NONE))]).toEqual(["foundation"]);
  expect(applied.done).toEqual(["images", "foundation"]);
  await early.applyRemovals(NONE);
  expect(steps).toEqual(["foundation: aws_subnet.c, aws_ecs_cluster_capacity_providers.all"]);
});

it("removes after the services, in reverse order, what lets go before what goes", async () => {
  const removed = change("aws_ecr_repository.old", "delete", { name: "old", force_delete: true });
  const { deployment, planned, steps } = deploymentOf({
    images: [removed],
    foundation: [CREATED, LETS_GO, GONE],
  });
  const applied = new Applied(["images", "foundation", "services"]);
  const early = new EarlyStacks(deployment, applied, {
    images: planned("images"),
    foundation: planned("foundation"),
  });
  expect([...(await early.apply(NONE))]).toEqual(["foundation"]);
  expect(steps).toEqual(["foundation: aws_subnet.c"]);
  expect([applied.done, [...applied.begun], [...applied.waiting]]).toEqual([
    [],
    ["foundation"],
    ["images", "foundation"],
  ]);

  await early.applyRemovals(NONE);
  expect(steps.slice(1)).toEqual([
    "foundation: aws_ecs_cluster_capacity_providers.all",
    "foundation: aws_ecs_capacity_provider.old",
    "images: aws_ecr_repository.old",
  ]);
  expect([applied.done, [...applied.begun]]).toEqual([["foundation", "images"], []]);
});

it("asks about what has joined the removals since they were shown", async () => {
  const { deployment, planned } = deploymentOf({ foundation: [GONE] });
  const early = new EarlyStacks(deployment, new Applied(["foundation", "services"]), {
    foundation: planned("foundation"),
  });
  await early.apply(NONE);
  const asked: [number, number][] = [];
  await early.applyRemovals((shown, fresh) => {
    asked.push([shown.plan.changes.length, fresh.plan.changes.length]);
    return NONE();
  });
  expect(asked).toEqual([[1, 1]]);
});

it("removes at once when no services are deployed with it", async () => {
  const { deployment, planned, steps } = deploymentOf({ foundation: [GONE] });
  const early = new EarlyStacks(deployment, new Applied(["foundation"]), {
    foundation: planned("foundation"),
  });
  await early.apply(NONE);
  await early.applyRemovals(NONE);
  expect(steps).toEqual(["foundation: aws_ecs_capacity_provider.old"]);
});
