import path from "node:path";
import { cached } from "../cache";
import { findGo, type Go } from "../go";
import { contentKey, filesKey } from "../keys";
import type { Progress } from "../progress";
import { BUILD_FLAGS, goBuild } from "../providers/go-build";

const MAIN_PACKAGE = "github.com/rhysd/actionlint/cmd/actionlint";
const PROGRAM = "actionlint";

/** Everything that a build depends on besides its pins. */
const keyOf = (go: Go): string =>
  contentKey({
    pins: filesKey(__dirname, ["go.mod", "go.sum"]),
    go: go.version,
    platform: `${go.os}_${go.arch}`,
    flags: BUILD_FLAGS,
  });

export interface ActionlintProgram {
  readonly path: string;
  /** Hash of everything that the program is built from. */
  readonly key: string;
}

/**
 * Builds the linter of GitHub workflows once per user, from the Go module that go.mod and go.sum beside this file pin and
 * verify. Only a closed network needs it; an open one pulls the published image.
 */
export async function ensureActionlintProgram(progress: Progress): Promise<ActionlintProgram> {
  const go = await findGo(
    __dirname,
    process.env,
    "no container registry answers and actionlint is built from its Go module",
  );
  const key = keyOf(go);
  const { folder } = await cached(
    PROGRAM,
    key,
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
  return { path: path.join(folder, PROGRAM), key };
}
