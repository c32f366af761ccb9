import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/synth-environment";

/** A package of the lock file. */
interface Locked {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
}

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const json = (file: string): unknown => JSON.parse(readFileSync(join(root, file), "utf8"));

/** `package-lock.json`: packages by their place, such as `node_modules/ssh2`. */
export const locked = (json("package-lock.json") as { readonly packages: Readonly<Record<string, Locked>> })
  .packages;

export const manifest = json("package.json") as Manifest;

/** The package at a place of the lock file: what follows the last `node_modules/`. */
export const nameAt = (place: string): string => place.slice(place.lastIndexOf("node_modules/") + 13);
