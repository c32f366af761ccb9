import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mermaidText, svg, type Diagram } from "../../diagram";
import { root } from "../support/synth-environment";
import { diagramNamed, diagramOfInput } from "./drawn";
import { tenServices } from "./ten-services";

// ELK is a large program, and the first layout pays for it.
const ten = diagramOfInput(tenServices);
const production = diagramNamed("production");

/** Compares with the file that was looked at; `UPDATE_GOLDEN=1` writes it. */
function expectFile(path: string, actual: string): void {
  const file = join(root, path);
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, actual);
  expect(existsSync(file)).toBe(true);
  expect(actual).toBe(readFileSync(file, "utf8"));
}

test.each([
  ["__tests__/golden/diagrams/ten-services.svg", () => svg(ten, "auto")],
  ["__tests__/golden/diagrams/ten-services.mmd", () => mermaidText(ten)],
  ["__tests__/golden/diagrams/production.mmd", () => mermaidText(production)],
  ["docs/images/diagram-light.svg", () => svg(production, "light")],
  ["docs/images/diagram-dark.svg", () => svg(production, "dark")],
])("%s is what was looked at (update with: npm run golden:update)", async (path, draw) => {
  expectFile(path, await draw());
});

test("the same diagram gives the same bytes", async () => {
  expect(await svg(diagramNamed("production"), "light")).toBe(await svg(production, "light"));
});

test("themes differ in colours only; auto has both", async () => {
  const [light, dark, auto] = await Promise.all([
    svg(production, "light"),
    svg(production, "dark"),
    svg(production, "auto"),
  ]);
  const withoutStyle = (text: string) => text.replace(/<style>.*<\/style>/, "");
  expect(withoutStyle(light)).toBe(withoutStyle(dark));
  expect(withoutStyle(auto)).toBe(withoutStyle(dark));
  expect([light, dark, auto].map((text) => text.includes("@media(prefers-color-scheme:dark)"))).toEqual([
    false,
    false,
    true,
  ]);
});

test("it stands alone: no script, no image, nothing loaded", async () => {
  const text = await svg(ten, "auto");
  const elements = new Set([...text.matchAll(/<([a-z]+)/g)].map(([, name]) => name));
  expect([...elements].sort()).toEqual(["a", "desc", "g", "path", "rect", "style", "svg", "text", "title"]);
  expect([...text.matchAll(/(?:href|src|url)[=(]"?([^")]*)/g)].every(([, to]) => to?.startsWith("#"))).toBe(
    true,
  );
});

test("each node is a link to itself, with a name for those who do not see it", async () => {
  const text = await svg(production, "light");
  for (const { id, title, lines } of production.nodes) {
    expect(text).toContain(`<a id="${id}" href="#${id}"`);
    expect(text).toContain(`aria-label="${[title, ...lines].join(", ")}"`);
  }
  const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("elements are closed in the order in which they were opened", async () => {
  const open: string[] = [];
  for (const [, close, name = "", empty] of (await svg(ten, "auto")).matchAll(
    /<(\/?)([a-z]+)[^>]*?(\/?)>/g,
  )) {
    if (close === "/") expect(open.pop()).toBe(name);
    else if (empty !== "/") open.push(name);
  }
  expect(open).toEqual([]);
});

const HOSTILE = `</title><script>alert("1")</script>&'\u0000\ud800`;

/** A diagram in which every text was chosen by somebody who means harm. */
const hostile: Diagram = {
  environment: HOSTILE,
  title: HOSTILE,
  network: HOSTILE,
  zones: [{ id: "private", title: HOSTILE, note: HOSTILE }],
  groups: [{ id: `cluster${HOSTILE}`, zone: "private", title: HOSTILE, note: HOSTILE }],
  nodes: [
    {
      id: `a${HOSTILE}`,
      kind: "service",
      zone: "private",
      group: `cluster${HOSTILE}`,
      title: HOSTILE,
      lines: [HOSTILE],
      addresses: [],
    },
    { id: "b", kind: "database", zone: "private", title: HOSTILE, lines: [], addresses: [] },
  ],
  edges: [{ from: `a${HOSTILE}`, to: "b", kind: "traffic", label: HOSTILE }],
};

test("no text becomes markup", async () => {
  const text = await svg(hostile, "light");
  expect(text).not.toMatch(/<script|<\/script|\u0000|&'/);
  expect(Buffer.from(text, "utf8").toString("utf8")).toBe(text);
  expect(text).toContain("&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;");
});

test("no text becomes Mermaid, Markdown or HTML", () => {
  expect(mermaidText(hostile)).not.toMatch(/script>|alert\("|\u0000|&'/);
});

test("no variable's value and no secret's value is in a picture", async () => {
  const diagram = diagramOfInput({
    name: "small",
    account: "111122223333",
    region: "eu-west-1",
    services: {
      web: {
        image: "apps/backend",
        port: 3000,
        route: { path: "/*" },
        environment: { GREETING: "a-value-of-a-variable" },
        secrets: { TOKEN: { secret: "shop/token", key: "api" } },
      },
    },
  });
  const all = [JSON.stringify(diagram), mermaidText(diagram), await svg(diagram, "light")].join("\n");
  expect(all).toContain("shop/token");
  expect(all).not.toMatch(/a-value-of-a-variable|GREETING/);
});
