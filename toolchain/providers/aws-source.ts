import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { CLIENT_LIST_FILE, SERVICE_LIST_FILE, clientMethods } from "./aws-index";

/** Parts of the module that no build reads. */
const LEFT_OUT = new Set(["website", "docs", "examples", "infrastructure", "testdata", ".ci", ".github"]);
/** The core embeds this file of every service that has one, and does not compile when it finds none. */
const EMBEDDED = "smarterr.hcl";

/**
 * Copies the provider's source with only these service packages in it.
 *
 * A copy, because Go lets nobody replace single files in its module cache. Client methods of the
 * services that are left out go too, so a set that is not closed does not compile, where it would
 * otherwise panic at run time.
 */
export async function copyAwsSource(
  source: string,
  target: string,
  services: readonly string[],
): Promise<void> {
  const kept = new Set(services);
  const names = await serviceNames(source, services);
  await copyTree(source, target, (file) => {
    const [folder, below, service, ...inside] = file.split(path.sep);
    if (folder !== "internal" || below !== "service" || service === undefined || kept.has(service))
      return true;
    return inside.length === 0 || inside[0] === EMBEDDED;
  });
  await edit(path.join(target, SERVICE_LIST_FILE), (text) => keepServices(text, kept));
  await edit(path.join(target, CLIENT_LIST_FILE), (text) => keepClients(text, names));
}

/** @internal drops the import and the list line of every service package that is not kept */
export function keepServices(text: string, kept: ReadonlySet<string>): string {
  return text
    .split("\n")
    .filter((line) => {
      const service = /^\s+"[^"]+\/internal\/service\/(\w+)"$|^\s+(\w+)\.ServicePackage\(ctx\),$/.exec(line);
      return service === null || kept.has(service[1] ?? service[2] ?? "");
    })
    .join("\n");
}

/** @internal drops the methods of services that are not kept, and the SDK imports that only they used */
export function keepClients(text: string, names: ReadonlySet<string>): string {
  const methods = clientMethods(text);
  const used = new Set(
    methods.filter(({ serviceName }) => names.has(serviceName)).map(({ sdkPackage }) => sdkPackage),
  );
  const without = methods
    .filter(({ serviceName }) => !names.has(serviceName))
    .reduce((rest, method) => rest.replace(method.text, ""), text);
  return without
    .split("\n")
    .filter((line) => {
      const sdk = /^\s+"github\.com\/aws\/aws-sdk-go-v2\/service\/(\w+)"$/.exec(line)?.[1];
      return sdk === undefined || used.has(sdk);
    })
    .join("\n");
}

/** The name constants (`names.ECS`) under which these packages register. */
async function serviceNames(source: string, services: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    services.map(async (service) => {
      const text = await readFile(
        path.join(source, "internal/service", service, "service_package_gen.go"),
        "utf8",
      );
      return /ServicePackageName\(\) string \{\n\s*return names\.(\w+)/.exec(text)?.[1];
    }),
  );
  return new Set(found.filter((name) => name !== undefined));
}

/** New folders are writable, unlike those of Go's module cache, so that the copy can be removed again. */
async function copyTree(
  source: string,
  target: string,
  wanted: (relative: string) => boolean,
  relative = "",
): Promise<void> {
  await mkdir(path.join(target, relative), { recursive: true });
  for (const entry of await readdir(path.join(source, relative), { withFileTypes: true })) {
    const file = path.join(relative, entry.name);
    if (LEFT_OUT.has(entry.name) || entry.name.endsWith("_test.go") || !wanted(file)) continue;
    if (entry.isDirectory()) await copyTree(source, target, wanted, file);
    else await copyFile(path.join(source, file), path.join(target, file));
  }
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const changed = change(await readFile(file, "utf8"));
  // A new file in place of the old one: the copy of a read-only file is read-only.
  await writeFile(`${file}.new`, changed);
  await rm(file, { force: true });
  await rename(`${file}.new`, file);
}
