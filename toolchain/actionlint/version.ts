import { readFileSync } from "node:fs";
import path from "node:path";

const MODULE = "github.com/rhysd/actionlint";

/** Returns the version that go.mod beside this file requires, without its `v`: also the tag of the published image. */
export function actionlintVersion(): string {
  const text = readFileSync(path.join(__dirname, "go.mod"), "utf8");
  const [, version] = new RegExp(`^require ${MODULE} v(\\S+)`, "m").exec(text) ?? [];
  if (version === undefined) throw new Error(`toolchain/actionlint/go.mod must require ${MODULE}`);
  return version;
}
