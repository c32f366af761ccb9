import type { ElkExtendedEdge, ElkNode } from "elkjs/lib/elk.bundled.js";
import type { Diagram } from "../model";
import { spokesmenOf } from "./columns";
import { elkGraph } from "./elk-graph";
import { bounds, framesOf } from "./frames";
import { moved } from "./moved";
import type { Content, Placed, PlacedEdge, Rectangle } from "./placed";
import { spread } from "./spread";
import { boxOf } from "./sizes";

/** Gives everything its place: zones from left to right, edges along right angles. The same picture for the same input. */
export async function layout(diagram: Diagram): Promise<Placed> {
  // The library is large, and nothing but drawing needs it.
  const { default: elk } = await import("elkjs/lib/elk.bundled.js");
  const content = spread(diagram, contentOf(diagram, await new elk.default().layout(elkGraph(diagram))));
  const frames = framesOf(diagram, content);
  const { x, y, width, height } = bounds([...frames, ...content.nodes]);
  const shifted = moved(content, (point) => ({ x: point.x - x, y: point.y - y }));
  return {
    ...shifted,
    frames: frames.map((frame) => ({ ...frame, x: frame.x - x, y: frame.y - y })),
    width: Math.ceil(width),
    height: Math.ceil(height),
  };
}

function contentOf(diagram: Diagram, { children = [], edges = [] }: ElkNode): Content {
  const places = new Map(children.map((child) => [child.id, rectangle(child)]));
  const at = (id: string): Rectangle => places.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };
  return {
    nodes: diagram.nodes.map((node) => ({ node, box: boxOf(node), ...at(node.id) })),
    spokesmen: spokesmenOf(diagram).map(({ id, label }) => ({ id, label, ...at(id) })),
    edges: diagram.edges.map((edge, index) => ({ edge, ...routeOf(edges[index]) })),
  };
}

/** Labels get their places when the columns have theirs. */
const routeOf = (edge: ElkExtendedEdge | undefined): Pick<PlacedEdge, "points" | "label"> => ({
  points: (edge?.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) =>
    [startPoint, ...bendPoints, endPoint].map(({ x, y }) => ({ x: rounded(x), y: rounded(y) })),
  ),
  label: undefined,
});

const rectangle = ({ x, y, width, height }: Partial<Rectangle>): Rectangle => ({
  x: rounded(x),
  y: rounded(y),
  width: rounded(width),
  height: rounded(height),
});

/** Halves of a pixel are enough, and numbers stay short. */
const rounded = (value = 0): number => Math.round(value * 2) / 2;
