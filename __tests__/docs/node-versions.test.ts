import { readFileSync } from "node:fs";
import { join } from "node:path";
import { engines } from "../../package.json";
import { root } from "../support/synth-environment";

/** `Node.js 22.22+ or 24+`. */
const requirement = `Node.js ${[...engines.node.matchAll(/(\d+)(\.[1-9]\d*)?[.\d]*/g)].map(([, major, minor = ""]) => `${major}${minor}+`).join(" or ")}`;

test.each(["README.md", "CHANGELOG.md", "docs/getting-started.md", "docs/closed-networks.md"])(
  "%s requires the versions of package.json",
  (file) => {
    const text = readFileSync(join(root, file), "utf8");
    expect([...text.matchAll(/Node\.js \d[\d.+]* or [\d.]+\+?/g)].map(([found]) => found)).toEqual([
      requirement,
    ]);
  },
);
