import { layout } from "../layout/layout";
import type { Placed, PlacedFrame, PlacedNode, PlacedSpokesman } from "../layout/placed";
import {
  FRAME_PADDING,
  FRAME_TITLE,
  ICON,
  LINE,
  LINE_HEIGHT,
  NOTE_GAP,
  PADDING,
  TITLE,
} from "../layout/sizes";
import { fitted, widthOf } from "../measure";
import type { Diagram } from "../model";
import { edgeSvg, labelSvg } from "./edges";
import { escaped } from "./escape";
import { ICONS, TONES } from "./icons";
import { styleOf, type Theme } from "./theme";

/** Room around the picture, and above it for its title. */
const MARGIN = 20;
const HEADER = 34;
/** Length of a line in the legend. */
const SAMPLE = 24;

/** The picture as one SVG file that needs nothing beside it; the same bytes for the same diagram. */
export async function svg(diagram: Diagram, theme: Theme): Promise<string> {
  return draw(diagram, await layout(diagram), theme);
}

function draw(
  diagram: Diagram,
  { frames, nodes, spokesmen, edges, width, height }: Placed,
  theme: Theme,
): string {
  const whole = { width: width + 2 * MARGIN, height: height + 2 * MARGIN + HEADER };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="slipway-diagram" width="${whole.width}" height="${whole.height}" viewBox="0 0 ${whole.width} ${whole.height}" role="group" aria-labelledby="slipway-diagram-title slipway-diagram-description">`,
    `<title id="slipway-diagram-title">${escaped(`Architecture of ${diagram.environment}, ${diagram.title}`)}</title>`,
    `<desc id="slipway-diagram-description">${escaped(description(diagram))}</desc>`,
    `<style>${styleOf(theme)}</style>`,
    `<rect class="page" width="${whole.width}" height="${whole.height}"/>`,
    ...headline(diagram, whole.width),
    `<g transform="translate(${MARGIN} ${MARGIN + HEADER})">`,
    ...frames.map(frameSvg),
    ...edges.filter(({ edge }) => edge.kind === "reference").map(edgeSvg),
    ...edges.filter(({ edge }) => edge.kind === "traffic").map(edgeSvg),
    ...edges.map(labelSvg).filter((label) => label !== ""),
    ...spokesmen.map(spokesmanSvg),
    ...nodes.map(nodeSvg),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** The environment at the left, what lines mean at the right. */
function headline({ environment, title }: Diagram, width: number): string[] {
  const y = MARGIN + 13;
  const beside = MARGIN + Math.ceil(widthOf(environment, TITLE, true)) + 10;
  const meanings = [
    { kind: "traffic", meaning: "connects to" },
    { kind: "reference", meaning: "uses" },
  ] as const;
  let right = width - MARGIN;
  const legend = [...meanings].reverse().map(({ kind, meaning }) => {
    right -= Math.ceil(widthOf(meaning, LINE));
    const text = `<text x="${right}" y="${y}">${meaning}</text>`;
    right -= SAMPLE + 8;
    const line = `<path class="${kind}" d="M${right} ${y - 4}h${SAMPLE}"/>`;
    right -= 20;
    return `${line}${text}`;
  });
  return [
    `<text class="name" x="${MARGIN}" y="${y}">${escaped(environment)}</text>`,
    `<text x="${beside}" y="${y}">${escaped(title)}</text>`,
    ...legend,
  ];
}

const description = ({ zones, nodes }: Diagram): string =>
  zones
    .map(({ id, title }) => {
      const names = nodes.filter(({ zone }) => zone === id).map((node) => node.title);
      return `${title}: ${names.join(", ")}.`;
    })
    .join(" ");

const RADII: Readonly<Record<PlacedFrame["kind"], number>> = { network: 12, zone: 10, group: 8 };

function frameSvg({ id, kind, title, note, x, y, width, height }: PlacedFrame): string {
  const left = x + FRAME_PADDING;
  const text = `<text class="head" x="${left}" y="${y + 23}">${escaped(title)}</text>`;
  const beside = left + Math.ceil(widthOf(title, FRAME_TITLE, true)) + NOTE_GAP;
  return [
    `<g id="${escaped(id)}" aria-label="${escaped(note === "" ? title : `${title}, ${note}`)}">`,
    `<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${RADII[kind]}"/>`,
    text,
    note === ""
      ? ""
      : `<text x="${beside}" y="${y + 23}">${escaped(fitted(note, x + width - FRAME_PADDING - beside, LINE))}</text>`,
    "</g>",
  ].join("");
}

const spokesmanSvg = ({ label, x, y, width, height }: PlacedSpokesman): string =>
  [
    `<rect class="spokesman" x="${x}" y="${y}" width="${width}" height="${height}" rx="${height / 2}"/>`,
    `<text class="label" x="${x + width / 2}" y="${y + height / 2 + 3.5}" text-anchor="middle">${escaped(label)}</text>`,
  ].join("");

function nodeSvg({ node, box, x, y, width, height }: PlacedNode): string {
  const said = [node.title, ...node.lines].join(", ");
  const left = x + PADDING + ICON;
  return [
    `<a id="${escaped(node.id)}" href="#${escaped(node.id)}" class="${TONES[node.kind]}" aria-label="${escaped(said)}">`,
    `<title>${escaped(said)}</title>`,
    `<rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="7"/>`,
    `<path class="icon" transform="translate(${x + PADDING} ${y + PADDING})" d="${ICONS[node.kind]}"/>`,
    `<text class="name" x="${left}" y="${y + PADDING + 12.5}">${escaped(box.title)}</text>`,
    ...box.lines.map(
      (line, at) =>
        `<text x="${left}" y="${y + PADDING + 12 + LINE_HEIGHT * (at + 1)}">${escaped(line)}</text>`,
    ),
    "</a>",
  ].join("");
}
