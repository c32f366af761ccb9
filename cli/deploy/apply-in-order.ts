import { type Applied, applyStack, applyTogether, complete } from "./apply-stacks";
import type { Deployment } from "./deployment";
import { changesBesides, configuredTargets, heldIn, type Held } from "./plan/order";
import { hasChanges } from "./plan/plan";
import { planStack, type PlannedStack, type PlannedStacks } from "./plan/plan-stacks";
import { isReleaseRole, lacksRights, reportRemaining } from "./removal-rights";
import { readStack, type SynthesisedStack } from "./plan/synthesised-stack";
import type { Part } from "./terraform/places";

/** A stack before the services, and what of its plan has to wait for them. */
interface EarlyStack extends Held {
  readonly part: Part;
  readonly planned: PlannedStack;
  readonly stack: SynthesisedStack;
}

/** Shows a plan that has come to differ from the one that was shown, and asks again. */
export type Confirm = (shown: PlannedStack, fresh: PlannedStack) => Promise<void>;

/**
 * The stacks before the services. What they create and change comes before the services, which may need it; what they
 * remove comes after the services, which may still use it. Terraform has this order within a stack, and not across stacks.
 */
export class EarlyStacks {
  private readonly stacks: readonly EarlyStack[];

  constructor(
    private readonly deployment: Deployment,
    private readonly applied: Applied,
    planned: PlannedStacks,
  ) {
    this.stacks = (["images", "foundation"] as const).flatMap((part) => {
      const found = planned[part];
      if (found === undefined) return [];
      const stack = readStack(deployment.places.stacks[part]);
      // Without services in the deployment nothing is waited for.
      const held = applied.parts.includes("services")
        ? heldIn(found.json, stack)
        : { removed: [], released: [] };
      return [{ part, planned: found, stack, ...held }];
    });
  }

  /**
   * Applies what the services need. On AWS a foundation costs money and minutes, so the images come first: a build that
   * fails creates nothing else. On this machine both are applied side by side, which takes half as long.
   *
   * @returns the stacks that have changed
   */
  async apply(confirm: Confirm): Promise<ReadonlySet<Part>> {
    for (const { part, removed } of this.stacks) {
      if (removed.length > 0) this.applied.waiting.set(part, removed);
    }
    const due: PlannedStack[] = [];
    for (const each of this.stacks) {
      const planned = await this.besides(each, confirm);
      if (planned) due.push(planned);
    }
    const plans = due.map(({ plan }) => plan);
    if (this.deployment.environment.emulator) await applyTogether(this.deployment, plans, this.applied);
    else for (const plan of plans) await applyStack(this.deployment, plan, this.applied);
    return new Set(plans.filter(hasChanges).map(({ part }) => part));
  }

  /**
   * Removes what the services no longer use, the last stack first. A caller without the rights to change the foundation
   * has released all the same: what remains is printed, with who removes it.
   */
  async applyRemovals(confirm: Confirm, by: string): Promise<void> {
    const { deployment, applied } = this;
    for (const each of [...this.stacks].reverse()) {
      if (each.removed.length === 0) continue;
      if (each.part === "foundation" && isReleaseRole(deployment.environment, by)) {
        reportRemaining(deployment, each.removed);
        continue;
      }
      try {
        await this.remove(each, confirm);
      } catch (error) {
        if (each.part !== "foundation" || !lacksRights(error)) throw error;
        reportRemaining(deployment, each.removed);
        continue;
      }
      applied.waiting.delete(each.part);
      complete(each.part, applied);
    }
  }

  private async remove(each: EarlyStack, confirm: Confirm): Promise<void> {
    // Resources that drop a reference are applied first: in one plan Terraform would delete before.
    if (each.released.length > 0) await this.applyOnly(each, configuredTargets(each.stack), confirm);
    await this.applyOnly(each, [], confirm);
  }

  /** The plan of what does not wait; `undefined` when all of it does. */
  private async besides(early: EarlyStack, confirm: Confirm): Promise<PlannedStack | undefined> {
    const { part, planned, released, removed, stack } = early;
    if (removed.length === 0) return planned;
    const targets = configuredTargets(stack, released);
    if (targets.length === 0 || !changesBesides(planned, early)) return undefined;
    return this.plan(part, planned, targets, confirm);
  }

  private async applyOnly(
    { part, planned }: EarlyStack,
    targets: readonly string[],
    confirm: Confirm,
  ): Promise<void> {
    const { plan } = await this.plan(part, planned, targets, confirm);
    await applyStack(this.deployment, plan, this.applied);
  }

  private async plan(part: Part, shown: PlannedStack, targets: readonly string[], confirm: Confirm) {
    const fresh = await planStack(this.deployment, part, targets);
    await confirm(shown, fresh);
    return fresh;
  }
}
