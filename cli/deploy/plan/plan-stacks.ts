import type { Planning, Workplace } from "../deployment";
import { DeploymentError } from "../errors";
import { keptAddresses, writeKept } from "./kept";
import { partsOf, targetsOf } from "./parts";
import { parsePlan, type StackPlan } from "./plan";
import type { PlanJson } from "../../../plan/plan-json";
import { PARTS, type Part } from "../terraform/places";
import { TerraformFailure } from "../terraform/terraform";

export interface PlannedStack {
  readonly plan: StackPlan;
  readonly json: PlanJson;
}

/** The plans of a deployment; `services` is absent as long as the foundation lacks what the services need. */
export type PlannedStacks = Partial<Readonly<Record<Part, PlannedStack>>>;

/** In the order in which they are applied. */
export const plansOf = (planned: PlannedStacks): StackPlan[] =>
  PARTS.flatMap((part) => planned[part]?.plan ?? []);

export interface PlanOptions {
  /** @default those that the request is about */
  readonly parts?: readonly Part[];
  /** Options of `terraform plan` for a stack. @default those that limit it to what the request is about */
  readonly optionsFor?: (part: Part) => Promise<readonly string[]>;
}

/** Initialises the folders, and saves a plan of each stack that can be planned. */
export async function planStacks(
  planning: Planning,
  { parts = partsOf(planning), optionsFor }: PlanOptions = {},
): Promise<PlannedStacks> {
  await initialise(planning, parts);
  const planOf = async (part: Part) => planStack(planning, part, await optionsFor?.(part));
  // Each has a state and a lock of its own.
  const first = await settled(parts.filter((part) => part !== "services").map(planOf));
  const [images, foundation] = (["images", "foundation"] as const).map((part) =>
    first.find(({ plan }) => plan.part === part),
  );
  const early = foundation !== undefined && foundation.plan.newOutputs.length > 0;
  const services = early || !parts.includes("services") ? undefined : await planOf("services");
  return { ...(images && { images }), ...(foundation && { foundation }), ...(services && { services }) };
}

async function initialise({ terraform, places, progress }: Workplace, parts: readonly Part[]): Promise<void> {
  const init = (part: Part) =>
    // A folder that knew another backend has no state that is worth moving.
    progress.during("terraform", `init of ${places.stacks[part].name}`, (update) =>
      terraform.run(places.stacks[part], "init", ["-reconfigure"], update),
    );
  await settled(parts.map(init));
}

/** Saves a plan of a stack. Repositories that are no longer configured are left in AWS, unless they may go with their images. */
export async function planStack(
  planning: Planning,
  part: Part,
  options: readonly string[] = targetsOf(planning, part),
): Promise<PlannedStack> {
  const planned = await planOnce(planning, part, options);
  const kept = keptAddresses(planned.json);
  if (kept.length === 0) return planned;
  await writeKept(planning.places.stacks[part], kept);
  return planOnce(planning, part, options);
}

async function planOnce(planning: Planning, part: Part, options: readonly string[]): Promise<PlannedStack> {
  const { terraform, places, progress, environment } = planning;
  const place = places.stacks[part];
  try {
    await progress.during("terraform", `plan of ${place.name}`, (update) =>
      terraform.run(place, "plan", [`-out=${place.plan}`, ...options], update),
    );
  } catch (error) {
    if (part === "services" && lacksFoundation(error)) {
      throw new DeploymentError(
        `the foundation of ${environment.name} must be deployed before services are planned, got one that lacks what they read; deploy all of it: npx slipway deploy ${environment.name}`,
      );
    }
    throw error;
  }
  const json = (await terraform.show(place, place.plan)) as PlanJson;
  return { plan: parsePlan(part, json), json };
}

const lacksFoundation = (error: unknown): boolean =>
  error instanceof TerraformFailure &&
  error.errors.some(
    (text) =>
      (text.includes("Unsupported attribute") && text.includes("terraform_remote_state")) ||
      text.includes("Unable to find remote state"),
  );

/** Waits for all before it fails, so that nothing goes on behind an error message. */
async function settled<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}
