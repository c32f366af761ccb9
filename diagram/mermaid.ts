import {
  inNetwork,
  type Diagram,
  type DiagramEdge,
  type DiagramNode,
  type NodeKind,
  type Zone,
} from "./model";

/** Brackets of a node's shape. */
const SHAPES: Partial<Readonly<Record<NodeKind, readonly [string, string]>>> = {
  clients: ["([", "])"],
  database: ["[(", ")]"],
  files: ["[(", ")]"],
  bucket: ["[(", ")]"],
  table: ["[(", ")]"],
  service: ["[", "]"],
  queue: ["[[", "]]"],
};

/** Strokes that are seen on white and on black alike; fills and text are left to the reader's theme. */
const CLASSES: Readonly<Record<string, { readonly style: string; readonly kinds: readonly NodeKind[] }>> = {
  entry: {
    style: "stroke:#2f8f83,stroke-width:2px",
    kinds: ["clients", "dns", "balancer", "nat", "endpoints"],
  },
  service: { style: "stroke:#5b6ee1,stroke-width:2px", kinds: ["service"] },
  data: {
    style: "stroke:#a05bb8,stroke-width:2px",
    kinds: ["database", "files", "bucket", "table", "queue", "stream"],
  },
};

/** The picture as a Mermaid flowchart: what GitHub draws in a comment or a README. */
export function mermaidText(diagram: Diagram): string {
  const zones = (wanted: (zone: Zone) => boolean, indent: string) =>
    diagram.zones.filter(({ id }) => wanted(id)).flatMap((zone) => zoneLines(diagram, zone.id, indent));
  return [
    "flowchart LR",
    ...zones((zone) => zone === "internet", "  "),
    ...(diagram.zones.some(({ id }) => inNetwork(id))
      ? [`  subgraph network[${quoted(diagram.network)}]`, ...zones(inNetwork, "    "), "  end"]
      : []),
    ...zones((zone) => zone === "outside", "  "),
    ...diagram.edges.map((edge) => `  ${edgeText(edge)}`),
    ...classLines(diagram),
    "",
  ].join("\n");
}

function zoneLines({ zones, groups, nodes }: Diagram, zone: Zone, indent: string): string[] {
  const { title = "", note = "" } = zones.find(({ id }) => id === zone) ?? {};
  const inner = `${indent}  `;
  const own = nodes.filter((node) => node.zone === zone);
  return [
    `${indent}subgraph zone_${zone}[${quoted(title, note)}]`,
    ...groups
      .filter((group) => group.zone === zone)
      .flatMap((group) => [
        `${inner}subgraph ${idOf(group.id)}[${quoted(group.title, group.note)}]`,
        ...own.filter((node) => node.group === group.id).map((node) => `${inner}  ${nodeText(node)}`),
        `${inner}end`,
      ]),
    ...own.filter((node) => node.group === undefined).map((node) => `${inner}${nodeText(node)}`),
    `${indent}end`,
  ];
}

function nodeText({ id, kind, title, lines }: DiagramNode): string {
  const [open, close] = SHAPES[kind] ?? ["[", "]"];
  return `${idOf(id)}${open}${quoted(title, ...lines)}${close}`;
}

function edgeText({ from, to, kind, label }: DiagramEdge): string {
  const arrow = kind === "traffic" ? "-->" : "-.->";
  return `${idOf(from)} ${arrow}${label === "" ? "" : `|${quoted(label)}|`} ${idOf(to)}`;
}

function classLines({ nodes }: Diagram): string[] {
  return Object.entries(CLASSES).flatMap(([name, { style, kinds }]) => {
    const ids = nodes.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => idOf(id));
    return ids.length === 0 ? [] : [`  classDef ${name} ${style}`, `  class ${ids.join(",")} ${name}`];
  });
}

/** An id that is no word of Mermaid: letters, digits and underscores; what else there is becomes its code. */
export const idOf = (id: string): string =>
  id.replace(/[^A-Za-z0-9]/g, (character) =>
    character === "-" ? "_" : `_${character.codePointAt(0)?.toString(16) ?? ""}_`,
  );

/** Lines of a label; whatever Mermaid, Markdown or HTML could read as their own is written as its code. */
const quoted = (...lines: readonly string[]): string =>
  `"${lines
    .filter((line) => line !== "")
    .map(escaped)
    .join("<br/>")}"`;

const escaped = (line: string): string =>
  line
    .replace(/[\u0000-\u001f\u007f]/g, " ")
    .replace(/[#&<>"'`\\*_~[\]{}|;]/g, (character) => `#${character.codePointAt(0) ?? 0};`);
