import { mermaidText, type Diagram } from "../../diagram";
import { idOf } from "../../diagram/mermaid";
import { everything } from "../coverage/everything";
import { diagramFor, diagramNamed, diagramOfInput } from "./drawn";
import { tenServices } from "./ten-services";

/*
 * The part of Mermaid's flowchart grammar that is written, and nothing beside it:
 * https://mermaid.js.org/syntax/flowchart.html
 */
const ID = "[A-Za-z][A-Za-z0-9_]*";
/** Letters, digits, what has no meaning anywhere, codes of the rest, and line breaks. */
const LABEL = `"(?:[A-Za-z0-9 ,.:/()×$?!=%+@-]|\\p{L}|#\\d+;|<br/>)*"`;
const LINES: readonly (readonly [string, RegExp])[] = [
  ["subgraph", new RegExp(`^subgraph (${ID})\\[${LABEL}\\]$`, "u")],
  ["end", /^end$/],
  [
    "node",
    new RegExp(
      `^(${ID})(?:\\[${LABEL}\\]|\\(\\[${LABEL}\\]\\)|\\[\\(${LABEL}\\)\\]|\\[\\[${LABEL}\\]\\])$`,
      "u",
    ),
  ],
  ["edge", new RegExp(`^(${ID}) (?:-->|-\\.->)(?:\\|${LABEL}\\|)? (${ID})$`, "u")],
  ["classDef", new RegExp(`^classDef (${ID}) stroke:#[0-9a-f]{6},stroke-width:\\dpx$`)],
  ["class", new RegExp(`^class (${ID}(?:,${ID})*) (${ID})$`)],
];
/** Words that end a flowchart when a node is called so: https://mermaid.js.org/syntax/flowchart.html#a-node-default */
const RESERVED =
  /^(end|graph|flowchart|subgraph|default|style|class|classDef|click|linkStyle|direction|interpolate)$/;

/** Reads the text as Mermaid would; throws at the first line that it would not understand. */
function parsed(text: string) {
  const [head, ...rest] = text.split("\n");
  expect(head).toBe("flowchart LR");
  expect(rest.pop()).toBe("");
  const known = new Set<string>();
  const [edges, classed]: [[string, string][], string[]] = [[], []];
  let depth = 0;
  for (const line of rest.map((one) => one.trimStart())) {
    const found = LINES.map(([kind, pattern]) => [kind, pattern.exec(line)] as const).find(
      ([, match]) => match,
    );
    if (!found?.[1]) throw new Error(`no line of a flowchart: ${line}`);
    const [kind, [, first = "", second = ""]] = [found[0], found[1]];
    if (kind === "subgraph") depth += 1;
    if (kind === "end") depth -= 1;
    if (depth < 0) throw new Error("more ends than subgraphs");
    if (kind === "subgraph" || kind === "node") {
      if (known.has(first) || RESERVED.test(first)) throw new Error(`not a name of its own: ${first}`);
      known.add(first);
    }
    if (kind === "edge") edges.push([first, second]);
    if (kind === "class") classed.push(...first.split(","));
  }
  if (depth !== 0) throw new Error("a subgraph is not ended");
  const named = [...edges.flat(), ...classed].filter((id) => !known.has(id));
  if (named.length > 0) throw new Error(`not there: ${named.join(", ")}`);
  return { known, edges };
}

const drawings: [string, Diagram][] = [
  ["local", diagramNamed("local")],
  ["production", diagramNamed("production")],
  ["ten services", diagramOfInput(tenServices)],
  ...everything.map((environment): [string, Diagram] => [environment.name, diagramFor(environment)]),
];

test.each(drawings)("%s: every line is a flowchart's, every node and edge is there", (_name, diagram) => {
  const { known, edges } = parsed(mermaidText(diagram));
  expect(diagram.nodes.filter(({ id }) => !known.has(idOf(id)))).toEqual([]);
  expect(edges).toEqual(diagram.edges.map(({ from, to }) => [idOf(from), idOf(to)]));
});

test("what Mermaid, Markdown and HTML read as their own is written as codes", () => {
  const diagram: Diagram = {
    environment: "x",
    title: "",
    network: "",
    zones: [{ id: "outside", title: 'a "b" #c;', note: "<i>&`_*~|{}[]\\" }],
    groups: [],
    nodes: [],
    edges: [],
  };
  expect(mermaidText(diagram)).toBe(
    [
      "flowchart LR",
      '  subgraph zone_outside["a #34;b#34; #35;c#59;<br/>#60;i#62;#38;#96;#95;#42;#126;#124;#123;#125;#91;#93;#92;"]',
      "  end",
      "",
    ].join("\n"),
  );
});

test.each([
  ["service-web", "service_web"],
  ["file-system-fs.1", "file_system_fs_2e_1"],
])("the id of %s", (id, written) => expect(idOf(id)).toBe(written));

test.each([
  ["a node without a bracket", 'a["b"'],
  ["an edge to nowhere", "a --> b"],
  ["a quote in a label", 'a["b"c"]'],
  ["a subgraph without an end", 'subgraph a["b"]'],
])("the check refuses %s", (_what, line) => {
  expect(() => parsed(`flowchart LR\n  ${line}\n`)).toThrow();
});
