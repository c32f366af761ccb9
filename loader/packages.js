const path = require("node:path");

/**
 * Packages that synthesis needs at every start: they are part of the prepared file. Others, which a project adds, are loaded by
 * Node, as their authors tested them.
 */
const BUNDLED = [
  "@cdktf/provider-aws",
  "@cdktf/provider-docker",
  "cdktf",
  "constructs",
  "dockerfile-ast",
  "fastest-levenshtein",
  "re2js",
  "zod",
];

/**
 * Packages that a command loads when it first uses something of them. None is imported for its effect, exports a plain value or
 * waits at its top level, which a stand-in would hide.
 */
const ON_USE = [
  "@aws-sdk/client-acm",
  "@aws-sdk/client-auto-scaling",
  "@aws-sdk/client-cloudwatch-logs",
  "@aws-sdk/client-ec2",
  "@aws-sdk/client-ecr",
  "@aws-sdk/client-ecr-public",
  "@aws-sdk/client-ecs",
  "@aws-sdk/client-efs",
  "@aws-sdk/client-elastic-load-balancing-v2",
  "@aws-sdk/client-iam",
  "@aws-sdk/client-kms",
  "@aws-sdk/client-rds",
  "@aws-sdk/client-route-53",
  "@aws-sdk/client-s3",
  "@aws-sdk/client-secrets-manager",
  "@aws-sdk/client-servicediscovery",
  "@aws-sdk/client-ssm",
  "cli-table3",
  "commander",
  "dockerfile-ast",
  "dockerode",
  "elkjs",
  "fastest-levenshtein",
  "log-update",
  "picocolors",
  "proper-lockfile",
  "re2js",
  "semver",
  "testcontainers",
  "zod",
];

/** The package of a specifier such as `@aws-sdk/client-s3/dist`; `undefined` for a path. */
const packageOf = (specifier) => /^(@[^/]+\/)?[^./#@:][^/:]*(?=\/|$)/.exec(specifier)?.[0];

const isBundled = (specifier) => BUNDLED.includes(packageOf(specifier));
const isOnUse = (specifier) => ON_USE.includes(packageOf(specifier));

/** Whether a file is of a package; this project may itself be installed as one. */
const isInPackage = (root, file) => /(^|[\\/])node_modules[\\/]/.test(path.relative(root, file));

module.exports = { BUNDLED, ON_USE, isBundled, isInPackage, isOnUse };
