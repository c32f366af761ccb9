import type { ElkExtendedEdge, ElkNode, ElkPort } from "elkjs/lib/elk.bundled.js";
import type { Diagram, DiagramEdge } from "../model";
import { columnOf, spokesmenOf } from "./columns";
import { boxOf, FRAME_PADDING, frameWidth, LABEL_HEIGHT, labelWidth } from "./sizes";

/** https://eclipse.dev/elk/reference/options.html */
const OPTIONS: Readonly<Record<string, string>> = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.partitioning.activate": "true",
  "elk.randomSeed": "1",
  "elk.padding": "[top=0,left=0,bottom=0,right=0]",
  "elk.separateConnectedComponents": "false",
  "elk.spacing.nodeNode": "20",
  "elk.spacing.edgeNode": "16",
  "elk.spacing.edgeEdge": "12",
  "elk.layered.spacing.nodeNodeBetweenLayers": "28",
  "elk.layered.spacing.edgeNodeBetweenLayers": "16",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
  "elk.layered.layering.strategy": "LONGEST_PATH_SOURCE",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.thoroughness": "100",
};

/** The picture as ELK reads it: nodes in columns. Frames are drawn around what has its place. */
export function elkGraph(diagram: Diagram): ElkNode {
  const { edges } = diagram;
  return {
    id: "root",
    layoutOptions: OPTIONS,
    children: [
      ...sizes(diagram).map(({ column, ...node }) => ({
        ...node,
        ports: portsOf(node.id, edges),
        layoutOptions: {
          "elk.partitioning.partition": String(column),
          "elk.portConstraints": "FIXED_SIDE",
        },
      })),
    ],
    edges: edges.map((edge, at): ElkExtendedEdge => ({
      id: `edge:${at}`,
      sources: [exitOf(edge, edges)],
      targets: [entranceOf(edge)],
    })),
  };
}

/** Edges with the same label arrive together, so that the label stands there once. */
const entranceOf = ({ to, kind, label }: DiagramEdge): string =>
  `${to}:in:${kind === "traffic" ? label : ""}:${kind}`;

/**
 * Edges of a kind leave a node together, but for those that arrive together with somebody else's: lines that meet at
 * both ends would say that everybody connects to everything.
 */
function exitOf(edge: DiagramEdge, edges: readonly DiagramEdge[]): string {
  const entrance = entranceOf(edge);
  const shared = edges.filter((other) => entranceOf(other) === entrance).length > 1;
  return `${edge.from}:out:${edge.kind}:${shared ? entrance : ""}`;
}

function portsOf(id: string, edges: readonly DiagramEdge[]): ElkPort[] {
  const entrances = edges.filter(({ to }) => to === id).map(entranceOf);
  const exits = edges.filter(({ from }) => from === id).map((edge) => exitOf(edge, edges));
  const port = (side: "WEST" | "EAST") => (name: string) => ({
    id: name,
    width: 0,
    height: 0,
    layoutOptions: { "elk.port.side": side },
  });
  return [...[...new Set(entrances)].map(port("WEST")), ...[...new Set(exits)].map(port("EAST"))];
}

interface Size {
  readonly id: string;
  readonly column: number;
  readonly width: number;
  readonly height: number;
}

/** What stands in one column is equally wide, and wide enough for the titles of the frames around it alone. */
function sizes(diagram: Diagram): Size[] {
  const boxes = diagram.nodes.map((node) => ({ id: node.id, column: columnOf(node), ...boxOf(node) }));
  const widest = (column: number): number =>
    Math.max(
      titleRoom(diagram, column),
      ...boxes.filter((box) => box.column === column).map(({ width }) => width),
    );
  return [
    ...boxes.map(({ id, column, height }) => ({ id, column, width: widest(column), height })),
    ...spokesmenOf(diagram).map(({ id, column, label }) => ({
      id,
      column,
      width: labelWidth(label) + 4,
      height: LABEL_HEIGHT + 6,
    })),
  ];
}

/** Width of nodes in a column that lets the title of their frame stand in its frame. */
function titleRoom(diagram: Diagram, column: number): number {
  const { zones, groups, nodes } = diagram;
  const inside = nodes.filter((node) => columnOf(node) === column);
  const frames = [
    ...groups
      .filter(({ id }) => inside.some(({ group }) => group === id))
      .map(({ title }) => ({ title, note: "" })),
    ...zones.filter(({ id }) => inside.some(({ zone, group }) => zone === id && group === undefined)),
  ];
  // A cluster that is alone in its zone, with nothing behind its services, has the zone's frame around its own.
  const alone = zones.filter(
    ({ id }) =>
      inside.some(({ zone, group }) => zone === id && group !== undefined) &&
      nodes.every((node) => node.zone !== id || inside.includes(node)) &&
      !spokesmenOf(diagram).some((spokesman) => spokesman.column === column + 1),
  );
  return Math.max(
    ...frames.map(({ title, note }) => frameWidth(title, note) - 2 * FRAME_PADDING),
    ...alone.map(({ title, note }) => frameWidth(title, note) - 4 * FRAME_PADDING),
  );
}
