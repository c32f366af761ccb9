import type { PlacedEdge, Point } from "../layout/placed";
import { escaped } from "./escape";

const RADIUS = 6;
/** Length of an arrow's head: the line ends where it begins. */
const HEAD = 7;

export function edgeSvg({ edge, points }: PlacedEdge): string {
  const [last, before] = [points.at(-1), points.at(-2)];
  if (last === undefined || before === undefined) return "";
  const direction = directionOf(before, last);
  const end = { x: last.x - direction.x * HEAD, y: last.y - direction.y * HEAD };
  return [
    `<g data-from="${escaped(edge.from)}" data-to="${escaped(edge.to)}">`,
    `<title>${escaped(`${edge.from} to ${edge.to}${edge.label === "" ? "" : `: ${edge.label}`}`)}</title>`,
    `<path class="${edge.kind}" d="${pathOf([...points.slice(0, -1), end])}"/>`,
    `<path class="${edge.kind}-head" d="${headOf(end, last, direction)}"/>`,
    "</g>",
  ].join("");
}

export function labelSvg({ edge, label }: PlacedEdge): string {
  if (label === undefined) return "";
  const { x, y, width, height } = label;
  return [
    `<rect class="plate" x="${x}" y="${y}" width="${width}" height="${height}" rx="4"/>`,
    `<text class="label" x="${x + width / 2}" y="${y + height - 4.5}" text-anchor="middle">${escaped(edge.label)}</text>`,
  ].join("");
}

const directionOf = (from: Point, to: Point): Point => ({
  x: Math.sign(to.x - from.x),
  y: Math.sign(to.y - from.y),
});

/** Corners are rounded as far as the shorter of their two lines lets them. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  return rest.reduce((path, corner, at) => {
    const before = points[at] ?? corner;
    const after = rest[at + 1];
    if (after === undefined) return `${path}L${corner.x} ${corner.y}`;
    const radius = Math.min(RADIUS, lengthOf(before, corner) / 2, lengthOf(corner, after) / 2);
    const into = directionOf(before, corner);
    const out = directionOf(corner, after);
    const enter = `${corner.x - into.x * radius} ${corner.y - into.y * radius}`;
    const leave = `${corner.x + out.x * radius} ${corner.y + out.y * radius}`;
    return `${path}L${enter}Q${corner.x} ${corner.y} ${leave}`;
  }, `M${first.x} ${first.y}`);
}

const lengthOf = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);

/** A triangle from where the line ends to where the edge does. */
function headOf(base: Point, tip: Point, { x, y }: Point): string {
  const half = 3.5;
  return `M${tip.x} ${tip.y}L${base.x - y * half} ${base.y + x * half}L${base.x + y * half} ${base.y - x * half}z`;
}
