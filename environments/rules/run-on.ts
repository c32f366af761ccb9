import { shown } from "../errors";
import { expressionProblem } from "./placement-expression";
import { repeated } from "./repeated";
import { shifts, type Strategy } from "./rollout";
import { fewestTasks, mostTasks, type Counted } from "./scaling";

export interface Placement {
  readonly strategies: readonly { readonly type: string; readonly field?: string }[];
  readonly constraints: readonly { readonly type: string; readonly expression?: string }[];
}

export interface Deployed {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly strategy?: Strategy;
}

/** A query of ECS has at most 2000 characters; https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementConstraint.html */
const LONGEST_EXPRESSION = 2000;

/** How many a service may have of each, where the task definition has none; the same page. */
export const MAX_STRATEGIES = 5;
export const MAX_CONSTRAINTS = 10;

/** ECS counts the constraint that keeps a daemon on its group too. */
const MAX_DAEMON_CONSTRAINTS = MAX_CONSTRAINTS - 1;

/** ECS: what a placement may not have; https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export function placementProblems(path: string, { strategies, constraints }: Placement): string[] {
  const problems: string[] = [];
  if (strategies.length > MAX_STRATEGIES) {
    problems.push(
      `${path}.strategies must have at most ${MAX_STRATEGIES} strategies, got ${strategies.length}`,
    );
  }
  if (constraints.length > MAX_CONSTRAINTS) {
    problems.push(
      `${path}.constraints must have at most ${MAX_CONSTRAINTS} constraints, got ${constraints.length}`,
    );
  }
  if (constraints.filter(({ type }) => type === "distinctInstance").length > 1) {
    problems.push(`${path}.constraints must have distinctInstance once, got it twice`);
  }
  const keys = strategies.map(({ type, field = "" }) => `${type} ${field}`.trim());
  problems.push(
    ...repeated(keys).map((key) => `${path}.strategies must be different, got ${shown(key)} twice`),
  );
  constraints.forEach(({ expression }, index) => {
    if (expression === undefined) return;
    const name = `${path}.constraints[${index}].expression`;
    if (expression.length > LONGEST_EXPRESSION) {
      problems.push(`${name} must have at most ${LONGEST_EXPRESSION} characters, got ${expression.length}`);
      return;
    }
    const missing = expressionProblem(expression);
    if (missing !== undefined) {
      problems.push(
        `${name} must be a query such as attribute:ecs.instance-type == m7g.large, got ${shown(expression)}; it needs ${missing}`,
      );
    }
  });
  return problems;
}

/** A daemon runs once on each instance, so there is nothing left to place, to count, or to have twice. */
export function daemonProblems(
  path: { readonly placement: string; readonly rollout: string },
  placement: Placement,
  rollout: Deployed,
): string[] {
  const problems: string[] = [];
  if (placement.strategies.length > 0) {
    problems.push(
      `${path.placement} must have no strategies for a daemon, got ${placement.strategies.length}; it runs on every instance`,
    );
  }
  if (placement.constraints.some(({ type }) => type === "distinctInstance")) {
    problems.push(
      `${path.placement} must not have distinctInstance for a daemon, got it; a daemon never runs twice on an instance`,
    );
  }
  if (placement.constraints.length > MAX_DAEMON_CONSTRAINTS) {
    problems.push(
      `${path.placement}.constraints must have at most ${MAX_DAEMON_CONSTRAINTS} constraints for a daemon, got ${placement.constraints.length}`,
    );
  }
  if (rollout.maximumPercent !== 100 && !shifts(rollout.strategy)) {
    problems.push(
      `${path.rollout}.maximumPercent must be 100 for a daemon, got ${rollout.maximumPercent}; an instance has room for one`,
    );
  }
  return problems;
}

/**
 * Instances for tasks of which no two can be on one: a deployment needs one more than there are tasks, unless it may stop a
 * task first; or as many again, when it starts a whole second set.
 */
export function instancesNeeded(count: number, rollout: Deployed): number {
  if (shifts(rollout.strategy)) return 2 * count;
  const stays = Math.ceil((count * rollout.minimumHealthyPercent) / 100);
  return stays < count || count === 0 ? count : count + 1;
}

/** A group with too few instances for a service of which no two tasks can be on one. */
export function instanceRoomProblems(
  path: string,
  { group, max, count, why }: { group: string; max: number; count: number; why: string },
  rollout: Deployed,
): string[] {
  const twice = shifts(rollout.strategy);
  const needed = instancesNeeded(count, rollout);
  if (needed <= max) return [];
  const reason = twice
    ? `; rollout ${shown(rollout.strategy)} starts a whole second set of tasks`
    : "; a deployment starts a task more than that, or lower rollout.minimumHealthyPercent";
  const advice = needed > count && count <= max ? reason : "";
  return [
    `cluster.instances.${group}.max must be at least ${needed} for ${path} (${why}), got ${max}${advice}`,
  ];
}

interface Group {
  readonly name: string;
  readonly architecture: "x86_64" | "arm64";
  readonly max: number;
}

export interface RunningService extends Counted {
  readonly architecture: "x86_64" | "arm64";
  readonly networkMode?: string;
  readonly platform?: string;
  readonly publicIp?: unknown;
  readonly rollout: Deployed;
  readonly runsOn?: Placement & { readonly group: string; readonly daemon: boolean };
  /** Ports that each task takes of its instance. */
  readonly hostPorts: readonly number[];
}

/** Rules for a service on instances; `given` are the properties as they were written. */
export function runsOnProblems(
  path: string,
  service: RunningService,
  given: { readonly count?: unknown; readonly capacity?: unknown },
  groups: readonly Group[],
): string[] {
  const { architecture, hostPorts, networkMode, runsOn, rollout } = service;
  if (!runsOn) return [];
  const group = groups.find(({ name }) => name === runsOn.group);
  if (!group) {
    const known = groups.map(({ name }) => name);
    return [
      known.length === 0
        ? `${path}.runsOn.instances must be a group of cluster.instances, got ${shown(runsOn.group)}; declare it there`
        : `${path}.runsOn.instances must be one of ${known.join(", ")}, got ${shown(runsOn.group)}`,
    ];
  }
  const names = { placement: `${path}.runsOn.placement`, rollout: `${path}.rollout` };
  const problems = placementProblems(names.placement, runsOn);
  if (architecture !== group.architecture) {
    problems.push(
      `${path}.architecture must be ${shown(group.architecture)} on cluster.instances.${group.name}, got ${shown(architecture)}; leave it out to follow the group`,
    );
  }
  if (given.capacity !== undefined) {
    problems.push(
      `${path}.capacity must not be set beside runsOn.instances, got both; it shares tasks between Fargate and Fargate Spot`,
    );
  }
  if (service.publicIp !== undefined) {
    problems.push(
      `${path}.publicIp must not be set on instances, got a value; ECS gives public addresses on Fargate only`,
    );
  }
  if (service.platform !== undefined && service.platform !== "linux") {
    problems.push(
      `${path}.platform must be "linux" on cluster.instances, which run Amazon Linux, got ${shown(service.platform)}`,
    );
  }
  if (runsOn.daemon) {
    if (given.count !== undefined) {
      problems.push(
        `${path}.count must not be set for a daemon, got ${shown(given.count)}; it runs once on every instance`,
      );
    }
    return [...problems, ...daemonProblems(names, runsOn, rollout)];
  }
  const apart = runsOn.constraints.some(({ type }) => type === "distinctInstance");
  if (apart || hostPorts.length > 0) {
    const why = apart
      ? "one task on an instance"
      : `one task on an instance, as each takes port ${hostPorts.join(", ")} of it`;
    // A chosen port of a bridge lets a scaled service run with as many tasks as there are instances.
    const count = apart || networkMode === "host" ? mostTasks(service) : fewestTasks(service);
    problems.push(...instanceRoomProblems(path, { group: group.name, max: group.max, count, why }, rollout));
  }
  return problems;
}
