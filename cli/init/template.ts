import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { lockOf, manifestOf, type Lock, type Manifest } from "./packages";

/** What a new project is made of: files that are copied, and texts that are written. */
export interface Template {
  /** Relative to the project, with forward slashes. */
  readonly copied: readonly string[];
  readonly written: Readonly<Record<string, string>>;
}

interface TypeSettings {
  readonly include: readonly string[];
  readonly compilerOptions: object;
}

/** Files beside the folders of sources. */
const FILES = [".gitignore", ".npmrc", "LICENSE", "docker-compose.localstack.yml", "main.ts", "synth.js"];
/** Our own tests, measurements, site and sample applications, all of them in `tsconfig.json`. */
const OUR_OWN = /^(__tests__|bench|docs|apps)(\/|$)/;
/** Made by commands, or by nobody for others. */
const NOT_COPIED = /^(node_modules|\.slipway|dist|__pycache__|cdktf\.out.*|.*\.env)$/;
/** Guides that speak of how Slipway itself is tested or begun with. */
const NO_GUIDES = new Set(["ci.md", "coverage.md", "getting-started.md", "migrating-to-cdktn.md"]);

/**
 * This project without its samples and tests.
 *
 * @param root folder of the project that is copied
 * @param project name of the user's project
 * @param environments the user's own files of `environments/`, by their names
 */
export function templateOf(
  root: string,
  project: string,
  environments: Readonly<Record<string, string>>,
): Template {
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const json = (file: string): unknown => JSON.parse(read(file));
  const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const types = json("tsconfig.json") as TypeSettings;
  const include = types.include.filter((each) => !OUR_OWN.test(each) && existsSync(join(root, each)));
  const index = read("environments/index.ts");
  const samples = new Set([
    ...[...index.matchAll(SAMPLE)].map(([, name = ""]) => `environments/${name}.ts`),
    ...["shared.ts", "index.ts", "examples"].map((name) => `environments/${name}`),
  ]);
  const folders = [...include.filter((each) => !each.endsWith(".ts")), "loader"];
  const manifest = manifestOf(json("package.json") as Manifest, `${project}-infrastructure`);
  const copied = [
    ...FILES.filter((file) => existsSync(join(root, file))),
    ...folders.flatMap((folder) => filesIn(root, folder, samples)),
  ];
  const guides = guidesOf(root);
  const there = new Set([...copied, ...guides]);
  return {
    copied,
    written: {
      ...Object.fromEntries(guides.map((guide) => [guide, withLinksTo(there, guide, read(guide))])),
      "cdktf.json": text({ ...(json("cdktf.json") as object), projectId: project }),
      "package.json": text(manifest),
      "package-lock.json": text(lockOf(json("package-lock.json") as Lock, manifest)),
      "tsconfig.json": text({
        ...types,
        compilerOptions: { ...types.compilerOptions, types: ["node"] },
        include,
      }),
      "environments/index.ts": withOwnEnvironments(index),
      ...Object.fromEntries(
        Object.entries(environments).map(([name, source]) => [`environments/${name}`, source]),
      ),
    },
  };
}

const SAMPLE = /^import (\w+) from "\.\/\1";\n/gm;
const REGISTER = /\{ local[^}]*\}/;

/** The register of environments with `local` and `dev` in it. */
export function withOwnEnvironments(index: string): string {
  const others = index.replace(SAMPLE, "");
  const last = others.lastIndexOf("\nimport ");
  const behind = others.indexOf("\n", last + 1) + 1;
  const own = 'import dev from "./dev";\nimport local from "./local";\n';
  return (others.slice(0, behind) + own + others.slice(behind)).replace(REGISTER, "{ local, dev }");
}

function filesIn(root: string, folder: string, without: ReadonlySet<string>): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (without.has(path) || NOT_COPIED.test(entry.name)) return [];
      return entry.isDirectory() ? filesIn(root, path, without) : entry.isFile() ? [path] : [];
    });
}

const guidesOf = (root: string): string[] =>
  existsSync(join(root, "docs"))
    ? readdirSync(join(root, "docs"))
        .filter((name) => name.endsWith(".md") && !NO_GUIDES.has(name))
        .sort()
        .map((name) => `docs/${name}`)
    : [];

const LINK = /\[([^\]]+)\]\(([^)#:]+)(?:#[^)]*)?\)/g;

/** A guide whose links lead to what is there; of the others their words are left. */
const withLinksTo = (there: ReadonlySet<string>, guide: string, text: string): string =>
  text.replace(LINK, (link, words: string, target: string) =>
    there.has(posix.join(posix.dirname(guide), target)) ? link : words,
  );
