import type { Content, Point, Rectangle } from "./placed";

/** The content with every point somewhere else; what has a size keeps it. */
export function moved({ nodes, spokesmen, edges }: Content, to: (point: Point) => Point): Content {
  const place = <T extends Rectangle>(one: T): T => ({ ...one, ...to(one) });
  return {
    nodes: nodes.map(place),
    spokesmen: spokesmen.map(place),
    edges: edges.map(({ edge, points, label }) => ({
      edge,
      points: points.map(to),
      label: label === undefined ? undefined : place(label),
    })),
  };
}
