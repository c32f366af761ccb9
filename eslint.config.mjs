import { defineConfig } from "eslint/config";
import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

/** One direction, no way back: what a folder may import. Patterns are relative to the importing file. */
const closed = (files, patterns, except = []) => ({
  files,
  ignores: except,
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      { paths: PROVIDER_ROOTS, patterns: patterns.map(([group, message]) => ({ group, message })) },
    ],
  },
});

const PROVIDER_ROOTS = ["@cdktf/provider-aws", "@cdktf/provider-docker"].map((name) => ({
  name,
  message: "Import a provider class by its deep path: the package root loads 1,500 classes.",
}));
const NO_CDKTF = [["cdktf", "constructs", "@cdktf/*"], "Plain data and programs know no cdktf."];
const NO_STACKS = [["**/stacks/**", "**/stacks"], "Only main.ts imports stacks."];
const NO_MAIN = [["**/main"], "main.ts is the entry; nothing imports it."];

export default defineConfig(
  {
    ignores: [
      "node_modules",
      "cdktf.out*",
      "**/dist",
      ".slipway",
      "coverage",
      "docs/site/out",
      "**/*.js",
      "**/*.mjs",
      "apps",
    ],
  },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { project: "./tsconfig.json" } },
    rules: {
      // cdktf resources register themselves in their scope when they are made.
      "no-new": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/prefer-nullish-coalescing": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "off",
      eqeqeq: "error",
      "no-unassigned-vars": "error",
      "no-useless-assignment": "error",
      "preserve-caught-error": "error",
    },
  },
  {
    // Texts come from users, AWS and other programs: none may make a match take exponential time.
    ignores: ["__tests__/**"],
    plugins: { regexp },
    rules: { "regexp/no-super-linear-backtracking": ["error", { report: "potential" }] },
  },
  closed(
    ["environments/**"],
    [
      NO_CDKTF,
      NO_STACKS,
      NO_MAIN,
      [
        [
          "**/constructs/**",
          "**/policy/**",
          "**/cli/**",
          "**/release/**",
          "**/toolchain/**",
          "**/emulator/**",
        ],
        "environments/ is plain data.",
      ],
    ],
  ),
  closed(
    ["policy/**"],
    [
      NO_CDKTF,
      NO_STACKS,
      NO_MAIN,
      [
        ["**/constructs/**", "**/cli/**", "**/release/**", "**/toolchain/**", "**/emulator/**"],
        "The policy check reads JSON; it knows neither who made it nor who asks.",
      ],
    ],
  ),
  closed(
    ["constructs/**"],
    [
      NO_STACKS,
      NO_MAIN,
      [
        [
          "**/environments/model",
          "**/environments/input",
          "**/environments/index",
          "**/environments/resolve",
        ],
        "A construct takes props; it knows no Environment.",
      ],
      [
        ["**/cli/**", "**/release/**", "**/toolchain/**", "**/emulator/**"],
        "Constructs know nothing of the machine.",
      ],
    ],
  ),
  closed(
    ["stacks/**"],
    [
      NO_MAIN,
      [["**/cli/**", "**/release/**", "**/toolchain/**", "**/emulator/**"], "Synthesis looks nothing up."],
    ],
  ),
  closed(
    ["diagram/**"],
    [
      NO_CDKTF,
      NO_STACKS,
      NO_MAIN,
      [
        ["**/constructs/**", "**/cli/**", "**/release/**", "**/toolchain/**", "**/emulator/**"],
        "diagram/ knows what is synthesised, and nothing of how.",
      ],
    ],
  ),
  closed(
    ["plan/**"],
    [
      NO_CDKTF,
      NO_STACKS,
      NO_MAIN,
      [
        ["**/constructs/**", "**/cli/**", "**/release/**", "**/toolchain/**", "**/emulator/**"],
        "plan/ reads what Terraform has planned, and nothing else.",
      ],
    ],
  ),
  closed(
    ["cli/**", "release/**", "toolchain/**", "emulator/**", "env-files/**", "docs/site/**"],
    [NO_CDKTF, NO_STACKS, NO_MAIN, [["**/constructs/**"], "Commands start cdktf as a program."]],
  ),
  {
    files: ["constructs/**", "stacks/**"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Synthesis reads no process variable; main.ts does." },
        { object: "Date", property: "now", message: "Same input, same bytes: no clock." },
      ],
    },
  },
  {
    files: ["__tests__/**"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
);
