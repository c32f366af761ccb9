import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { NotReadyError } from "../../environments/errors";
import { partitionOf } from "../../environments/rules/partition";
import { findProgram } from "../../toolchain/programs";
import { run } from "../../toolchain/run";

/** A session as ECS opens it; its token is a credential for as long as it lasts. */
export interface Session {
  readonly id: string;
  readonly url: string;
  readonly token: string;
  /** What Systems Manager calls the container: `ecs:<cluster>_<task id>_<runtime id>`. */
  readonly target: string;
}

const PROGRAM = "session-manager-plugin";
const INSTALL =
  "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html";

/** The first version that takes the session from a variable: an argument would show the token to everybody on the machine. */
const OLDEST = [1, 2, 497, 0] as const;
/** Variable that holds the session; its name stands in the arguments in the place of the session. */
const SESSION_VARIABLE = "AWS_SSM_START_SESSION_RESPONSE";

/** Path of the plugin; refused when it is not there or too old. */
export async function requirePlugin(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const path = findProgram(PROGRAM, env);
  const oldest = OLDEST.join(".");
  if (path === undefined) {
    throw new NotReadyError("this machine", [
      `${PROGRAM} must be on the PATH, got none; install version ${oldest} or newer: ${INSTALL}`,
    ]);
  }
  const { stdout } = await run(path, ["--version"], { doing: `asking ${PROGRAM} for its version` });
  const version = stdout.trim();
  if (isOlder(version)) {
    throw new NotReadyError("this machine", [
      `${PROGRAM} must be version ${oldest} or newer, got ${version === "" ? "none" : version} (${path}); install it: ${INSTALL}`,
    ]);
  }
  return path;
}

function isOlder(version: string): boolean {
  const parts = version.split(".").map(Number);
  const index = OLDEST.findIndex((oldest, at) => oldest !== parts[at]);
  return index >= 0 && !((parts[index] ?? NaN) > (OLDEST[index] ?? 0));
}

/** @internal arguments as the AWS CLI gives them */
export function pluginArguments(region: string, target: string): string[] {
  const endpoint = `https://ssm.${region}.${partitionOf(region).dnsSuffix}`;
  // Without a profile: the session's own token is all that the plugin needs.
  return [SESSION_VARIABLE, region, "StartSession", "", JSON.stringify({ Target: target }), endpoint];
}

/**
 * Ctrl-C at a terminal reaches the plugin by itself, which hands it on to the command; whoever calls this must not end by
 * it.
 *
 * @param json the standard output is for a document: what the command prints goes to the error stream
 */
export async function runPlugin(
  path: string,
  { region, session, json }: { readonly region: string; readonly session: Session; readonly json: boolean },
): Promise<number> {
  const { id: SessionId, token: TokenValue, url: StreamUrl } = session;
  const response = JSON.stringify({ SessionId, TokenValue, StreamUrl });
  const child = spawn(path, pluginArguments(region, session.target), {
    stdio: ["inherit", json ? 2 : "inherit", "inherit"],
    env: { ...process.env, [SESSION_VARIABLE]: response },
  });
  const terminate = () => child.kill("SIGTERM");
  process.on("SIGTERM", terminate);
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (signal ? constants.signals[signal] : 0);
  } finally {
    process.removeListener("SIGTERM", terminate);
  }
}
