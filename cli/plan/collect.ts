import { diagramOf, isDrawn, mermaidText } from "../../diagram";
import type { Environment } from "../../environments/model";
import type { PlannedStack } from "../../plan/planned-stack";
import type { ReviewInput } from "../../plan/review";
import { withReleases } from "../../release/store";
import type { ReleaseRecord } from "../../release/record";
import { terminalProgress } from "../../toolchain/progress";
import { adoptStacks } from "../deploy/adopt/adopt-stacks";
import { hasStateBucket } from "../bootstrap/state-place";
import type { Planning, Workplace } from "../deploy/deployment";
import { imagesOf } from "../deploy/image-names";
import { openWorkplace } from "../deploy/open-workplace";
import { planStacks, type PlannedStacks } from "../deploy/plan/plan-stacks";
import { planFindings } from "../deploy/plan/policy";
import { movesOf } from "../deploy/plan/summarise";
import { readStack } from "../deploy/plan/synthesised-stack";
import { promotionProblems } from "../deploy/promoted";
import { synthesise } from "../deploy/synthesise";
import { PARTS, type Part } from "../deploy/terraform/places";
import { requireEmulator } from "../require-emulator";
import { dockerFreeOptions } from "./docker-free";
import { planFailure } from "./failure";

/** Plans the stacks of an environment, and changes nothing: no lock, no image, no record. */
export async function collect(environment: Environment, install: boolean): Promise<ReviewInput> {
  const { name, project, state } = environment;
  await requireEmulator(environment);
  if (!(await hasStateBucket(environment))) {
    return {
      environment: { name, project },
      stacks: [],
      images: [],
      notPlanned: PARTS.map((part) => ({
        stack: `${name}-${part}`,
        reason: `the environment is new: its state bucket "${state.bucket}" does not exist yet; make it with: npx slipway bootstrap ${name}`,
      })),
    };
  }
  const needs = { docker: false, databases: [] };
  const options = { environment, purpose: "plan", install, needs, progress: terminalProgress() } as const;
  return openWorkplace(options, async (place) => {
    try {
      return await planned(place, await place.interrupts.race(newestRelease(environment)));
    } catch (error) {
      throw planFailure(environment, error);
    }
  });
}

/** As the records have it; nothing is made good there. */
const newestRelease = (environment: Environment): Promise<ReleaseRecord | undefined> =>
  withReleases(environment, async (store) => (await store.list(1))[0]);

async function planned(place: Workplace, current: ReleaseRecord | undefined): Promise<ReviewInput> {
  const { environment, interrupts, places, terraform } = place;
  const { name, project } = environment;
  const planning: Planning = {
    ...place,
    images: imagesOf(environment.services),
    request: { services: [], reason: { kind: "deploy" } },
  };
  await synthesise(planning);
  const unpromoted = promotionProblems(environment, current?.images ?? {}, current);
  const parts = PARTS.filter((part) => part !== "services" || unpromoted.length === 0);
  const optionsFor = async (part: Part) =>
    part === "images"
      ? dockerFreeOptions(readStack(places.stacks.images), await terraform.addresses(places.stacks.images))
      : [];
  const first = await planStacks(planning, { parts, optionsFor });
  const { planned: stacks, problems } = await adoptStacks(planning, first, { optionsFor });
  const plans = PARTS.flatMap((part) => reviewed(place, stacks, part));
  return {
    environment: { name, project },
    stacks: plans,
    findings: planFindings(environment, plans),
    ...(plans.some(changesShape) && { diagram: picture(place) }),
    images: await interrupts.race(movesOf(planning, stacks, current)),
    notAdopted: problems,
    notPlanned: stacks.services
      ? []
      : [{ stack: `${name}-services`, reason: reasonOf(environment.name, unpromoted) }],
  };
}

const reasonOf = (name: string, unpromoted: readonly string[]): string =>
  unpromoted.length > 0
    ? unpromoted.join("; ")
    : `they read outputs that ${name}-foundation does not have yet; a deployment plans them when the foundation is there, and shows that plan before it goes on`;

function reviewed({ places }: Workplace, stacks: PlannedStacks, part: Part): PlannedStack[] {
  const found = stacks[part];
  const place = places.stacks[part];
  return found === undefined ? [] : [{ stack: place.name, plan: found.json, written: readStack(place) }];
}

/** Whether something that is drawn is made or destroyed; what is replaced is drawn as before. */
const changesShape = ({ plan }: PlannedStack): boolean =>
  (plan.resource_changes ?? []).some(
    ({ mode, type, change: { actions } }) =>
      mode === "managed" && isDrawn(type) && actions.includes("create") !== actions.includes("delete"),
  );

const picture = ({ environment, places }: Workplace): string =>
  mermaidText(
    diagramOf(environment, Object.fromEntries(PARTS.map((part) => [part, readStack(places.stacks[part])]))),
  );
