import type { Diagram, DiagramNode } from "../model";

/**
 * Columns from left to right: the internet, public subnets with their cluster, private subnets with an internal
 * balancer, their cluster and what services use there, and AWS outside the network. Behind each cluster stands what
 * speaks for all its services.
 */
const FOR_PUBLIC = 3;
const FOR_PRIVATE = 6;
const OUTSIDE = 8;

export function columnOf({ zone, group, kind }: Pick<DiagramNode, "zone" | "group" | "kind">): number {
  if (zone === "internet") return 0;
  if (zone === "outside") return OUTSIDE;
  if (zone === "public") return group === undefined ? 1 : 2;
  if (group !== undefined) return FOR_PRIVATE - 1;
  return kind === "balancer" ? FOR_PUBLIC + 1 : FOR_PRIVATE + 1;
}

/** A group that edges start at: a small plate at its right side stands for all in it. */
export interface Spokesman {
  readonly id: string;
  readonly column: number;
  readonly label: string;
}

export function spokesmenOf({ groups, nodes, edges }: Diagram): Spokesman[] {
  return groups
    .filter(({ id }) => edges.some(({ from }) => from === id))
    .map(({ id, zone }) => {
      const count = nodes.filter(({ group }) => group === id).length;
      return {
        id,
        column: zone === "public" ? FOR_PUBLIC : FOR_PRIVATE,
        label: count === 2 ? "both services" : `all ${count} services`,
      };
    });
}
