import { inNetwork, type Diagram } from "../model";
import { columnOf } from "./columns";
import { linesOf, overlap, type Content, type PlacedFrame, type Rectangle } from "./placed";
import { FRAME_PADDING, FRAME_TOP, frameWidth } from "./sizes";

/** How far a frame's top goes up at a time, to leave its title clear of lines. */
const STEP = 6;

/** Frames around what has its place: clusters as high as their services, zones as high as the picture. */
export function framesOf({ zones, groups, network }: Diagram, content: Content): PlacedFrame[] {
  const clusters = groups.map((group): PlacedFrame => {
    const inside = [
      ...content.nodes.filter(({ node }) => node.group === group.id),
      ...content.spokesmen.filter(({ id }) => id === group.id),
    ];
    const frame = {
      ...group,
      kind: "group" as const,
      ...around(inside, frameWidth(group.title, group.note)),
    };
    return clear(frame, content);
  });
  const lines = content.edges.flatMap(linesOf);
  const all = bounds([...content.nodes, ...content.spokesmen, ...clusters, ...lines]);
  const top = all.y - FRAME_TOP;
  const height = all.y + all.height + FRAME_PADDING - top;
  const framed = zones.map(({ id, title, note }): PlacedFrame => {
    const inside = [
      ...content.nodes.filter(({ node }) => node.zone === id),
      ...clusters.filter(({ id: cluster }) =>
        groups.some((group) => group.id === cluster && group.zone === id),
      ),
    ];
    const { x, width } = around(inside, frameWidth(title, note));
    const outer = inNetwork(id) ? 0 : FRAME_TOP;
    const below = inNetwork(id) ? 0 : FRAME_PADDING;
    return {
      id: `zone-${id}`,
      kind: "zone",
      title,
      note,
      x,
      width,
      y: top - outer,
      height: height + outer + below,
    };
  });
  const inner = framed.filter(({ id }) => id === "zone-public" || id === "zone-private");
  const outer: PlacedFrame[] =
    inner.length === 0
      ? []
      : [{ id: "network", kind: "network", title: network, note: "", ...around(inner, 0) }];
  return [...outer, ...framed, ...clusters];
}

/** @param least width that the title needs */
function around(inside: readonly Rectangle[], least: number): Rectangle {
  const { x, y, width, height } = bounds(inside);
  return {
    x: x - FRAME_PADDING,
    y: y - FRAME_TOP,
    width: Math.max(width + 2 * FRAME_PADDING, least),
    height: height + FRAME_TOP + FRAME_PADDING,
  };
}

export function bounds(rectangles: readonly Rectangle[]): Rectangle {
  const x = Math.min(...rectangles.map((one) => one.x));
  const y = Math.min(...rectangles.map((one) => one.y));
  return {
    x,
    y,
    width: Math.max(...rectangles.map((one) => one.x + one.width)) - x,
    height: Math.max(...rectangles.map((one) => one.y + one.height)) - y,
  };
}

/** Moves the frame's top up until no line goes through its title. */
function clear(frame: PlacedFrame, { edges }: Content): PlacedFrame {
  const lines = edges
    .flatMap(linesOf)
    .map((line) => ({ ...line, height: line.height + 1, width: line.width + 1 }));
  const title = {
    x: frame.x,
    y: frame.y + 4,
    width: frameWidth(frame.title, frame.note),
    height: FRAME_TOP - 8,
  };
  if (!lines.some((line) => overlap(line, title))) return frame;
  return clear(
    { ...frame, y: frame.y - STEP, height: frame.height + STEP },
    { edges, nodes: [], spokesmen: [] },
  );
}

/** Columns that have something in them, with the frames that begin and end there. */
export function roomBeside(diagram: Diagram): Map<number, { readonly left: number; readonly right: number }> {
  const columns = [...new Set(diagram.nodes.map(columnOf))];
  const spans = [
    diagram.nodes.filter(({ zone }) => inNetwork(zone)),
    ...diagram.zones.map(({ id }) => diagram.nodes.filter(({ zone }) => zone === id)),
    ...diagram.groups.map(({ id }) => diagram.nodes.filter(({ group }) => group === id)),
  ].map((nodes) => nodes.map(columnOf));
  return new Map(
    columns.map((column) => [
      column,
      {
        left: FRAME_PADDING * spans.filter((span) => Math.min(...span) === column).length,
        right: FRAME_PADDING * spans.filter((span) => Math.max(...span) === column).length,
      },
    ]),
  );
}
