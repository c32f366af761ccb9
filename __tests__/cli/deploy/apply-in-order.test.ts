import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EarlyStacks } from "../../../cli/deploy/apply-in-order";
import { Applied } from "../../../cli/deploy/apply-stacks";
import type { Deployment } from "../../../cli/deploy/deployment";
import { parsePlan, unseenChanges } from "../../../cli/deploy/plan/plan";
import type { PlannedStack } from "../../../cli/deploy/plan/plan-stacks";
import { placesOf, type Part, type StackPlace } from "../../../cli/deploy/terraform/places";
import { TerraformFailure } from "../../../cli/deploy/terraform/terraform";
import { resolveEnvironment } from "../../../environments";
import type { Environment } from "../../../environments/model";
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

/** A caller with all rights. */
const ADA = "arn:aws:sts::111122223333:assumed-role/admin/ada";
const CREATED = change("aws_subnet.c", "create");
const GONE = change("aws_ecs_capacity_provider.old", "delete", { name: "old" });
const LETS_GO = change("aws_ecs_cluster_capacity_providers.all", "update", { of: ["old"] }, { of: [] });
const STACK = {
  resource: {
    aws_subnet: { a: {}, c: {} },
    aws_ecs_cluster_capacity_providers: { all: {} },
    aws_lb: { public: { subnets: ["${aws_subnet.a.id}"] } },
    aws_lb_listener: { https: { load_balancer_arn: "${aws_lb.public.arn}" } },
  },
};

/** Targets of Terraform's options with all that they refer to, as Terraform applies it. */
function withReferences(targets: readonly string[]): Set<string> {
  const documents = Object.entries(STACK.resource).flatMap(([type, found]) =>
    Object.entries(found).map(([name, written]) => [`${type}.${name}`, JSON.stringify(written)] as const),
  );
  const found = new Set(targets);
  for (const address of found) {
    const written = documents.find(([each]) => each === address)?.[1] ?? "";
    for (const [each] of documents) if (written.includes(`\${${each}.`)) found.add(each);
  }
  return found;
}

let project: string;
beforeEach(() => (project = mkdtempSync(join(tmpdir(), "order-"))));
afterEach(() => rmSync(project, { recursive: true }));

/** A deployment on AWS whose Terraform plans nothing but these changes, limited to its targets. */
function deploymentOf(
  changes: Partial<Record<Part, readonly ResourceChange[]>>,
  delivery?: Environment["delivery"],
) {
  const places = placesOf("dev", project);
  const steps: string[] = [];
  const lines: string[] = [];
  const refused = new Map<string, string>();
  const plans = new Map<string, readonly ResourceChange[]>();
  for (const { folder } of Object.values(places.stacks)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(STACK));
  }
  const terraform = {
    run: ({ part }: StackPlace, verb: string, args: readonly string[]): Promise<void> => {
      const left = changes[part] ?? [];
      if (verb === "plan") {
        const targets = args.flatMap((arg) => (arg.startsWith("-target=") ? [arg.slice(8)] : []));
        const applied = withReferences(targets);
        plans.set(
          part,
          left.filter(({ address }) => targets.length === 0 || applied.has(address)),
        );
      } else {
        const planned = plans.get(part) ?? [];
        const errors = planned.flatMap(({ address }) => refused.get(address) ?? []);
        if (errors.length > 0) {
          return Promise.reject(new TerraformFailure("apply", places.stacks[part], errors, undefined));
        }
        steps.push(`${part}: ${planned.map(({ address }) => address).join(", ")}`);
        changes[part] = left.filter((each) => !planned.includes(each));
      }
      return Promise.resolve();
    },
    show: ({ part }: StackPlace) => Promise.resolve({ resource_changes: plans.get(part) } as PlanJson),
  };
  const environment = { ...resolveEnvironment("local", root), emulator: undefined, delivery };
  const deployment = {
    environment,
    places,
    progress: { ...silentProgress, say: (_subject: string, line: string) => void lines.push(line) },
    terraform,
    request: { services: [] },
  } as unknown as Deployment;
  const planned = (part: Part): PlannedStack => {
    const json = { resource_changes: changes[part] ?? [] };
    plans.set(part, json.resource_changes);
    return { plan: parsePlan(part, json), json };
  };
  return { changes, deployment, lines, planned, refused, steps };
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
  await early.applyRemovals(NONE, ADA);
  expect(steps).toEqual(["foundation: aws_subnet.c, aws_ecs_cluster_capacity_providers.all"]);
});

it("removes after the services, in reverse order, and changes what refers to a resource before removing it", async () => {
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
  expect([applied.done, [...applied.begun], [...applied.waiting.keys()]]).toEqual([
    [],
    ["foundation"],
    ["images", "foundation"],
  ]);

  await early.applyRemovals(NONE, ADA);
  expect(steps.slice(1)).toEqual([
    "foundation: aws_ecs_cluster_capacity_providers.all",
    "foundation: aws_ecs_capacity_provider.old",
    "images: aws_ecr_repository.old",
  ]);
  expect([applied.done, [...applied.begun]]).toEqual([["foundation", "images"], []]);
});

it("asks about what has joined the removals since they were shown, and keeps them when the answer is no", async () => {
  const { changes, deployment, planned, steps } = deploymentOf({ foundation: [GONE] });
  const applied = new Applied(["foundation", "services"]);
  const early = new EarlyStacks(deployment, applied, { foundation: planned("foundation") });
  await early.apply(NONE);
  changes.foundation = [GONE, change("aws_subnet.d", "delete", { id: "subnet-d" })];
  const asked: string[][] = [];
  const declined = early.applyRemovals((shown, fresh) => {
    asked.push(unseenChanges(shown.plan, fresh.plan).map(({ address }) => address));
    return Promise.reject(new Error("no"));
  }, ADA);
  await expect(declined).rejects.toThrow("no");
  expect(asked).toEqual([["aws_subnet.d"]]);
  expect([steps, [...applied.waiting], applied.done]).toEqual([
    [],
    [["foundation", ["aws_ecs_capacity_provider.old"]]],
    [],
  ]);
});

it("does not apply a change that waits through what refers to it", async () => {
  const before = { subnets: ["subnet-a", "subnet-b"] };
  const { deployment, planned, steps } = deploymentOf({
    foundation: [
      CREATED,
      change("aws_subnet.b", "delete", { id: "subnet-b" }),
      change("aws_lb.public", "update", before, { subnets: ["subnet-a"] }),
    ],
  });
  const early = new EarlyStacks(deployment, new Applied(["foundation", "services"]), {
    foundation: planned("foundation"),
  });
  await early.apply(NONE);
  expect(steps).toEqual(["foundation: aws_subnet.c"]);
  await early.applyRemovals(NONE, ADA);
  expect(steps.slice(1)).toEqual(["foundation: aws_lb.public", "foundation: aws_subnet.b"]);
});

it("applies images that go at once, with everything else, when nothing else goes", async () => {
  const { deployment, planned, steps } = deploymentOf({
    images: [change("docker_tag.v1", "delete"), change("docker_tag.v2", "create")],
  });
  const applied = new Applied(["images", "services"]);
  const early = new EarlyStacks(deployment, applied, { images: planned("images") });
  await early.apply(NONE);
  await early.applyRemovals(NONE, ADA);
  expect([steps, applied.done]).toEqual([["images: docker_tag.v1, docker_tag.v2"], ["images"]]);
});

const REPOSITORY = change("aws_ecr_repository.old", "delete", { name: "old", force_delete: true });
const DENIED =
  "Error: deleting: api error AccessDeniedException: User: x is not authorized to perform: ecs:Delete";

it("fails when a removal fails, and still has it to remove", async () => {
  const { deployment, planned, refused } = deploymentOf({ foundation: [GONE] });
  const applied = new Applied(["foundation", "services"]);
  const early = new EarlyStacks(deployment, applied, { foundation: planned("foundation") });
  await early.apply(NONE);
  refused.set(GONE.address, "Error: DependencyViolation: in use");
  await expect(early.applyRemovals(NONE, ADA)).rejects.toBeInstanceOf(TerraformFailure);
  expect([applied.done, [...applied.begun], [...applied.waiting.keys()]]).toEqual([
    [],
    ["foundation"],
    ["foundation"],
  ]);
});

it("leaves the foundation to a caller with more rights when AWS denies the removal, and goes on", async () => {
  const { deployment, lines, planned, refused, steps } = deploymentOf({
    images: [REPOSITORY],
    foundation: [GONE],
  });
  const applied = new Applied(["images", "foundation", "services"]);
  const early = new EarlyStacks(deployment, applied, {
    images: planned("images"),
    foundation: planned("foundation"),
  });
  await early.apply(NONE);
  refused.set(GONE.address, DENIED);
  await early.applyRemovals(NONE, ADA);
  expect(steps).toEqual(["images: aws_ecr_repository.old"]);
  expect([...applied.waiting.keys()]).toEqual(["foundation"]);
  expect(lines).toEqual([
    "local-foundation: this caller has no rights to remove:",
    "  aws_ecs_capacity_provider.old",
    "to remove them, run as a caller with these rights: npx slipway cdktf deploy local-foundation",
  ]);
});

it("does not try to remove from the foundation as the role for releases", async () => {
  const { deployment, lines, planned, steps } = deploymentOf(
    { foundation: [GONE] },
    {} as Environment["delivery"],
  );
  const early = new EarlyStacks(deployment, new Applied(["foundation", "services"]), {
    foundation: planned("foundation"),
  });
  await early.apply(NONE);
  await early.applyRemovals(NONE, "arn:aws:sts::111122223333:assumed-role/slipway-local-release/run-7");
  expect(steps).toEqual([]);
  expect(lines.at(-1)).toBe("to remove them, run the workflow Foundation for local");
});

it("removes at once when no services are deployed with it", async () => {
  const { deployment, planned, steps } = deploymentOf({ foundation: [GONE] });
  const early = new EarlyStacks(deployment, new Applied(["foundation"]), {
    foundation: planned("foundation"),
  });
  await early.apply(NONE);
  await early.applyRemovals(NONE, ADA);
  expect(steps).toEqual(["foundation: aws_ecs_capacity_provider.old"]);
});
