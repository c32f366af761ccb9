import { fitted, widthOf } from "../measure";
import type { DiagramNode } from "../model";

/** Pixels, all of them. */
export const TITLE = 14;
export const LINE = 12;
export const LABEL = 11;
export const FRAME_TITLE = 13;
export const PADDING = 12;
/** Icon at the left of a title, with the gap after it. */
export const ICON = 24;
export const LINE_HEIGHT = 17;
export const FRAME_TOP = 34;
export const FRAME_PADDING = 18;

const WIDEST = 236;
const NARROWEST = 132;

/** A node's box and what is written in it. */
export interface Box {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly lines: readonly string[];
}

export function boxOf({ title, lines }: Pick<DiagramNode, "title" | "lines">): Box {
  const needed = Math.max(
    ICON + widthOf(title, TITLE, true),
    ...lines.map((line) => ICON + widthOf(line, LINE)),
    NARROWEST - 2 * PADDING,
  );
  const inner = Math.min(Math.ceil(needed), WIDEST - 2 * PADDING);
  return {
    width: inner + 2 * PADDING,
    height: 2 * PADDING + LINE_HEIGHT * (1 + lines.length),
    title: fitted(title, inner - ICON, TITLE, true),
    lines: lines.map((line) => fitted(line, inner - ICON, LINE)),
  };
}

export const labelWidth = (label: string): number => Math.ceil(widthOf(label, LABEL)) + 8;
export const LABEL_HEIGHT = 16;

/** Between a frame's title and the note after it. */
export const NOTE_GAP = 8;

export const frameWidth = (title: string, note: string): number =>
  Math.ceil(widthOf(title, FRAME_TITLE, true)) +
  (note === "" ? 0 : NOTE_GAP + Math.ceil(widthOf(note, LINE))) +
  2 * FRAME_PADDING;
