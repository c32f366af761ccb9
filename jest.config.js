const { availableParallelism } = require("node:os");
const { engines } = require("./package.json");
const { isSupported } = require("./toolchain/node/start.js");

// Tests start commands with the Node.js that runs them, and another one would be replaced in each of them.
if (!isSupported(process.versions.node)) {
  throw new Error(
    `Node.js must be ${engines.node}, got ${process.versions.node}; run: node cli/install.js -- npx jest ...`,
  );
}

const swc = [
  "@swc/jest",
  { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
];

/**
 * Packages that Node loads, once for all suites of a worker: loading cdktf, zod and the AWS SDK in the sandbox of each suite
 * took a third of the time of the unit tests. Jest's own stay inside, and elkjs, which takes only arrays of its own realm.
 */
const PACKAGES = "/node_modules/(?!@?jest|@swc|expect|pretty-format|pirates|elkjs).+\\.[cm]?js$";

const shared = {
  testEnvironment: "<rootDir>/__tests__/support/packages-environment.js",
  transform: {
    "^.+\\.tsx?$": swc,
    [PACKAGES]: "<rootDir>/__tests__/support/packages-transform.js",
  },
  // The patterns of `transform` name all that is replaced.
  transformIgnorePatterns: [],
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/patient.js"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.slipway"],
};

/**
 * @type {import("jest").Config}
 * `unit` needs neither Docker nor Terraform, and starts no command; `processes` starts commands of Slipway, npm and cdktf;
 * `validate` needs Terraform, and Docker for Checkov;
 * `integration` needs both.
 * `engines` holds one engine after the other against what we say of it: `npm run test:engines`. */
module.exports = {
  // Suites wait for servers and programs, so more workers than cores keep the cores busy.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  testSequencer: "<rootDir>/__tests__/support/sequencer.js",
  reporters: [
    "default",
    ...["tally", "slowest", "time-spent"].map((name) => `<rootDir>/__tests__/support/${name}.js`),
  ],
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: [
        "/node_modules/",
        "/__tests__/validate/",
        "/__tests__/integration/",
        "/__tests__/engines/",
        "\\.process\\.test\\.ts$",
      ],
    },
    {
      ...shared,
      displayName: "processes",
      testMatch: ["<rootDir>/__tests__/**/*.process.test.ts"],
    },
    {
      ...shared,
      displayName: "validate",
      globalSetup: "<rootDir>/__tests__/validate/setup.ts",
      testMatch: ["<rootDir>/__tests__/validate/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "integration",
      globalSetup: "<rootDir>/__tests__/integration/setup.ts",
      testMatch: ["<rootDir>/__tests__/integration/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "engines",
      globalSetup: "<rootDir>/__tests__/engines/setup.ts",
      testMatch: ["<rootDir>/__tests__/engines/**/*.test.ts"],
    },
  ],
};
