import { withClients } from "./clients";
import type { Deployment } from "./deployment";
import { hasChanges, type StackPlan } from "./plan/plan";
import type { Part } from "./terraform/places";
import { runningService } from "./watch";
import { describeErrors } from "./terraform/describe-errors";
import { TerraformFailure } from "./terraform/terraform";

/** How far a deployment has come, for whoever has to tell. */
export class Applied {
  readonly done: Part[] = [];
  /** Stacks that are applied at the moment, or that a failure left partly applied. */
  readonly begun = new Set<Part>();
  /** Stacks that are applied at the moment. */
  readonly running = new Set<Part>();
  /** Addresses that a stack still has to remove when the services no longer use them. */
  readonly waiting = new Map<Part, readonly string[]>();
  /** Number of the release that this deployment has recorded. */
  release?: number;

  constructor(readonly parts: readonly Part[]) {}

  get left(): Part[] {
    return this.parts.filter((part) => !this.done.includes(part));
  }
}

/** Applies the saved plan of a stack, unless it has nothing to change. */
export async function applyStack(deployment: Deployment, plan: StackPlan, applied: Applied): Promise<void> {
  const { terraform, places, progress } = deployment;
  const place = places.stacks[plan.part];
  if (!hasChanges(plan)) {
    complete(plan.part, applied);
    return;
  }
  applied.begun.add(plan.part);
  const apply = () =>
    progress.during("terraform", `apply of ${place.name}`, (update) =>
      terraform.run(place, "apply", [place.plan], update),
    );
  applied.running.add(plan.part);
  try {
    await (plan.part === "services" ? watched(deployment, apply) : apply());
  } finally {
    applied.running.delete(plan.part);
  }
  complete(plan.part, applied);
}

/** Records that a stack matches the configuration, unless it still has something to remove. */
export function complete(part: Part, { begun, done, waiting }: Applied): void {
  if (waiting.has(part)) return;
  done.push(part);
  begun.delete(part);
}

/**
 * Applies stacks that read nothing of each other, side by side. A failure is printed when it happens, and thrown when
 * the others have ended too: each saves its state.
 */
export async function applyTogether(
  deployment: Deployment,
  plans: readonly StackPlan[],
  applied: Applied,
): Promise<void> {
  const { places, progress } = deployment;
  const ended = await Promise.allSettled(
    plans.map((plan) =>
      applyStack(deployment, plan, applied).catch((error: unknown) => {
        const others = [...applied.running];
        if (error instanceof TerraformFailure && others.length > 0) {
          for (const line of [`${error.message}:`, ...describeErrors(error.place, error.errors)]) {
            progress.say("terraform", line);
          }
          const names = others.map((part) => places.stacks[part].name).join(", ");
          progress.say("terraform", `waiting for the apply of ${names}, which saves its state`);
        }
        throw error;
      }),
    ),
  );
  for (const result of ended) if (result.status === "rejected") throw result.reason;
}

/** Applies the services, and says what ECS makes of it. */
async function watched(deployment: Deployment, apply: () => Promise<void>): Promise<void> {
  const { environment, ports, progress } = deployment;
  const services = deployment.services.map((service) => runningService(environment, service));
  const since = new Date();
  await withClients(environment, async (clients) => {
    const watch = ports.watchServices(services, clients, (line) => progress.say("ecs", line));
    try {
      await apply();
    } catch (error) {
      if (!(error instanceof TerraformFailure) || error.lock !== undefined || error.stale) throw error;
      throw error.explained(await ports.explainFailure(services, since, clients).catch(() => []));
    } finally {
      await watch.stop();
    }
  });
}
