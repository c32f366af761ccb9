import type { DiagramEdge, DiagramNode } from "./model";
import { byText } from "./values";

/** What two or more nodes are needed for: one edge of a frame instead of one for each node in it. */
const SEVERAL = 2;

/**
 * References that every node of a group has become one reference of the group: ten services that all pull images
 * are one line.
 */
export function condense(nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): DiagramEdge[] {
  const groups = new Map<string, string[]>();
  for (const { id, group } of nodes)
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), id]);
  let kept = [...edges];
  for (const [group, members] of groups) {
    if (members.length < SEVERAL) continue;
    const targets = new Set(
      kept.filter(({ kind, from }) => kind === "reference" && members.includes(from)).map(({ to }) => to),
    );
    for (const to of targets) {
      const same = kept.filter(
        (edge) => edge.kind === "reference" && edge.to === to && members.includes(edge.from),
      );
      const [first] = same;
      if (first === undefined || same.length !== members.length) continue;
      if (same.some(({ label }) => label !== first.label)) continue;
      kept = [...kept.filter((edge) => !same.includes(edge)), { ...first, from: group }];
    }
  }
  return kept.sort((a, b) => byText(keyOf(a), keyOf(b)));
}

/** What makes an edge the same one in two drawings. */
export const keyOf = ({ from, to, kind, label }: DiagramEdge): string => [from, to, kind, label].join("\n");
