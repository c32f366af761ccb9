import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../environments/model";
import { renderEnvFile } from "./render";

/**
 * Writes `.slipway/env/<environment>/<service>.env` for every service, readable by the owner only.
 * Each file appears whole or not at all, and all are rendered before the first is written.
 *
 * @param root project folder
 * @returns the files, relative to `root`, in the order of the services
 */
export function writeEnvFiles(environment: Environment, root: string): readonly string[] {
  const folder = join(".slipway", "env", environment.name);
  const files = environment.services.map((service) => ({
    path: join(folder, `${service.name}.env`),
    text: renderEnvFile(service),
  }));
  mkdirSync(join(root, folder), { recursive: true, mode: 0o700 });
  for (const { path, text } of files) {
    const unfinished = join(root, `${path}.${process.pid}.tmp`);
    writeFileSync(unfinished, text, { mode: 0o600, flag: "wx" });
    renameSync(unfinished, join(root, path));
  }
  return files.map(({ path }) => path);
}
