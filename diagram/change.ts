import type { Diagram, DiagramEdge } from "./model";

/** What stands in one picture and not in the other, by name. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface DiagramChange {
  /** Whether the set of nodes or edges differs; what is said below a node's title does not count. */
  readonly changed: boolean;
  /** Ids of nodes. */
  readonly nodes: Difference;
  /** `balancer -> service-web (/*)`. */
  readonly edges: Difference;
}

/** @param before `undefined` when nothing was there */
export function diagramChange(before: Diagram | undefined, after: Diagram): DiagramChange {
  const nodes = difference(
    (before?.nodes ?? []).map(({ id }) => id),
    after.nodes.map(({ id }) => id),
  );
  const edges = difference((before?.edges ?? []).map(edgeName), after.edges.map(edgeName));
  const changed = [nodes, edges].some(({ added, removed }) => added.length + removed.length > 0);
  return { changed, nodes, edges };
}

const edgeName = (edge: DiagramEdge): string =>
  `${edge.from} -> ${edge.to}${edge.label === "" ? "" : ` (${edge.label})`}`;

const difference = (before: readonly string[], after: readonly string[]): Difference => ({
  added: after.filter((name) => !before.includes(name)),
  removed: before.filter((name) => !after.includes(name)),
});
