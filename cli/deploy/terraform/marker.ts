import { readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { startOf } from "../../../toolchain/process-start";

/** The Terraform process that works on a stack, as toolchain/lasting-terraform.sh records it. */
export interface Marker {
  readonly pid: number;
  /** When the process started, to tell it from a later one with the same id; the format is the system's. */
  readonly started: string;
  readonly host: string;
  /** Of the machine or container that it runs in, see `processSpace`; empty on a system that has none. */
  readonly space: string;
  /** `plan`, `apply`. */
  readonly operation: string;
  /** ISO 8601. */
  readonly since: string;
}

export const removeMarker = (file: string): void => rmSync(file, { force: true });

/** The recorded process, when it still runs on this machine. */
export async function livingMarker(file: string): Promise<Marker | undefined> {
  const marker = readMarker(file);
  if (marker?.host !== hostname()) return undefined;
  return (await startOf(marker.pid)) === marker.started ? marker : undefined;
}

/** What the file records, also of a process that has ended. */
export function readMarker(file: string): Marker | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Marker;
  } catch {
    // No process was recorded, or the machine stopped while one was.
    return undefined;
  }
}
