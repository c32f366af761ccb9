import fc from "fast-check";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A build context: contents and targets of links, by path. */
export interface Tree {
  readonly files: Readonly<Record<string, string>>;
  readonly links: Readonly<Record<string, string>>;
  readonly dockerfile: string;
}

/** Few names, so that patterns and files meet, with every character that means something in a pattern. */
const NAMES = [
  ...["a", "b", "d", "A", "ü", "日", "!", "#", "-", "~"],
  ...["build", "Build", "foo.txt", "FOO.txt", "x.log", "a.b", "ab", ".hidden", "..a", "b.", "d5"],
  ...["a b", " a", "a\nb", "a*", "[a]", "a\\b", "{a}", "(a)", "^a", "a+", "$a", "a|b"],
];
const SEGMENTS = ["*", "**", "?", "*.txt", "**.log", "**a", "a**", "a**b", "..", "."];
const FRAGMENTS = [
  "*",
  "**",
  "?",
  "[a-d]",
  "[^a]",
  "[ab]",
  "\\a",
  "\\*",
  "\\d",
  "[\\]a]",
  "[[:alpha:]]",
  ".",
];
const BEFORE = ["", "", "", "!", "!", "/", "./", "! ", " ", "!/", "//", "!!", "#", " #"];
const AFTER = ["", "", "", "", "/", " ", "\r", "/**", "/*", "\u0085", "/.."];
const NOISE = "ab*?[]\\!/.^-dQE1pL:|(){} \t".split("");

const joined = (parts: fc.Arbitrary<string>, separator: string, maxLength: number) =>
  fc.array(parts, { minLength: 1, maxLength }).map((all) => all.join(separator));

const name = fc.constantFrom(...NAMES);
const mixed = joined(fc.oneof(name, fc.constantFrom(...FRAGMENTS)), "", 4);
const segment = fc.oneof({ weight: 2, arbitrary: name }, fc.constantFrom(...SEGMENTS), mixed);
const pattern = fc.tuple(fc.constantFrom(...BEFORE), joined(segment, "/", 3), fc.constantFrom(...AFTER));
const line = fc.oneof(
  { weight: 12, arbitrary: pattern.map((parts) => parts.join("")) },
  { weight: 2, arbitrary: fc.constantFrom("", "*", "**", "!*", ".", "/", "!.", "# comment") },
  { weight: 1, arbitrary: joined(fc.constantFrom(...NOISE), "", 8) },
);
const ignoreText = fc
  .tuple(fc.constantFrom("", "", "", "\uFEFF"), fc.array(line, { maxLength: 6 }), fc.constantFrom("", "\n"))
  .map(([start, lines, end]) => `${start}${lines.join("\n")}${end}`);

const path = joined(name, "/", 4);
const dockerfile = fc.constantFrom("Dockerfile", "Dockerfile", "api.Dockerfile", "a/Dockerfile", "./b/Web");
const target = fc.constantFrom("a", "../b", "/etc", "nowhere", ".");

export const trees: fc.Arbitrary<Tree> = fc
  .record({
    dockerfile,
    ignore: fc.option(ignoreText),
    own: fc.option(ignoreText, { freq: 1 }),
    paths: fc.array(path, { maxLength: 12 }),
    links: fc.array(fc.tuple(path, target), { maxLength: 2 }),
  })
  .map(({ dockerfile, ignore, own, paths, links }) => ({
    dockerfile,
    files: {
      [dockerfile]: "FROM scratch\n",
      ...(ignore !== null && { ".dockerignore": ignore }),
      ...(own !== null && { [`${dockerfile}.dockerignore`]: own }),
      ...Object.fromEntries(paths.map((each) => [each, each])),
    },
    links: Object.fromEntries(links),
  }));

/** Writes a tree, and returns its files: without those where another one is in the way. */
export function write({ files, links }: Tree, context: string): string[] {
  const create = (path: string, make: (full: string) => void): boolean => {
    const full = join(context, path);
    try {
      mkdirSync(dirname(full), { recursive: true });
      make(full);
      return true;
    } catch (error) {
      if (["EEXIST", "ENOTDIR", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
      throw error;
    }
  };
  const written = Object.entries(files)
    .filter(([path, text]) => create(path, (full) => writeFileSync(full, text, { flag: "wx" })))
    .map(([path]) => path);
  // Last, and none behind another one, which may lead out of the tree.
  const isReal = ([path]: [string, string]) =>
    !Object.keys(links).some((link) => path.startsWith(`${link}/`));
  for (const [path, to] of Object.entries(links).filter(isReal))
    create(path, (full) => symlinkSync(to, full));
  return written;
}
