import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join, posix } from "node:path";
import { anchors, links } from "../../docs/site/markdown";
import { root } from "../support/synth-environment";
import { DOCUMENTS } from "./documents";

const all = [...DOCUMENTS].flatMap(([path, text]) => links(text).map((link) => ({ ...link, path })));
const local = all.filter(({ target }) => !/^[a-z]+:/.test(target));

/** The file that a link leads to, from the root of the project; its own document for an anchor alone. */
const fileOf = ({ path, target }: { readonly path: string; readonly target: string }): string => {
  const [file = ""] = target.split("#");
  return file === "" ? path : posix.join(dirname(path), file);
};

it("documents link documents, sources and pictures", () => {
  expect(local.length).toBeGreaterThan(100);
  expect([...new Set(local.map((link) => extname(fileOf(link))))]).toEqual(
    expect.arrayContaining([".md", ".ts", ".png"]),
  );
});

it("no link is dead", () => {
  const dead = local.filter((link) => !existsSync(join(root, fileOf(link))));
  expect(dead.map(({ path, line, target }) => `${path}:${line}: ${target}`)).toEqual([]);
});

it("no anchor is dead", () => {
  const dead = local.filter((link) => {
    const anchor = link.target.split("#")[1];
    if (anchor === undefined || !fileOf(link).endsWith(".md")) return false;
    return !anchors(readFileSync(join(root, fileOf(link)), "utf8")).includes(anchor);
  });
  expect(dead.map(({ path, line, target }) => `${path}:${line}: ${target}`)).toEqual([]);
});

it("no link leads out of the project, and none is on a machine", () => {
  const out = local.filter((link) => fileOf(link).startsWith("..") || link.target.startsWith("/"));
  expect(out).toEqual([]);
});

it("a link to the web is https", () => {
  expect(all.filter(({ target }) => /^(?!https:|mailto:)[a-z]+:/.test(target))).toEqual([]);
});

describe("what is read as a link", () => {
  it("is one in text, in pictures and in HTML, and none in code", () => {
    const text = [
      "[a](b.md#c)",
      "```sh",
      "[x](y.md)",
      "```",
      "`[x](z.md)`",
      '<img src="p.png">',
      "![q](r.png)",
    ];
    expect(links(text.join("\n"))).toEqual([
      { target: "b.md#c", line: 1 },
      { target: "p.png", line: 6 },
      { target: "r.png", line: 7 },
    ]);
  });

  it("anchors are those of GitHub", () => {
    expect(anchors("# A b\n## `x` & [y](z.md)!\n")).toEqual(["a-b", "x--y"]);
  });
});
