import type { ReleasedImage } from "../../../release/record";
import { type ImageMove, imageParts } from "./planned-images";
import { adoptedText } from "../../../plan/adopted";
import { type Effect, removes } from "../../../plan/effect";
import { type ImageLine, imageText, isSame, type ShownImage } from "../../../plan/images";
import { typeIn } from "../../../plan/resources";
import { plural } from "../../../plan/words";
import { hasChanges, losses, type StackPlan } from "./plan";

export interface Summary {
  readonly environment: string;
  /** What is deployed, in one line. */
  readonly source: string;
  readonly images: readonly ImageLine[];
  /** A stack that could not be planned yet is absent. */
  readonly plans: readonly StackPlan[];
  /** Why the services are not planned yet, if so. */
  readonly later?: string;
}

/** Both in one: the services may have been planned after the others, or a second time. */
export const merged = (earlier: Summary | undefined, later: Summary): Summary => ({
  ...later,
  plans: [
    ...(earlier?.plans ?? []).filter(({ part }) => later.plans.every((plan) => plan.part !== part)),
    ...later.plans,
  ],
});

export interface Known {
  /** Of the current release and of the one that is asked for, by image reference or digest. */
  readonly released: readonly ReleasedImage[];
  readonly digestOf: (reference: string) => Promise<string | undefined>;
}

/** The lines of a summary: digests from the registry, commits from releases. */
export const imageLines = (moves: readonly ImageMove[], known: Known): Promise<ImageLine[]> =>
  Promise.all(
    moves.map(async ({ name, from, to }) => {
      const [before, after] = await Promise.all([shownImage(from, known), shownImage(to, known)]);
      return { name, ...(before && { from: before }), ...(after && { to: after }) };
    }),
  );

async function shownImage(
  reference: string | undefined,
  { released, digestOf }: Known,
): Promise<ShownImage | undefined> {
  if (reference === undefined) return undefined;
  const { tag } = imageParts(reference);
  const digest = await digestOf(reference);
  const record = released.find(({ image }) => digest !== undefined && image.endsWith(`@${digest}`));
  const shownTag = tag ?? record?.tag;
  return {
    ...(shownTag !== undefined && { tag: shownTag }),
    ...(digest !== undefined && { digest }),
    ...(record?.commit !== undefined && { commit: record.commit }),
    ...(record?.version !== undefined && { version: record.version }),
  };
}

const EFFECTS: readonly Effect[] = ["add", "change", "replace", "destroy", "forget"];

export const counts = ({ changes }: StackPlan): Record<Effect, number> => {
  const count = (effect: Effect) => changes.filter((change) => change.effect === effect).length;
  return {
    add: count("add"),
    change: count("change"),
    replace: count("replace"),
    destroy: count("destroy"),
    forget: count("forget"),
  };
};

/** The summary for people. */
export function summaryText({ environment, source, images, plans, later }: Summary): string[] {
  const width = Math.max(12, ...images.map(({ name }) => name.length));
  return [
    `Deployment of ${environment}: ${source}`,
    ...images.map((line) => `  ${line.name.padEnd(width)}  ${moveText(line)}`),
    ...plans.map((plan) => `  ${plan.part.padEnd(width)}  ${planText(plan)}`),
    ...(later === undefined ? [] : [`  ${"services".padEnd(width)}  ${later}`]),
    ...plans.flatMap((plan) =>
      losses(plan).map(
        ({ address, effect, name }) =>
          `  !!! ${effect === "destroy" ? "DESTROYED" : "REPLACED"}: ${address}${name === undefined ? "" : ` ("${name}")`}`,
      ),
    ),
    ...removalText(environment, plans),
    ...plans.flatMap(({ kept = [] }) =>
      kept.map(
        ({ name, deleteWith }) =>
          `  KEPT: repository "${name}" stays in AWS with its images; delete it with: ${deleteWith}`,
      ),
    ),
    ...adoptedLines(environment, plans),
  ];
}

/** Every resource that is adopted: they exist, and the user may know better whose they are. */
function adoptedLines(environment: string, plans: readonly StackPlan[]): string[] {
  const lines = plans.flatMap(({ part, adopted }) =>
    adopted.map((each) => `    ${environment}-${part}: ${adoptedText(each)}`),
  );
  if (lines.length === 0) return [];
  return [
    `  adopted: ${plural(lines.length, "resource")} with the environment's tags, unless noted, and in no Terraform state`,
    ...lines,
  ];
}

function moveText(line: ImageLine): string {
  const { from, to } = line;
  if (to === undefined) return from === undefined ? "not known yet" : `${imageText(from)} -> not known yet`;
  if (isSame(line)) return `${imageText(to)}, as it is`;
  return `${from === undefined ? "nothing" : imageText(from)} -> ${imageText(to)}`;
}

/** The order in which resources that are no longer configured are removed: services let go of the others first. */
function removalText(environment: string, plans: readonly StackPlan[]): string[] {
  const losing = plans
    .map(({ part, changes }) => ({
      part,
      removed: changes.filter(({ address, effect }) => removes(typeIn(address), effect)).length,
    }))
    .filter(({ removed }) => removed > 0)
    .reverse()
    .map(({ part, removed }) => `${environment}-${part} (${removed})`);
  return losing.length === 0 ? [] : [`  Removed in this order: ${losing.join(", ")}`];
}

function planText(plan: StackPlan): string {
  if (!hasChanges(plan)) return "no changes";
  const all = counts(plan);
  const some = [
    ...(plan.adopted.length > 0 ? [`${plan.adopted.length} to adopt`] : []),
    ...EFFECTS.filter((effect) => all[effect] > 0).map((effect) => `${all[effect]} to ${effect}`),
  ];
  return some.length === 0 ? "outputs alone" : some.join(", ");
}

/** The summary for programs. */
export const summaryJson = ({ environment, source, images, plans, later }: Summary) => ({
  source,
  images,
  stacks: plans.map((plan) => ({
    stack: `${environment}-${plan.part}`,
    ...counts(plan),
    adopted: plan.adopted,
    outputs: plan.outputs,
    destroyed: losses(plan).filter(({ effect }) => effect === "destroy"),
    ...(plan.kept && { kept: plan.kept }),
    replaced: losses(plan).filter(({ effect }) => effect === "replace"),
  })),
  ...(later !== undefined && { later }),
});
