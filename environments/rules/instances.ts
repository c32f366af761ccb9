import { shown } from "../errors";
import { architectureOf, imageProblem } from "./instance-type";
import { repeated } from "./repeated";

/** ECS refuses names of capacity providers that begin so, in any case of letters. */
const RESERVED_NAMES = /^(aws|ecs|fargate)/i;

interface Group {
  readonly name: string;
  readonly types: readonly string[];
  /** `recommended`, a release, or the id of an image. */
  readonly ami: string;
  readonly min: number;
  readonly max: number;
  readonly spot?: { readonly onDemandBase: number };
}

/** What is wrong between the values of one group of instances. */
export function instanceGroupProblems(path: string, group: Group): string[] {
  const problems: string[] = [];
  const architectures = new Set(group.types.map(architectureOf));
  if (architectures.size > 1) {
    problems.push(
      `${path}.types must have one processor architecture, got ${group.types
        .map((type) => `${type} (${architectureOf(type)})`)
        .join(", ")}; make a group for each`,
    );
  }
  problems.push(
    ...repeated(group.types).map((type) => `${path}.types must be different, got ${shown(type)} twice`),
  );
  problems.push(...imageProblems(path, group));
  if (group.min > group.max) {
    problems.push(`${path}.min must be at most max (${group.max}), got ${group.min}`);
  }
  if (group.spot && group.spot.onDemandBase > group.max) {
    problems.push(
      `${path}.spot.onDemandBase must be at most max (${group.max}), got ${group.spot.onDemandBase}`,
    );
  }
  return problems;
}

/** Instances that start and never run a task with what they are paid for. */
const imageProblems = (path: string, { ami, types }: Group): string[] =>
  types.flatMap((type) => {
    const problem = imageProblem(type);
    if (problem === undefined || (problem.ownImage && ami.startsWith("ami-"))) return [];
    const advice = problem.ownImage ? "; name an image of your own in ami, or choose another type" : "";
    return [
      `${path}.types must be of instances that the ECS-optimised image serves, got ${shown(type)}, which ${problem.why}${advice}`,
    ];
  });

/**
 * What is wrong with the groups of an environment in its surroundings.
 *
 * @param prefix first part of every physical name, which a capacity provider's name begins with
 */
export function instancesProblems(
  groups: readonly Group[],
  prefix: string,
  network: { readonly kind: "new"; readonly nat: string } | { readonly kind: "existing" },
  emulated: boolean,
): string[] {
  if (groups.length === 0) return [];
  const problems = groups.flatMap((group) => instanceGroupProblems(`cluster.instances.${group.name}`, group));
  if (RESERVED_NAMES.test(prefix)) {
    problems.push(
      `project must not begin with aws, ecs or fargate beside cluster.instances, got ${shown(prefix)} as the beginning of a capacity provider's name, which ECS refuses`,
    );
  }
  if (network.kind === "new" && network.nat === "none" && !emulated) {
    problems.push(
      'network.nat must be "one" or "per-zone" with cluster.instances, got "none"; the ECS agent of an instance could not reach ECS',
    );
  }
  return problems;
}
