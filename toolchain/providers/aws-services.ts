import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ConfigurationError } from "../../environments/errors";
import type { AwsIndex } from "./aws-index";
import { AWS_PROVIDER } from "./pins";

/** Folders whose files say which AWS resources and data sources exist in our stacks. */
const SOURCE_FOLDERS = ["constructs", "stacks"];
const BINDINGS = "node_modules/@cdktf/provider-aws/lib";

/**
 * What every configuration of the provider uses, whatever the stacks hold: `sts` checks the
 * account, `meta` answers for region and partition.
 */
const PROVIDER_SERVICES = ["meta", "sts"];

/**
 * Terraform types of the AWS bindings that constructs and stacks import, sorted.
 *
 * Reads import lines and the classes' own `tfResourceType` as text: loading the classes would take seconds.
 */
export function usedAwsTypes(root: string): string[] {
  const modules = new Set<string>();
  for (const folder of SOURCE_FOLDERS) {
    for (const file of typescriptFiles(path.join(root, folder))) {
      for (const [, name] of readFileSync(file, "utf8").matchAll(
        /["']@cdktf\/provider-aws\/lib\/([\w-]+)/g,
      )) {
        modules.add(name ?? "");
      }
    }
  }
  return [...modules]
    .map((name) => typeOf(root, name))
    .filter((type) => type.startsWith("aws_"))
    .sort();
}

function typeOf(root: string, module: string): string {
  const file = path.join(root, BINDINGS, module, "index.js");
  const type = existsSync(file)
    ? /\.tfResourceType = "(\w+)"/.exec(readFileSync(file, "utf8"))?.[1]
    : undefined;
  if (type !== undefined) return type;
  throw new ConfigurationError("import of the AWS bindings", [
    `@cdktf/provider-aws/lib/${module} must be the folder of one resource or data source, got none in ${BINDINGS}; run npm ci`,
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
