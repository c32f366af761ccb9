import type { EcsServiceConfig } from "@cdktf/provider-aws/lib/ecs-service";
import { daemonProblems, placementProblems } from "../../environments/rules/run-on";
import { GROUP_ATTRIBUTE } from "../capacity/user-data";

export interface ServiceCapacity {
  readonly fargate?: CapacityShare;
  readonly fargateSpot?: CapacityShare;
}

export interface CapacityShare {
  /** Tasks placed here before weights count, 0 to 100000. */
  readonly base: number;
  /** Relative share, 0 to 1000. */
  readonly weight: number;
}

/** Where tasks run that are not on Fargate. */
export interface ServiceInstances {
  /** Name of the group of instances. */
  readonly group: string;
  /** Name of its capacity provider. */
  readonly capacityProvider: string;
  /** One task on every instance of the group, whatever `count` is. @default false */
  readonly daemon?: boolean;
  /** How tasks are laid out, asked in this order, at most 5; none for a daemon. @default over zones */
  readonly strategies?: readonly PlacementStrategy[];
  /** What an instance must be or have for a task, at most 10, 9 for a daemon. @default nothing */
  readonly constraints?: readonly PlacementConstraint[];
}

export interface PlacementStrategy {
  readonly type: "spread" | "binpack" | "random";
  /** What is spread over (`instanceId`, `attribute:<name>`) or packed by (`cpu`, `memory`); none for `random`. */
  readonly field?: string;
}

export interface PlacementConstraint {
  readonly type: "distinctInstance" | "memberOf";
  /** In ECS's query language, at most 2000 characters; only for `memberOf`. */
  readonly expression?: string;
}

interface LaunchProps {
  readonly count: number;
  readonly capacity?: ServiceCapacity;
  readonly instances?: ServiceInstances;
  readonly rollout: { readonly minimumHealthyPercent: number; readonly maximumPercent: number };
}

type Launch = Pick<
  EcsServiceConfig,
  | "availabilityZoneRebalancing"
  | "capacityProviderStrategy"
  | "desiredCount"
  | "launchType"
  | "orderedPlacementStrategy"
  | "placementConstraints"
  | "schedulingStrategy"
>;

const ZONE = "attribute:ecs.availability-zone";

/** What runs the tasks, how many there are, and where they go, as the ECS service says it. */
export function launchOf(props: LaunchProps): Launch {
  const { instances } = props;
  const availabilityZoneRebalancing = mayRebalance(props) ? "ENABLED" : "DISABLED";
  if (instances === undefined) {
    return {
      desiredCount: props.count,
      capacityProviderStrategy: shares(props.capacity ?? {}),
      availabilityZoneRebalancing,
    };
  }
  const { constraints = [], daemon = false, group, strategies = [] } = instances;
  const placementConstraints = constraints.map(({ expression, type }) => ({
    type,
    ...(expression !== undefined && { expression }),
  }));
  if (daemon) {
    return {
      // ECS takes no capacity provider for a daemon, so an attribute of the instances keeps it on the group.
      launchType: "EC2",
      schedulingStrategy: "DAEMON",
      placementConstraints: [
        { type: "memberOf", expression: `attribute:${GROUP_ATTRIBUTE} == ${group}` },
        ...placementConstraints,
      ],
      availabilityZoneRebalancing,
    };
  }
  return {
    desiredCount: props.count,
    capacityProviderStrategy: [{ capacityProvider: instances.capacityProvider, base: 0, weight: 1 }],
    ...(strategies.length > 0 && { orderedPlacementStrategy: strategies.map((each) => ({ ...each })) }),
    ...(placementConstraints.length > 0 && { placementConstraints }),
    availabilityZoneRebalancing,
  };
}

/**
 * Whether ECS lets a service be rebalanced: it must be able to start a task before it stops one, and zones must be the
 * first thing that tasks are spread over.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
 */
function mayRebalance({ instances, rollout }: LaunchProps): boolean {
  const [first] = instances?.strategies ?? [];
  return (
    rollout.maximumPercent > 100 &&
    instances?.daemon !== true &&
    (first === undefined || (first.type === "spread" && first.field === ZONE)) &&
    !(instances?.constraints ?? []).some(({ expression = "" }) => expression.includes(ZONE))
  );
}

function shares({ fargate, fargateSpot }: ServiceCapacity) {
  const share = (capacityProvider: string, given: CapacityShare | undefined) =>
    given === undefined ? [] : [{ capacityProvider, base: given.base, weight: given.weight }];
  return [...share("FARGATE", fargate), ...share("FARGATE_SPOT", fargateSpot)];
}

export function launchProblems({ capacity, instances, rollout }: LaunchProps): string[] {
  if (instances === undefined) {
    return capacity?.fargate === undefined && capacity?.fargateSpot === undefined
      ? ["capacity must hold fargate, fargateSpot or both, got neither"]
      : [];
  }
  const { constraints = [], strategies = [] } = instances;
  const placement = { strategies, constraints };
  return [
    ...(capacity === undefined
      ? []
      : ["capacity must not be set beside instances, got both; it is for Fargate and Fargate Spot"]),
    ...placementProblems("instances", placement),
    ...(instances.daemon === true
      ? daemonProblems({ placement: "instances", rollout: "rollout" }, placement, rollout)
      : []),
  ];
}
