// Started by Terraform while it applies, in the folder of a stack: runs one task and waits for its end.
require("./install.js");
// The Node versions that we support are in package.json; the SDK's own notice would stand in every deployment's output.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
require("tsx/cjs");
require("./task/main.ts");
