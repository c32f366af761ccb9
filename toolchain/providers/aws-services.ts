import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ConfigurationError } from "../../environments/errors";
import type { AwsIndex } from "./aws-index";
import { AWS_PROVIDER } from "./pins";

/** Folders whose files say which AWS resources and data sources exist in our stacks. */
const SOURCE_FOLDERS = ["constructs", "stacks"];
/**
 * What every configuration of the provider uses, whatever the stacks hold: `sts` checks the
 * account, `meta` answers for region and partition.
 */
const PROVIDER_SERVICES = ["meta", "sts"];

/** A kind of block in a configuration, and its Terraform type. */
export interface UsedBlock {
  readonly kind: "resource" | "data";
  readonly type: string;
}

/** Terraform types of the AWS bindings that constructs and stacks import, sorted. */
export const usedAwsTypes = (root: string): string[] =>
  usedBlocks(root, "provider-aws").map(({ type }) => type);

/**
 * Resources and data sources whose bindings constructs and stacks import, sorted by their types.
 *
 * Reads import lines and the classes' own `tfResourceType` as text: loading the classes would take seconds.
 */
export function usedBlocks(root: string, bindings: "provider-aws" | "provider-docker"): UsedBlock[] {
  const modules = new Set<string>();
  const imports = new RegExp(`["']@cdktf/${bindings}/lib/([\\w-]+)`, "g");
  for (const folder of SOURCE_FOLDERS) {
    for (const file of typescriptFiles(path.join(root, folder))) {
      for (const [, name] of readFileSync(file, "utf8").matchAll(imports)) modules.add(name ?? "");
    }
  }
  // The provider has a module too, whose type is its name.
  modules.delete("provider");
  return [...modules].map((name) => blockOf(root, bindings, name)).sort((a, b) => (a.type < b.type ? -1 : 1));
}

function blockOf(root: string, bindings: string, module: string): UsedBlock {
  const folder = `node_modules/@cdktf/${bindings}/lib`;
  const file = path.join(root, folder, module, "index.js");
  const type = existsSync(file)
    ? /\.tfResourceType = "(\w+)"/.exec(readFileSync(file, "utf8"))?.[1]
    : undefined;
  if (type !== undefined) return { kind: module.startsWith("data-") ? "data" : "resource", type };
  throw new ConfigurationError("import of the bindings", [
    `@cdktf/${bindings}/lib/${module} must be the folder of one resource or data source, got none in ${folder}; run npm ci`,
  ]);
}

/** The smallest closed set of service packages that serves these types, sorted. */
export function servicesFor(index: AwsIndex, types: readonly string[]): string[] {
  const unknown = types.filter((type) => index.types[type] === undefined);
  if (unknown.length > 0) {
    throw new ConfigurationError(
      "AWS resource types",
      unknown.map(
        (type) => `type must be one that provider version ${AWS_PROVIDER.version} has, got "${type}"`,
      ),
    );
  }
  const services = new Set([
    ...PROVIDER_SERVICES,
    ...index.core,
    ...types.flatMap((type) => index.types[type] ?? []),
  ]);
  // A set hands out what is added while it is walked, so this ends when nothing new is needed.
  for (const service of services) for (const needed of index.needs[service] ?? []) services.add(needed);
  return [...services].sort();
}

function typescriptFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return typescriptFiles(file);
    return entry.name.endsWith(".ts") ? [file] : [];
  });
}
