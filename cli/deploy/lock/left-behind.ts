import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { basename } from "node:path";
import { processSpace } from "../../../toolchain/process-space";
import { livingMarker, type Marker, readMarker } from "../terraform/marker";
import type { StateLock } from "./lock-info";

/** A lock whose Terraform ran on this machine and no longer exists. */
export interface LeftBehind {
  readonly marker: Marker;
  /**
   * Whether no other process can hold the lock. Without that, a user has to confirm that the process is gone: the record may be
   * of another container, or of the time before the machine was started again.
   */
  readonly isProven: boolean;
}

/** Terraform takes its lock within seconds of its start. A lock that is younger than that belongs to a later process. */
const MAX_LOCKING_MS = 60_000;
/** A lock's time is cut to seconds. */
const ROUNDING_MS = 1000;

/**
 * Recognises a lock that a killed Terraform of this machine has left. Terraform's lock names user and host, but no process;
 * the record that each Terraform writes at its start does.
 *
 * @param place.folder name of the folder that Terraform works in: `dev-services`
 * @param place.marker the record of the last Terraform that worked there
 */
export async function findLeftBehind(
  lock: StateLock,
  { folder, marker: file }: { readonly folder: string; readonly marker: string },
): Promise<LeftBehind | undefined> {
  const marker = readMarker(file);
  if (marker?.host !== hostname()) return undefined;
  // As Terraform words it: https://pkg.go.dev/github.com/hashicorp/terraform/internal/states/statemgr#NewLockInfo
  if (lock.who !== `${userName()}@${hostname()}`) return undefined;
  const age = Date.parse(lock.since) - Date.parse(marker.since);
  // Also false where one of them is no time.
  if (!(age >= -ROUNDING_MS && age <= MAX_LOCKING_MS)) return undefined;
  if (!locksAs(marker.operation, lock.operation)) return undefined;
  if ((await livingMarker(file)) !== undefined) return undefined;
  const space = processSpace();
  const isProven = space !== "" && marker.space === space && !hasProcessIn(folder);
  return { marker, isProven };
}

/** A container may run as a user that no passwd file knows; Terraform, a program of Go, then takes $USER. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? "";
  }
}

/**
 * Whether a command takes a lock for an operation.
 * Source: https://github.com/hashicorp/terraform/blob/v1.11/internal/command/meta_backend_migrate.go
 */
function locksAs(command: string, operation: string): boolean {
  if (command === "init") return /^migration (source|destination) state$/.test(operation);
  return operation === (command === "destroy" ? "apply" : command);
}

/** A plugin of a killed Terraform may outlive it, and holds no lock. */
const PLUGIN = "terraform-provi";

/**
 * Whether a process of this user works in a folder of this name: a second checkout of the project on this machine
 * has records of its own.
 */
function hasProcessIn(folder: string): boolean {
  return readdirSync("/proc").some((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return (
        basename(readlinkSync(`/proc/${pid}/cwd`).replace(/ \(deleted\)$/, "")) === folder &&
        !readFileSync(`/proc/${pid}/comm`, "utf8").startsWith(PLUGIN)
      );
    } catch {
      // It has ended, or belongs to another user, whose name the lock would have.
      return false;
    }
  });
}
