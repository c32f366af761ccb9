import { GO_ENVIRONMENT, type Go } from "../go";
import { run } from "../run";

export interface GoBuild {
  readonly go: Go;
  /** Folder with go.mod and go.sum. */
  readonly module: string;
  readonly mainPackage: string;
  readonly output: string;
  readonly doing: string;
}

/** Part of the cache key: a build with other flags is another binary. */
export const BUILD_FLAGS = ["-trimpath", "-buildvcs=false", "-ldflags=-s -w"] as const;

/** `go: downloading x v1.2.3` or the name of a package. */
const PROGRESS_LINE = /^go: downloading |^\S+$/;

/** Builds a program; `update` hears how many of the packages that are not built yet are done. */
export async function goBuild(build: GoBuild, update: (detail: string) => void): Promise<void> {
  const { go, module, mainPackage, output, doing } = build;
  const options = { doing, cwd: module, env: GO_ENVIRONMENT, noise: PROGRESS_LINE };
  update("fetching modules");
  const stale = await run(
    go.path,
    ["list", "-deps", ...BUILD_FLAGS, "-f", "{{if .Stale}}{{.ImportPath}}{{end}}", mainPackage],
    { ...options, onLine: (line, stream) => stream === "stderr" && update(line.slice(0, 80)) },
  );
  const total = stale.stdout.trim().split("\n").length;
  let started = 0;
  await run(go.path, ["build", "-v", ...BUILD_FLAGS, "-o", output, mainPackage], {
    ...options,
    onLine: () => {
      started += 1;
      update(started >= total ? "linking" : `package ${started} of ${total}`);
    },
  });
}

/** The folder in Go's module cache with the source of a module, fetched if need be and checked against go.sum. */
export async function moduleSource(go: Go, module: string, path: string, doing: string): Promise<string> {
  const { stdout } = await run(go.path, ["mod", "download", "-json", path], {
    doing,
    cwd: module,
    env: GO_ENVIRONMENT,
  });
  const { Dir: folder } = JSON.parse(stdout) as { readonly Dir: string };
  return folder;
}
