import { inNetwork, type Diagram } from "../model";
import { columnOf } from "./columns";
import { linesOf, overlap, type Content, type PlacedFrame, type Rectangle } from "./placed";
import { FRAME_PADDING, FRAME_TOP, frameWidth } from "./sizes";

/** How far a frame's top goes up at a time, to leave its title clear of lines. */
const STEP = 6;

/** Frames around what has its place: clusters as high as their services, zones as high as the picture. */
export function framesOf({ zones, groups, network }: Diagram, content: Content): PlacedFrame[] {
  const lines = content.edges.flatMap(linesOf);
  const clusters = groups.map((group): PlacedFrame => {
    const inside = [
      ...content.nodes.filter(({ node }) => node.group === group.id),
      ...content.spokesmen.filter(({ id }) => id === group.id),
    ];
    const frame = {
      ...group,
      kind: "group" as const,
      ...around(inside),
    };
    return clear(frame, lines);
  });
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
    const { x, width } = around(inside);
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
      : [{ id: "network", kind: "network", title: network, note: "", ...around(inner) }];
  return [...outer, ...framed, ...clusters];
}

function around(inside: readonly Rectangle[]): Rectangle {
  const { x, y, width, height } = bounds(inside);
  return {
    x: x - FRAME_PADDING,
    y: y - FRAME_TOP,
    width: width + 2 * FRAME_PADDING,
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

/** Moves the frame's top up and its bottom down until no line goes through its title or along its border. */
function clear(frame: PlacedFrame, lines: readonly Rectangle[]): PlacedFrame {
  const meets = (y: number, height: number, width: number): boolean =>
    lines.some((line) =>
      overlap({ ...line, width: line.width + 1, height: line.height + 1 }, { x: frame.x, y, width, height }),
    );
  const { x, y, width, height } = frame;
  const along = (border: number): boolean =>
    lines.some(
      (line) =>
        line.height === 0 &&
        Math.abs(line.y - border) < STEP &&
        line.x < x + width &&
        x < line.x + line.width,
    );
  if (along(y) || meets(y + 4, FRAME_TOP - 8, Math.min(width, frameWidth(frame.title, frame.note)))) {
    return clear({ ...frame, y: y - STEP, height: height + STEP }, lines);
  }
  return along(y + height) ? clear({ ...frame, height: height + STEP }, lines) : frame;
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
