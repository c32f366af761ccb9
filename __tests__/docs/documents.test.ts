import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CHAPTERS, readDocuments, UNPLACED } from "../../docs/site/documents";
import { links } from "../../docs/site/markdown";
import { typedocOptions } from "../../docs/site/options";
import { stage } from "../../docs/site/stage";
import { root } from "../support/synth-environment";

const documents = readDocuments(root);

it("every document has its place: in a chapter of docs/site/documents.ts, or below the README.md of its folder", () => {
  expect(documents.filter(({ chapter }) => chapter === UNPLACED).map(({ path }) => path)).toEqual([]);
});

it("every document of a chapter is there", () => {
  expect(
    Object.values(CHAPTERS)
      .flat()
      .filter((path) => !existsSync(join(root, "docs", path))),
  ).toEqual([]);
});

it("no document is in two chapters", () => {
  const placed = Object.values(CHAPTERS).flat();
  expect(placed).toEqual([...new Set(placed)]);
});

it("every document has a title of its own", () => {
  const titles = documents.map(({ title }) => title);
  expect(documents.filter(({ text }) => !text.startsWith("# ")).map(({ path }) => path)).toEqual([]);
  expect(titles).toEqual([...new Set(titles)]);
});

it("the README.md of a folder links everything in it", () => {
  const overviews = documents.filter(({ children }) => children.length > 0);
  expect(overviews.map(({ path }) => path)).toEqual(["guides/README.md", "decisions/README.md"]);
  for (const { text, path, children } of overviews) {
    const linked = links(text).map(({ target }) => join(dirname(path), target));
    expect([path, children.filter((child) => !linked.includes(child))]).toEqual([path, []]);
  }
});

describe("what TypeDoc gets", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-site-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const pages = stage(root, folder, documents);

  it("is every document, those of a folder below its README.md", () => {
    expect(documents.map(({ path }) => existsSync(join(folder, "docs", path)))).toEqual(
      documents.map(() => true),
    );
    expect(pages).toHaveLength(documents.filter(({ chapter }) => chapter !== undefined).length);
    const guides = readFileSync(join(folder, "docs/guides/README.md"), "utf8");
    expect(guides).toMatch(
      /^---\ntitle: Coming from something else\ngroup: Start\nchildren:\n {2}- \.\/cruddur\.md\n/,
    );
  });

  it("has links that lead to files that are there", () => {
    const dead = documents.flatMap(({ path }) =>
      links(readFileSync(join(folder, "docs", path), "utf8"))
        .map(({ target }) => target.split("#")[0] ?? "")
        .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
        .filter((target) => !existsSync(join(folder, "docs", dirname(path), target)))
        .map((target) => `${path}: ${target}`),
    );
    expect(dead).toEqual([]);
  });

  it("fails for any warning", () => {
    expect(typedocOptions(root, folder, pages)).toMatchObject({
      treatWarningsAsErrors: true,
      validation: { invalidLink: true, invalidPath: true, rewrittenLink: true },
    });
  });
});
