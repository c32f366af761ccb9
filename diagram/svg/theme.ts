import { FRAME_TITLE, LABEL, LINE, TITLE } from "../layout/sizes";

export type Theme = "light" | "dark" | "auto";
export const THEMES: readonly Theme[] = ["light", "dark", "auto"];

const LIGHT = `--page:#ffffff;--ink:#1c2430;--soft:#5b6675;--line:#d5dae1;--network:#f6f8fa;--zone:#ffffff;--card:#ffffff;--group:#f3f5fe;--group-line:#c3ccf3;--edge:#66758a;--faint:#b4bdc9;--entry:#1f8378;--run:#4a5fd6;--data:#9350ad;--rest:#6b7686;`;
const DARK = `--page:#0d1117;--ink:#e6ebf1;--soft:#9aa6b5;--line:#303944;--network:#121820;--zone:#0f141b;--card:#1a212b;--group:#151b30;--group-line:#36427c;--edge:#8b9bb0;--faint:#5a6778;--entry:#4cc0b2;--run:#8d9dff;--data:#cd8ce4;--rest:#97a3b3;`;

/** Colours stand in variables, so that the two themes differ in one line and a page can set its own. */
export function styleOf(theme: Theme): string {
  const colours =
    theme === "auto"
      ? `.slipway-diagram{${LIGHT}}@media(prefers-color-scheme:dark){.slipway-diagram{${DARK}}}`
      : `.slipway-diagram{${theme === "light" ? LIGHT : DARK}}`;
  return `${colours}${RULES.join("")}`;
}

const RULES = [
  `.slipway-diagram{font-family:"Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif;background:var(--page)}`,
  `.slipway-diagram text{fill:var(--soft);font-size:${LINE}px}`,
  `.slipway-diagram .name{fill:var(--ink);font-size:${TITLE}px;font-weight:600}`,
  `.slipway-diagram .head{fill:var(--ink);font-size:${FRAME_TITLE}px;font-weight:600}`,
  `.slipway-diagram .label{font-size:${LABEL}px}`,
  `.slipway-diagram .spokesman{fill:var(--card);stroke:var(--group-line)}`,
  `.slipway-diagram .plate{fill:var(--card);stroke:var(--line)}`,
  `.slipway-diagram .page{fill:var(--page)}`,
  `.slipway-diagram .zone{fill:var(--zone);stroke:var(--line)}`,
  `.slipway-diagram .network{fill:var(--network);stroke:var(--line)}`,
  `.slipway-diagram .group{fill:var(--group);stroke:var(--group-line);stroke-dasharray:4 3}`,
  `.slipway-diagram .card{fill:var(--card);stroke:var(--line)}`,
  `.slipway-diagram .icon{fill:none;stroke:var(--tone);stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}`,
  `.slipway-diagram .entry{--tone:var(--entry)}`,
  `.slipway-diagram .run{--tone:var(--run)}`,
  `.slipway-diagram .data{--tone:var(--data)}`,
  `.slipway-diagram .rest{--tone:var(--rest)}`,
  `.slipway-diagram .traffic{fill:none;stroke:var(--edge);stroke-width:1.5}`,
  `.slipway-diagram .reference{fill:none;stroke:var(--faint);stroke-width:1.25}`,
  `.slipway-diagram .traffic-head{fill:var(--edge)}`,
  `.slipway-diagram .reference-head{fill:var(--faint)}`,
  `.slipway-diagram a:hover .card,.slipway-diagram a:focus .card,.slipway-diagram a:target .card{stroke:var(--tone);stroke-width:2}`,
];
