import type { DiagramEdge, DiagramNode } from "../model";
import type { Box } from "./sizes";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends Rectangle {
  readonly node: DiagramNode;
  readonly box: Box;
}

/** What speaks for all services of a group. */
export interface PlacedSpokesman extends Rectangle {
  readonly id: string;
  readonly label: string;
}

export interface PlacedFrame extends Rectangle {
  readonly id: string;
  readonly kind: "zone" | "network" | "group";
  readonly title: string;
  readonly note: string;
}

export interface PlacedEdge {
  readonly edge: DiagramEdge;
  /** Corners of its lines; each line goes across or down. */
  readonly points: readonly Point[];
  /** Where the label stands, when it is shown. */
  readonly label: Rectangle | undefined;
}

/** Everything but the frames. */
export interface Content {
  readonly nodes: readonly PlacedNode[];
  readonly spokesmen: readonly PlacedSpokesman[];
  readonly edges: readonly PlacedEdge[];
}

/** A picture with coordinates in pixels. */
export interface Placed extends Content {
  readonly width: number;
  readonly height: number;
  /** The outer ones first. */
  readonly frames: readonly PlacedFrame[];
}

/** The lines of an edge, each as a rectangle without width or height. */
export const linesOf = ({ points }: Pick<PlacedEdge, "points">): Rectangle[] =>
  points.slice(1).map((to, at) => {
    const from = points[at] ?? to;
    return {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    };
  });

/** Whether two rectangles have more in common than a border. */
export const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
