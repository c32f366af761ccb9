import { layout } from "../../diagram/layout/layout";
import { linesOf, overlap, type Placed, type PlacedEdge, type Rectangle } from "../../diagram/layout/placed";
import {
  FRAME_PADDING,
  FRAME_TITLE,
  frameWidth,
  ICON,
  LABEL,
  LINE,
  PADDING,
  TITLE,
} from "../../diagram/layout/sizes";
import { fitted, widthOf } from "../../diagram/measure";
import type { Diagram } from "../../diagram";
import { everything } from "../coverage/everything";
import { diagramFor, diagramNamed, diagramOfInput } from "./drawn";
import { tenServices } from "./ten-services";

// ELK is a large program, and the first layout pays for it.
const ten = diagramOfInput(tenServices);
const drawings: [string, Diagram][] = [
  ["local", diagramNamed("local")],
  ["production", diagramNamed("production")],
  ["ten services", ten],
  ...everything.map((environment): [string, Diagram] => [environment.name, diagramFor(environment)]),
];

const pairs = <T>(all: readonly T[]): [T, T][] =>
  all.flatMap((one, at) => all.slice(at + 1).map((other): [T, T] => [one, other]));

/** A line has no area: it is given the pixel that it is drawn with. */
const drawn = (line: Rectangle): Rectangle => ({ ...line, width: line.width + 1, height: line.height + 1 });

const inside = (inner: Rectangle, outer: Rectangle): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

describe.each(drawings)("%s", (_name, diagram) => {
  let placed: Placed;
  beforeAll(async () => {
    placed = await layout(diagram);
  });

  test("boxes, and what speaks for all services, do not overlap", () => {
    const found = pairs([...placed.nodes, ...placed.spokesmen]).filter(([a, b]) => overlap(a, b));
    expect(found).toEqual([]);
  });

  test("zones do not overlap", () => {
    const zones = placed.frames.filter(({ kind }) => kind === "zone");
    expect(pairs(zones).filter(([a, b]) => overlap(a, b))).toEqual([]);
  });

  test("nodes stand in their zone, in their group and in the picture", () => {
    const frame = (id: string) => placed.frames.find((one) => one.id === id);
    const outside = placed.nodes.filter((one) => {
      const frames = [
        frame(`zone-${one.node.zone}`),
        ...(one.node.group === undefined ? [] : [frame(one.node.group)]),
      ];
      return frames.some((around) => around === undefined || !inside(one, around));
    });
    expect(outside).toEqual([]);
    const picture = { x: 0, y: 0, width: placed.width, height: placed.height };
    expect(placed.frames.filter((one) => !inside(one, picture))).toEqual([]);
  });

  test("edges go across or down only, and begin and end at their nodes", () => {
    for (const edge of placed.edges) {
      expect(edge.points.length).toBeGreaterThan(1);
      expect(linesOf(edge).filter(({ width, height }) => width > 0 && height > 0)).toEqual([]);
      const target = placed.nodes.find(({ node }) => node.id === edge.edge.to);
      const [end] = edge.points.slice(-1);
      expect(end?.x).toBe(target?.x);
    }
  });

  test("no edge goes through a box", () => {
    const through = placed.edges.flatMap((edge) =>
      linesOf(edge).flatMap((line) =>
        [...placed.nodes.map(({ node, ...box }) => ({ id: node.id, ...box })), ...placed.spokesmen]
          .filter(({ id }) => id !== edge.edge.from && id !== edge.edge.to)
          .filter((box) => overlap(drawn(line), box))
          .map(({ id }) => `${edge.edge.from} to ${edge.edge.to} through ${id}`),
      ),
    );
    expect(through).toEqual([]);
  });

  test("labels fit, stand on their own edge, and cover no box and no other label", () => {
    const labels = placed.edges.flatMap(({ label, ...edge }) =>
      label === undefined ? [] : [{ ...edge, label }],
    );
    for (const { edge, points, label } of labels) {
      expect(widthOf(edge.label, LABEL)).toBeLessThanOrEqual(label.width);
      expect(points.at(-1)?.y).toBe(label.y + label.height / 2);
      expect(label.x).toBeGreaterThan(points.at(-2)?.x ?? 0);
      expect(placed.nodes.filter((node) => overlap(node, label))).toEqual([]);
    }
    expect(pairs(labels.map(({ label }) => label)).filter(([a, b]) => overlap(a, b))).toEqual([]);
  });

  test("each traffic label of a node is shown once", () => {
    const wanted = diagram.edges.filter(({ kind, label }) => kind === "traffic" && label !== "");
    const shown = placed.edges
      .filter(({ label }) => label !== undefined)
      .map(({ edge }) => `${edge.to} ${edge.label}`);
    expect(shown.sort()).toEqual([...new Set(wanted.map(({ to, label }) => `${to} ${label}`))].sort());
  });

  test("texts fit their boxes and frames", () => {
    for (const { box, width } of placed.nodes) {
      const room = width - 2 * PADDING - ICON;
      expect(widthOf(box.title, TITLE, true)).toBeLessThanOrEqual(room);
      for (const line of box.lines) expect(widthOf(line, LINE)).toBeLessThanOrEqual(room);
    }
    for (const { kind, title, note, width } of placed.frames) {
      expect(widthOf(title, FRAME_TITLE, true)).toBeLessThanOrEqual(width - 2 * FRAME_PADDING);
      if (kind === "zone") expect(frameWidth(title, note)).toBeLessThanOrEqual(width);
    }
  });

  test("frames' titles are clear of lines", () => {
    const lines = placed.edges.flatMap(linesOf).map(drawn);
    const crossed = placed.frames.filter(({ title, x, y }) =>
      lines.some((line) =>
        overlap(line, {
          x: x + FRAME_PADDING,
          y: y + 10,
          width: widthOf(title, FRAME_TITLE, true),
          height: 16,
        }),
      ),
    );
    expect(crossed).toEqual([]);
  });

  test("the same input has the same layout", async () => {
    expect(await layout(diagram)).toEqual(placed);
  });
});

/** Where lines of edges cross that have neither their start nor their end in common. */
function crossings(edges: readonly PlacedEdge[]): number {
  const found = pairs(edges)
    .filter(([a, b]) => a.edge.from !== b.edge.from && a.edge.to !== b.edge.to)
    .flatMap(([a, b]) =>
      linesOf(a).flatMap((one) =>
        linesOf(b)
          .filter((other) => (one.height === 0) !== (other.height === 0) && overlap(drawn(one), drawn(other)))
          .map((other) => {
            const [across, down] = one.height === 0 ? [one, other] : [other, one];
            return `${down.x} ${across.y}`;
          }),
      ),
    );
  return new Set(found).size;
}

test("ten services are readable: how often lines cross, how many there are, how large the picture is", async () => {
  const { edges, width, height } = await layout(ten);
  expect(edges).toHaveLength(32);
  expect(crossings(edges)).toBeLessThanOrEqual(8);
  expect(width).toBeLessThan(2400);
  expect(height).toBeLessThan(1200);
});

test("a text that is too long ends with an ellipsis and fits", () => {
  expect(fitted("slipway-production", 1000, 12)).toBe("slipway-production");
  const short = fitted("slipway-production-lb-logs-444455556666", 120, 12);
  expect(short).toBe("slipway-production-l…");
  expect(widthOf(short, 12)).toBeLessThanOrEqual(120);
});
