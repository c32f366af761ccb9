import type { ReleaseRecord } from "../../release/record";
import { adoptStacks, type Adoption } from "./adopt/adopt-stacks";
import { refuseProblems, requireConsent } from "./adopt/consent";
import { ask } from "./ask";
import { EarlyStacks, type Confirm } from "./apply-in-order";
import { applyStack, Applied } from "./apply-stacks";
import type { Deployment, DeployRequest, Outcome } from "./deployment";
import { describeFailure } from "./failure";
import { finish } from "./finish";
import { withFreePriorities } from "./free-priorities";
import { openDeployment } from "./open-deployment";
import { progressOf } from "./progress-of";
import { partsOf } from "./plan/parts";
import { hasChanges, unseenChanges } from "./plan/plan";
import { plansOf, planStack, planStacks, type PlannedStack, type PlannedStacks } from "./plan/plan-stacks";
import { refuseFindings } from "./plan/policy";
import { PARTS } from "./terraform/places";
import { slipwayPorts, type Ports, type Store } from "./ports";
import { requirePromoted } from "./promoted";
import { releaseThenRemove } from "./release-then-remove";
import { Reported } from "./reported";
import { summarise } from "./plan/summarise";
import { synthesise } from "./synthesise";
import { untilFree } from "./lock/waiting";

export type { DeployRequest, Outcome } from "./deployment";

/** Deploys an environment: plans, shows, asks, applies, watches, verifies, records. */
export async function deployEnvironment(
  request: DeployRequest,
  ports: Ports = slipwayPorts,
): Promise<Outcome> {
  const reported = new Reported(request);
  return reported.during(() =>
    openDeployment(request, ports, async (deployment) => {
      const store = ports.store(deployment.environment);
      const applied = new Applied(partsOf(deployment));
      try {
        return await deploy(deployment, { store, applied, reported });
      } catch (error) {
        throw await describeFailure(deployment, applied, error);
      } finally {
        store.close();
      }
    }),
  );
}

interface Course {
  readonly store: Store;
  readonly applied: Applied;
  readonly reported: Reported;
}

async function deploy(deployment: Deployment, course: Course): Promise<Outcome> {
  const { store, applied } = course;
  const { environment, interrupts, ports, progress, request } = deployment;
  await untilFree({ ...deployment, places: Object.values(deployment.places.stacks) });
  // Before anything is made: who may not be known, or may not read the records, could not record it either.
  const [by, before] = await interrupts.race(Promise.all([ports.releasedBy(environment), store.current()]));
  requirePromoted(environment, before, request.images);
  await synthesise(deployment);
  const adoption = await adoptStacks(deployment, await planStacks(deployment));
  const { planned } = adoption;
  const changed = planned.services === undefined || plansOf(planned).some(hasChanges);
  await show(deployment, course, { planned, before });
  refuse(deployment, adoption, applied);
  if (changed) {
    await ask(deployment, planned, applied);
    const early = new EarlyStacks(deployment, applied, planned);
    const confirmed: Confirm = (shown, fresh) => confirmChanges(deployment, course, { shown, fresh, before });
    const changedParts = await early.apply(confirmed);
    const services = await servicesPlan(deployment, course, {
      planned,
      before,
      again: changedParts.has("foundation"),
    });
    await withFreePriorities(deployment, services.json, () => applyStack(deployment, services.plan, applied));
    const finished = { store, by, before, changed };
    const release = await releaseThenRemove(deployment, { ...course, finished, early, confirm: confirmed });
    return { changed, release };
  }

  progress.say("terraform", `${environment.name} is as the sources say: there is nothing to change`);
  const release = await finish(deployment, { store, by, before, changed });
  return { changed, release };
}

interface Known {
  readonly planned: PlannedStacks;
  readonly before: ReleaseRecord | undefined;
}

/** The plan of the services as it was shown, or a new one when what it was made from has changed. */
async function servicesPlan(
  deployment: Deployment,
  course: Course,
  { planned, before, again }: Known & { readonly again: boolean },
) {
  const { services } = planned;
  if (services && !again) return services;
  const first = { services: await planStack(deployment, "services") };
  const adoption = await adoptStacks(deployment, first);
  const { services: fresh = first.services } = adoption.planned;
  if (services === undefined || JSON.stringify(services.plan) !== JSON.stringify(fresh.plan)) {
    await show(deployment, course, { planned: { services: fresh }, before });
    refuse(deployment, adoption, course.applied);
    if (hasChanges(fresh.plan)) await ask(deployment, { services: fresh }, course.applied);
  }
  return fresh;
}

/** A part of a plan that was shown needs no other answer; more than that does. */
async function confirmChanges(
  deployment: Deployment,
  course: Course,
  { shown, fresh, before }: { shown: PlannedStack; fresh: PlannedStack; before: Known["before"] },
): Promise<void> {
  if (unseenChanges(shown.plan, fresh.plan).length === 0) return;
  const planned = { [fresh.plan.part]: fresh };
  await show(deployment, course, { planned, before });
  refuse(deployment, { planned, problems: [] }, course.applied);
  await ask(deployment, planned, course.applied);
}

const judged = ({ places }: Deployment, planned: PlannedStacks) =>
  PARTS.flatMap((part) => {
    const found = planned[part];
    return found === undefined ? [] : [{ stack: places.stacks[part].name, plan: found.json }];
  });

async function show(deployment: Deployment, { reported }: Course, { planned, before }: Known): Promise<void> {
  const summary = await deployment.interrupts.race(summarise(deployment, planned, before));
  reported.show(summary);
}

/** Refuses plans before anything of them is applied. */
function refuse(deployment: Deployment, { planned, problems }: Adoption, applied: Applied): void {
  const progress = progressOf(deployment, applied);
  const done = sentence(progress);
  refuseFindings(deployment.environment, judged(deployment, planned), progress);
  refuseProblems(deployment, problems, done);
  requireConsent(deployment, plansOf(planned), done);
}

const sentence = (lines: readonly string[]): string => lines.join("; ").replace(/\.?$/, ".");
