import semver from "semver";

/** The `engines` entry of package.json. */
export const LEAST_NODE = "20.19.0";

/** What is wrong with the Node.js that runs this, or `undefined`. */
export function nodeProblem(version: string = process.versions.node): string | undefined {
  if (semver.gte(version, LEAST_NODE)) return undefined;
  return `Node.js must be version 20.19 or newer, got ${version}; install it from https://nodejs.org`;
}
