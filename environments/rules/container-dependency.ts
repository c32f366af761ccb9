import { shown } from "../errors";

/** How far a container must have come, https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html */
export const CONDITIONS = ["START", "COMPLETE", "SUCCESS", "HEALTHY"] as const;
export type DependencyCondition = (typeof CONDITIONS)[number];

export interface Dependent {
  readonly name: string;
  readonly essential: boolean;
  readonly healthCheck?: unknown;
  readonly dependsOn?: readonly {
    readonly containerName: string;
    readonly condition: DependencyCondition;
  }[];
}

/**
 * What ECS would refuse in the order in which the containers of a task start.
 *
 * @param pathOf how the user names a container, for example `services.web` for the service's own
 */
export function dependencyProblems(
  pathOf: (container: string) => string,
  containers: readonly Dependent[],
): string[] {
  const known = new Map(containers.map((container) => [container.name, container]));
  const problems = containers.flatMap(({ name, dependsOn = [] }) =>
    dependsOn.flatMap(({ containerName, condition }) => {
      const path = `${pathOf(name)}.dependsOn`;
      const target = known.get(containerName);
      if (target === undefined) {
        const others = [...known.keys()].filter((other) => other !== name);
        const choice = others.length > 0 ? ` (${others.join(", ")})` : ", which has none";
        return [`${path} must name another container of the task${choice}, got ${shown(containerName)}`];
      }
      return conditionProblems(`${path}.${containerName}`, condition, target);
    }),
  );
  const cycle = cycleOf(containers);
  if (cycle === undefined) return problems;
  const [first = ""] = cycle;
  return [
    ...problems,
    `${pathOf(first)}.dependsOn must not lead back to the container itself, got ${cycle.join(" -> ")}`,
  ];
}

function conditionProblems(path: string, condition: DependencyCondition, target: Dependent): string[] {
  if (condition === "HEALTHY" && target.healthCheck === undefined) {
    return [
      `${path} must be HEALTHY only for a container with a healthCheck, got "HEALTHY"; give ${shown(target.name)} one`,
    ];
  }
  if ((condition === "COMPLETE" || condition === "SUCCESS") && target.essential) {
    return [
      `${path} must be START or HEALTHY for an essential container, got "${condition}"; the task ends when it ends, so set essential of ${shown(target.name)} to false`,
    ];
  }
  return [];
}

/** The first way that leads back to where it began, for example `a -> b -> a`. */
function cycleOf(containers: readonly Dependent[]): readonly string[] | undefined {
  const next = new Map(
    containers.map(({ name, dependsOn = [] }) => [name, dependsOn.map((each) => each.containerName)]),
  );
  const done = new Set<string>();
  const walk = (name: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const target of next.get(name) ?? []) {
      const found = walk(target, [...way, name]);
      if (found) return found;
    }
    done.add(name);
    return undefined;
  };
  for (const name of next.keys()) {
    const found = walk(name, []);
    if (found) return found;
  }
  return undefined;
}
