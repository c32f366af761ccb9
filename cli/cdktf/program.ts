import { dirname, join } from "node:path";

/**
 * cdktf's own program, from the package that this project pins, behind what it needs to be ended safely.
 *
 * @returns the arguments of Node.js
 */
export const cdktfProgram = (): readonly string[] => [
  "--require",
  join(__dirname, "preload.js"),
  join(dirname(require.resolve("cdktf-cli/package.json")), "bundle/bin/cdktf"),
];
