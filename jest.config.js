// The Node versions that we support are in package.json; the AWS SDK's own notice would stand in every run.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const transform = {
  "^.+\\.tsx?$": [
    "@swc/jest",
    { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
  ],
};

const shared = {
  testEnvironment: "node",
  transform,
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.slipway"],
};

/**
 * @type {import("jest").Config}
 * `unit` needs neither Docker nor Terraform; `validate` needs Terraform, and Docker for Checkov;
 * `integration` needs both.
 * `engines` holds one engine after the other against what we say of it: `npm run test:engines`. */
module.exports = {
  testSequencer: "<rootDir>/__tests__/support/sequencer.js",
  reporters: ["default", "<rootDir>/__tests__/support/tally.js", "<rootDir>/__tests__/support/time-spent.js"],
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
      ],
    },
    {
      ...shared,
      displayName: "validate",
      setupFilesAfterEnv: ["<rootDir>/__tests__/support/patient.js"],
      globalSetup: "<rootDir>/__tests__/validate/setup.ts",
      testMatch: ["<rootDir>/__tests__/validate/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "integration",
      setupFilesAfterEnv: ["<rootDir>/__tests__/support/patient.js"],
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
