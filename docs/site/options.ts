import { join } from "node:path";
import type { TypeDocOptions } from "typedoc" with { "resolution-mode": "import" };
import { CHAPTERS, UNPLACED } from "./documents";

/** Where the site is written, from the root of the project. */
export const OUT = "docs/site/out";

/** What TypeDoc is told; nothing in it depends on the day or on a git remote. */
export const typedocOptions = (
  root: string,
  folder: string,
  documents: readonly string[],
): Partial<TypeDocOptions> => ({
  name: "Slipway",
  tsconfig: join(root, "docs/site/tsconfig.json"),
  entryPoints: ["constructs/**/*.ts", "environments/input.ts"].map((path) => join(root, path)),
  entryPointStrategy: "expand",
  basePath: root,
  displayBasePath: root,
  readme: join(folder, "README.md"),
  projectDocuments: [...documents],
  out: join(root, OUT),
  // Its type check is `npm run types`.
  skipErrorChecking: true,
  treatWarningsAsErrors: true,
  validation: {
    invalidLink: true,
    invalidPath: true,
    rewrittenLink: true,
    // Small types that only one file uses are not exported, and are shown where they are used.
    notExported: false,
    notDocumented: false,
    unusedMergeModuleWith: true,
  },
  excludeExternals: true,
  excludePrivate: true,
  excludeInternal: true,
  disableGit: true,
  disableSources: true,
  githubPages: false,
  includeVersion: false,
  hideGenerator: true,
  sort: ["kind", "alphabetical-ignoring-documents"],
  groupOrder: [...Object.keys(CHAPTERS), UNPLACED, "Modules", "*"],
  navigation: { includeGroups: true, includeFolders: true, excludeReferences: true },
  searchInDocuments: true,
  highlightLanguages: [
    "ts",
    "js",
    "sh",
    "bash",
    "console",
    "json",
    "yaml",
    "diff",
    "hcl",
    "docker",
    "mermaid",
  ],
  lightHighlightTheme: "github-light-high-contrast",
  darkHighlightTheme: "github-dark-high-contrast",
  customCss: join(root, "docs/site/slipway.css"),
});
