import type { Finding } from "../policy";
import { type AccessChange, accessOf } from "./access";
import { adoptedNotes, type NotAdopted, notAdoptedNotes } from "./adopted";
import { type CapacityChange, capacityOf } from "./capacity";
import { containersOf } from "./containers";
import { type Counts, countsOf, totalOf, type TypeCount } from "./counts";
import { type Door, doorsOf } from "./doors";
import { type Exposure, exposuresOf } from "./exposure";
import { type ImageChange, type ImageLine, imagesOf } from "./images";
import { type KeptRepository, keptRepositories } from "./kept";
import { type Loss, lossesOf } from "./losses";
import { changedOutputs, type Note, notesOf, type NotPlanned } from "./notes";
import type { PlannedStack } from "./planned-stack";
import { type Removal, removalsOf } from "./removals";
import { resourcesOf } from "./resources";
import { type SecretChange, secretsOf } from "./secrets";
import { type VariableChange, variablesOf } from "./variables";

/** What a review is made from. */
export interface ReviewInput {
  readonly environment: { readonly name: string; readonly project: string };
  /** In the order in which they are applied; a stack that could not be planned is absent. */
  readonly stacks: readonly PlannedStack[];
  /** All images of the release, also those that stay. */
  readonly images: readonly ImageLine[];
  readonly notPlanned: readonly NotPlanned[];
  /** Existing resources that the plans would create again. @default none */
  readonly notAdopted?: readonly NotAdopted[];
  /** What the policy finds in the plans. @default nothing */
  readonly findings?: readonly Finding[];
  /** Mermaid text of the environment, when its shape changes. @default none */
  readonly diagram?: string;
}

/** What a deployment would do, as `slipway plan --json` prints it. All lists have an order that does not change. */
export interface Review {
  /** Of this document; another number is another shape. */
  readonly format: 1;
  readonly environment: string;
  /** Whether there is anything to deploy; exit code 2 says the same. */
  readonly changes: boolean;
  /** Resources of all stacks that were planned. */
  readonly total: Counts;
  /** Outputs that change, by stack; other stacks read them. */
  readonly outputs: Readonly<Record<string, readonly string[]>>;
  readonly losses: readonly Loss[];
  /** What is removed, in the order in which a deployment removes it. */
  readonly removals: readonly Removal[];
  /** What stays in AWS and is managed no more. */
  readonly kept: readonly KeptRepository[];
  readonly notes: readonly Note[];
  readonly exposures: readonly Exposure[];
  readonly doors: readonly Door[];
  readonly access: readonly AccessChange[];
  readonly findings: readonly Finding[];
  readonly images: readonly ImageChange[];
  readonly variables: readonly VariableChange[];
  readonly secrets: readonly SecretChange[];
  readonly capacity: readonly CapacityChange[];
  readonly counts: readonly TypeCount[];
  /** Mermaid text; absent when the shape stays. */
  readonly diagram?: string;
}

export function reviewOf(input: ReviewInput): Review {
  const { environment, stacks, notPlanned, notAdopted = [], findings = [], diagram } = input;
  const prefix = `${environment.project}-${environment.name}`;
  const resources = resourcesOf(stacks);
  const containers = containersOf(resources, prefix);
  const counts = countsOf(resources);
  const images = imagesOf(input.images, containers);
  const outputs = Object.fromEntries(
    stacks.flatMap(({ stack, plan }) => {
      const names = changedOutputs(plan.output_changes ?? {});
      return names.length === 0 ? [] : [[stack, names]];
    }),
  );
  const adopted = adoptedNotes(stacks);
  return {
    format: 1,
    environment: environment.name,
    changes:
      counts.length + Object.keys(outputs).length + images.length + notPlanned.length + adopted.length > 0,
    total: totalOf(counts),
    outputs,
    losses: lossesOf(resources),
    removals: removalsOf(stacks),
    kept: keptRepositories(stacks.flatMap(({ plan }) => plan.resource_changes ?? [])),
    notes: [...notesOf(stacks, resources, notPlanned), ...adopted, ...notAdoptedNotes(notAdopted)],
    exposures: exposuresOf(resources),
    doors: doorsOf(resources),
    access: accessOf(resources),
    findings,
    images,
    variables: variablesOf(containers),
    secrets: secretsOf(containers),
    capacity: capacityOf(resources, prefix),
    counts,
    ...(diagram !== undefined && { diagram }),
  };
}
