import path from "node:path";
import { cached } from "../cache";
import { findGo, type Go } from "../go";
import { contentKey, filesKey } from "../keys";
import type { Progress } from "../progress";
import { BUILD_FLAGS, goBuild } from "../providers/go-build";

const MAIN_PACKAGE = "github.com/rhysd/actionlint/cmd/actionlint";
const PROGRAM = "actionlint";

/** Everything that a build depends on besides its pins. */
const key = (go: Go): string =>
  contentKey({
    pins: filesKey(__dirname, ["go.mod", "go.sum"]),
    go: go.version,
    platform: `${go.os}_${go.arch}`,
    flags: BUILD_FLAGS,
  });

/**
 * The program that judges GitHub workflows, built once per user from the Go module that go.mod and go.sum beside this
 * file pin, on every network: a Go module is verified against its checksum wherever it comes from.
 */
export async function ensureActionlint(progress: Progress): Promise<string> {
  const go = await findGo(__dirname, process.env, "actionlint is built from its Go module");
  const { folder } = await cached(
    PROGRAM,
    key(go),
    (target) =>
      progress.during(PROGRAM, "building it from its Go module", (update) =>
        goBuild(
          {
            go,
            module: __dirname,
            mainPackage: MAIN_PACKAGE,
            output: path.join(target, PROGRAM),
            doing: "building actionlint",
          },
          update,
        ),
      ),
    () => progress.say(PROGRAM, "waiting for another run that builds it"),
  );
  return path.join(folder, PROGRAM);
}
