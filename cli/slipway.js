#!/usr/bin/env node
// Runs the command from its TypeScript sources: there is no build step that could be forgotten.
require("./install.js");
// The Node versions that we support are in package.json; the SDK's own notice would stand in every command's output.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
require("tsx/cjs");
require("./main.ts");
