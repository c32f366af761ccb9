import type { ElkExtendedEdge, ElkNode } from "elkjs/lib/elk.bundled.js";
import type { Diagram, DiagramEdge } from "../model";
import { columnOf, spokesmenOf } from "./columns";
import { boxOf, LABEL_HEIGHT, labelWidth } from "./sizes";

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
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "10",
  "elk.layered.mergeEdges": "true",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.thoroughness": "60",
};

/** The picture as ELK reads it: nodes in columns. Frames are drawn around what has its place. */
export function elkGraph(diagram: Diagram): ElkNode {
  return {
    id: "root",
    layoutOptions: OPTIONS,
    children: [
      ...boxes(diagram),
      ...spokesmenOf(diagram).map(({ id, column, label }) => ({
        id,
        width: labelWidth(label) + 4,
        height: LABEL_HEIGHT + 6,
        layoutOptions: inColumn(column),
      })),
    ],
    edges: diagram.edges.map((edge, at): ElkExtendedEdge => {
      const label = labelOf(edge);
      return {
        id: `edge:${at}`,
        sources: [edge.from],
        targets: [edge.to],
        labels:
          label === ""
            ? []
            : [{ text: label, width: labelWidth(label), height: LABEL_HEIGHT, layoutOptions: INLINE }],
      };
    }),
  };
}

const INLINE = { "elk.edgeLabels.inline": "true" };

const inColumn = (column: number) => ({ "elk.partitioning.partition": String(column) });

/** References are many and short of news: what they are for is in the node that they lead to, and said when pointed at. */
const labelOf = ({ kind, label }: DiagramEdge): string => (kind === "traffic" ? label : "");

/** What stands in one column is equally wide. */
function boxes({ nodes }: Diagram): ElkNode[] {
  const widths = new Map<number, number>();
  for (const node of nodes) {
    const column = columnOf(node);
    widths.set(column, Math.max(widths.get(column) ?? 0, boxOf(node).width));
  }
  return nodes.map((node) => ({
    id: node.id,
    width: widths.get(columnOf(node)) ?? 0,
    height: boxOf(node).height,
    layoutOptions: inColumn(columnOf(node)),
  }));
}
