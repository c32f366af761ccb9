import type { Environment } from "../environments/model";
import { chooseEmulator, type EmulatorKind } from "./engine";

/**
 * Major versions of PostgreSQL that an environment's databases run with, each once: MiniStack starts a real server for
 * each database, whose image must be there. Nothing for an environment on AWS and for the other engines.
 */
export function emulatedPostgres(
  { emulator, databases = [] }: Pick<Environment, "emulator" | "databases">,
  kind: EmulatorKind = chooseEmulator(),
): string[] {
  if (!emulator || kind !== "ministack") return [];
  return [...new Set(databases.map(({ version }) => version.split(".", 1)[0] ?? version))].sort();
}
