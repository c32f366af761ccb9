import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { AWS_PROVIDER } from "./pins";

/** What the AWS provider's source says about its service packages: enough to choose a closed set of them. */
export interface AwsIndex {
  /** Terraform type -> the service packages that define it (a resource and a data source may differ). */
  readonly types: Readonly<Record<string, readonly string[]>>;
  /** Service package -> the service packages that it cannot work without, directly. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  /** Service packages that the provider's own core cannot work without. */
  readonly core: readonly string[];
}

/** The generated list of service packages: an import and a line `x.ServicePackage(ctx),` for each. */
export const SERVICE_LIST_FILE = "internal/provider/sdkv2/service_packages_gen.go";
/** The generated list of API clients: an SDK import and a method `XClient` for each. */
export const CLIENT_LIST_FILE = "internal/conns/awsclient_gen.go";

const SERVICES = "internal/service/";
const CLIENT_METHOD =
  /^func \(c \*AWSClient\) (\w+)\(ctx context\.Context\) \*(\w+)\.Client \{\n.*?\n\}\n\n?/gms;

/** A client method of {@link CLIENT_LIST_FILE} with the name constant of the service that owns the client. */
export interface ClientMethod {
  readonly text: string;
  readonly method: string;
  readonly sdkPackage: string;
  readonly serviceName: string;
}

export function clientMethods(source: string): ClientMethod[] {
  return [...source.matchAll(CLIENT_METHOD)].map(([text, method, sdkPackage]) => {
    const serviceName = /\bnames\.(\w+)/.exec(text)?.[1];
    if (method === undefined || sdkPackage === undefined || serviceName === undefined) {
      throw new Error(`${CLIENT_LIST_FILE} has a client method of an unknown form:\n${text}`);
    }
    return { text, method, sdkPackage, serviceName };
  });
}

interface GoPackage {
  readonly imports: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
}

/**
 * Reads the provider's source tree.
 *
 * A service package needs another one when the code it is linked with calls that one's API client:
 * the client comes from the registered package, and an unregistered one is a panic at run time.
 */
export function readAwsIndex(source: string): AwsIndex {
  const packages = new Map<string, GoPackage>();
  const types: Record<string, Set<string>> = {};
  const services: string[] = [];
  const serviceOf = new Map<string, string>();
  for (const folder of ["", ...goFolders(source, "internal"), "names", "version"]) {
    const files = goFiles(path.join(source, folder));
    if (files.length === 0) continue;
    packages.set(folder, readPackage(folder, files));
    if (!isService(folder)) continue;
    const service = folder.slice(SERVICES.length);
    for (const file of files.filter(({ name }) => name === "service_package_gen.go")) {
      services.push(service);
      for (const [, type] of file.text.matchAll(/\bTypeName:\s+"(\w+)"/g))
        (types[type ?? ""] ??= new Set()).add(service);
      const name = /ServicePackageName\(\) string \{\n\s*return names\.(\w+)/.exec(file.text)?.[1];
      if (name !== undefined) serviceOf.set(name, service);
    }
  }
  const owners = new Map<string, string>();
  for (const { method, serviceName } of clientMethods(
    readFileSync(path.join(source, CLIENT_LIST_FILE), "utf8"),
  )) {
    const owner = serviceOf.get(serviceName);
    if (owner !== undefined) owners.set(method, owner);
  }
  const needed = (root: string): string[] => servicesBehind(root, packages, owners);
  return {
    types: Object.fromEntries(Object.entries(types).map(([type, found]) => [type, [...found].sort()])),
    needs: Object.fromEntries(
      services
        .sort()
        .map((service) => [service, needed(SERVICES + service).filter((other) => other !== service)]),
    ),
    core: needed(""),
  };
}

/** The services whose packages or clients stand behind a package, through all its imports. */
function servicesBehind(
  root: string,
  packages: ReadonlyMap<string, GoPackage>,
  owners: ReadonlyMap<string, string>,
): string[] {
  const seen = new Set<string>([root]);
  const services = new Set<string>();
  for (const folder of seen) {
    if (isService(folder)) services.add(folder.slice(SERVICES.length));
    const found = packages.get(folder);
    for (const next of found?.imports ?? []) seen.add(next);
    for (const call of found?.calls ?? []) {
      const owner = owners.get(call);
      if (owner !== undefined) services.add(owner);
    }
  }
  return [...services].sort();
}

function readPackage(folder: string, files: readonly GoFile[]): GoPackage {
  const imports = new Set<string>();
  const calls = new Set<string>();
  const own = `"${AWS_PROVIDER.mainPackage}/`;
  for (const { name, text } of files) {
    const file = path.posix.join(folder, name);
    for (const [, imported] of text.matchAll(
      new RegExp(`^\\s*(?:import )?(?:[\\w.]+ )?${own}([^"]+)"$`, "gm"),
    )) {
      // The list of all services says nothing about who needs whom.
      if (imported !== undefined && !(file === SERVICE_LIST_FILE && isService(imported)))
        imports.add(imported);
    }
    if (file === CLIENT_LIST_FILE) continue;
    for (const [, method] of text.matchAll(/\.(\w+Client)\b/g)) calls.add(method ?? "");
  }
  return { imports, calls };
}

/** `internal/service/x`, not a folder below it. */
function isService(folder: string): boolean {
  return folder.startsWith(SERVICES) && !folder.slice(SERVICES.length).includes("/");
}

interface GoFile {
  readonly name: string;
  readonly text: string;
}

/** The files that an ordinary build compiles: no tests and nothing behind a build tag that must be asked for. */
function goFiles(folder: string): GoFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".go") && !name.endsWith("_test.go"))
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), "utf8") }))
    .filter(({ text }) => !/^\/\/go:build [^!]/m.test(text));
}

function goFolders(source: string, folder: string): string[] {
  const below = readdirSync(path.join(source, folder))
    .map((name) => path.posix.join(folder, name))
    .filter(
      (child) =>
        path.posix.basename(child) !== "testdata" && statSync(path.join(source, child)).isDirectory(),
    );
  return [folder, ...below.flatMap((child) => goFolders(source, child))];
}
