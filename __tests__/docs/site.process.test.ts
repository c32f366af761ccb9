import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readDocuments } from "../../docs/site/documents";
import { OUT } from "../../docs/site/options";
import { finish, type Finished } from "../support/slipway";
import { root } from "../support/synth-environment";

const out = join(root, OUT);
let built: Finished;
let pages: { readonly path: string; readonly html: string }[];

beforeAll(async () => {
  built = await finish(process.execPath, ["--import", "tsx", "docs/site/build.ts"]);
  pages = readdirSync(out, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".html"))
    .map((path) => ({ path, html: readFileSync(join(out, path), "utf8") }));
});

it("is built without a warning", () => {
  const said = `${built.stdout}${built.stderr}`;
  expect([built.code, /\[(warning|error)\].*/.exec(said)?.[0]]).toEqual([0, undefined]);
});

it("has a page for every document, and for the constructs", () => {
  const written = pages.filter(({ path }) => path.startsWith("documents/"));
  expect(written).toHaveLength(readDocuments(root).length);
  expect(pages.map(({ path }) => path)).toContain("classes/constructs_service_service.Service.html");
  expect(pages.map(({ path }) => path)).toContain("interfaces/environments_input.ServiceInput.html");
});

it("loads nothing from the web", () => {
  const loaded = pages.flatMap(
    ({ html }) => html.match(/<(?:script|link|img|source)\b[^>]*https?:[^>]*>/g) ?? [],
  );
  expect(loaded).toEqual([]);
});

it("has no link to a page or a picture that is not there", () => {
  const dead = pages.flatMap(({ path, html }) =>
    [...html.matchAll(/(?:href|src|srcset)="([^"#][^"]*)"/g)]
      .map(([, target = ""]) => decodeURI(target.split("#")[0] ?? ""))
      .filter((target) => !/^([a-z]+:|\?)/.test(target))
      .filter((target) => !existsSync(join(out, dirname(path), target)))
      .map((target) => `${path}: ${target}`),
  );
  expect(dead).toEqual([]);
});

it("knows no path of this machine", () => {
  expect(pages.filter(({ html }) => html.includes(root)).map(({ path }) => path)).toEqual([]);
});
