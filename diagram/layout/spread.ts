import type { Diagram } from "../model";
import { columnOf } from "./columns";
import { roomBeside } from "./frames";
import { moved } from "./moved";
import type { Content, PlacedEdge } from "./placed";
import { LABEL_HEIGHT, labelWidth } from "./sizes";

/** Everything at `from` and right of it moves by `by`. */
interface Room {
  readonly from: number;
  readonly by: number;
}

/**
 * Moves columns apart where frames begin and end, so that lines run down between frames and not on their borders, and
 * where labels stand in front of the nodes that their edges lead to.
 */
export function spread(diagram: Diagram, content: Content): Content {
  const rooms = [...frameRooms(diagram, content), ...labelRooms(content)];
  const shift = (x: number): number => rooms.reduce((sum, { from, by }) => (x >= from ? sum + by : sum), 0);
  const apart = moved(content, ({ x, y }) => ({ x: x + shift(x), y }));
  return { ...apart, edges: labelled(diagram, apart) };
}

function frameRooms(diagram: Diagram, { nodes, spokesmen }: Content): Room[] {
  return [...roomBeside(diagram)].flatMap(([column, { left, right }]) => {
    const inside = nodes.filter(({ node }) => columnOf(node) === column);
    const beside = spokesmen.filter(({ id }) => inside.some(({ node }) => node.group === id));
    const end = Math.max(...[...inside, ...beside].map(({ x, width }) => x + width));
    return [
      { from: Math.min(...inside.map(({ x }) => x)), by: left },
      { from: end + 1, by: right },
    ];
  });
}

/** Between a label and what is before and after it. */
const GAP = 9;

/** Nodes that begin at the same place get the room that the widest label in front of them takes. */
function labelRooms({ nodes, edges }: Content): Room[] {
  const widest = new Map<number, number>();
  for (const { edge } of edges) {
    const node = nodes.find(({ node: { id } }) => id === edge.to);
    if (node === undefined || !isLabelled(edge)) continue;
    widest.set(node.x, Math.max(widest.get(node.x) ?? 0, labelWidth(edge.label)));
  }
  return [...widest].map(([from, width]) => ({ from, by: width + GAP }));
}

const isLabelled = ({ kind, label }: PlacedEdge["edge"]): boolean => kind === "traffic" && label !== "";

/** Labels stand at the end of their edges, before the frames that begin there; edges that arrive together have one. */
function labelled(diagram: Diagram, { nodes, edges }: Content): PlacedEdge[] {
  const beside = roomBeside(diagram);
  const taken = new Set<string>();
  return edges.map((placed) => {
    const { edge, points } = placed;
    const end = points.at(-1);
    const node = nodes.find(({ node: { id } }) => id === edge.to);
    const key = `${edge.to}\n${edge.label}`;
    if (end === undefined || node === undefined || !isLabelled(edge) || taken.has(key)) return placed;
    taken.add(key);
    const column = columnOf(node.node);
    const first = Math.min(...nodes.filter((one) => columnOf(one.node) === column).map(({ x }) => x));
    const frames = node.x === first ? (beside.get(column)?.left ?? 0) : 0;
    const width = labelWidth(edge.label);
    const x = end.x - frames - GAP - width;
    return { ...placed, label: { x, y: end.y - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT } };
  });
}
