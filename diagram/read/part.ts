import type { DiagramEdge, DiagramGroup, DiagramNode } from "../model";

/** What one reader has found. */
export interface Part {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly groups?: readonly DiagramGroup[];
}

export const NOTHING: Part = { nodes: [], edges: [] };

export const reference = (from: string, to: string, label = ""): DiagramEdge => ({
  from,
  to,
  kind: "reference",
  label,
});

export const traffic = (from: string, to: string, label = ""): DiagramEdge => ({
  from,
  to,
  kind: "traffic",
  label,
});
