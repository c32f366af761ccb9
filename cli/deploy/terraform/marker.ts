import { readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { CommandError, run } from "../../../toolchain/run";

/** The Terraform process that works on a stack, written down beside its log. */
export interface Marker {
  readonly pid: number;
  readonly host: string;
  /** The program, to tell the process from a later one with the same number. */
  readonly program: string;
  /** `plan`, `apply`. */
  readonly operation: string;
  /** ISO 8601. */
  readonly since: string;
}

/** What is known before the process is there. */
export const markerOf = (program: string, operation: string): Omit<Marker, "pid"> => ({
  host: hostname(),
  program,
  operation,
  since: new Date().toISOString(),
});

/**
 * The shell writes its own number down and becomes the program: were it written by whoever starts the program, a kill
 * between the two would leave a Terraform behind that nobody knows of.
 */
const WRITE_AND_BECOME = `printf '{"pid":%s,%s' "$$" "$1" >"$0" && shift && exec "$@"`;

/** Arguments for `sh` that write the marker and run the program. */
export const marked = (file: string, marker: Omit<Marker, "pid">, args: readonly string[]): string[] => [
  "-c",
  WRITE_AND_BECOME,
  file,
  JSON.stringify(marker).slice(1),
  marker.program,
  ...args,
];

export const removeMarker = (file: string): void => rmSync(file, { force: true });

/** The process that the file speaks of, when it still works on this machine. */
export async function livingMarker(file: string): Promise<Marker | undefined> {
  const marker = read(file);
  if (marker?.host !== hostname()) return undefined;
  return (await commandOf(marker.pid)).includes(marker.program) ? marker : undefined;
}

function read(file: string): Marker | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Marker;
  } catch {
    // Not there, or only half written when the machine stopped.
    return undefined;
  }
}

/** The command line of a process; empty when there is none. */
async function commandOf(pid: number): Promise<string> {
  try {
    const { stdout } = await run("ps", ["-p", String(pid), "-o", "stat=,args="], {
      doing: "looking for Terraform",
    });
    // A process that has ended and that nobody has asked for its exit code yet.
    return stdout.trimStart().startsWith("Z") ? "" : stdout;
  } catch (error) {
    if (error instanceof CommandError) return "";
    throw error;
  }
}
