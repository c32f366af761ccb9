import semver from "semver";
import { NotReadyError } from "../../environments/errors";
import { findProgram } from "../programs";
import { run } from "../run";

export interface Cargo {
  /** Absolute path of the program. */
  readonly path: string;
  /** Version of the compiler behind it. */
  readonly rust: string;
  /** The platform that it compiles for, for example `x86_64-unknown-linux-gnu`. */
  readonly platform: string;
}

const GET_RUST = "https://www.rust-lang.org/tools/install";

/** The cargo and the compiler on PATH, where they are new enough. */
export async function findCargo(least: string, env: NodeJS.ProcessEnv = process.env): Promise<Cargo> {
  const path = findProgram("cargo", env);
  const compiler = findProgram("rustc", env);
  if (path === undefined || compiler === undefined) throw cargoProblem(least, "nothing");
  const { stdout } = await run(compiler, ["--version", "--verbose"], {
    doing: "asking Rust for its version",
  });
  const [, rust] = /^release: (\S+)/m.exec(stdout) ?? [];
  const [, platform] = /^host: (\S+)/m.exec(stdout) ?? [];
  if (rust === undefined || platform === undefined || semver.lt(rust, least)) {
    throw cargoProblem(least, stdout.split("\n")[0] ?? "");
  }
  return { path, rust, platform };
}

function cargoProblem(least: string, found: string): NotReadyError {
  return new NotReadyError("this machine", [
    `Rust with cargo must be installed in version ${least} or newer, because fakecloud's container image cannot be had and its program is built from its crate, got ${found}; get it from ${GET_RUST}`,
  ]);
}
