import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { imageUserProblems } from "../../environments/rules/image-user";
import { NAME, NAME_LIMIT } from "../../environments/rules/text";
import { CommandError, run } from "../../toolchain/run";
import { dockerfileFacts } from "./dockerfile";

/** A Dockerfile of the repository, and the service that it becomes. */
export interface FoundService {
  readonly name: string;
  /** Folder of the Dockerfile relative to the repository, with forward slashes; empty for the repository itself. */
  readonly folder: string;
  /** Absent when the Dockerfile exposes none. */
  readonly port?: number;
  /** Path of the Dockerfile's own health check, or `/`. */
  readonly health: string;
  /** The Dockerfile names no user: its container runs as root. */
  readonly root: boolean;
  readonly windows: boolean;
}

/** Folders in which nothing is of the repository itself. */
const NOT_OURS = new Set(["node_modules", "vendor", "dist", "build", "target", "coverage", "testdata"]);
/** Folders below the repository that are looked into: `services/shop/backend` has three. */
const MAX_DEPTH = 4;
/** Names of a folder that most probably holds what a browser opens. */
const PAGES = /^(web|www|frontend|front|ui|client|site|page|pages|app)$/;

/** Each Dockerfile becomes a service, in the order of their folders. */
export function findServices(repository: string): FoundService[] {
  const folders = dockerfileFolders(repository, "");
  const plain = folders.map((folder) => nameOf(folder, 1));
  return folders.map((folder, index) => {
    const twice = plain.filter((name) => name === plain[index]).length > 1;
    const file = join(repository, folder, "Dockerfile");
    const { health = "/", port, windows } = dockerfileFacts(readFileSync(file, "utf8"));
    const build = { context: folder, dockerfile: "Dockerfile" };
    return {
      name: twice && folder !== "" ? nameOf(folder, 2) : (plain[index] ?? ""),
      folder,
      ...(port !== undefined && { port }),
      health,
      root: imageUserProblems("", repository, { build }).length > 0,
      windows,
    };
  });
}

function dockerfileFolders(repository: string, folder: string): string[] {
  const entries = readdirSync(join(repository, folder), { withFileTypes: true });
  const here = entries.some((entry) => entry.name === "Dockerfile" && entry.isFile()) ? [folder] : [];
  const deep = folder === "" ? 0 : folder.split("/").length;
  const below = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !NOT_OURS.has(entry.name))
    .map(({ name }) => posix.join(folder, name))
    .sort();
  return [...here, ...(deep < MAX_DEPTH ? below : []).flatMap((each) => dockerfileFolders(repository, each))];
}

const nameOf = (folder: string, parts: number): string =>
  folder === "" ? "web" : legal(folder.split("/").slice(-parts).join("-"));

/** A name as the environments take it; too long when the text is, never cut. */
const legal = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-0-9]+|-+$/g, "");

/** The service that gets every request which no other one gets. */
export function frontOf(services: readonly FoundService[]): FoundService | undefined {
  return (
    services.find(({ folder }) => folder === "") ??
    services.find(({ name }) => PAGES.test(name)) ??
    services[0]
  );
}

/** What the project may be called: by its package, its remote repository, or its folder. */
export async function proposedProject(repository: string): Promise<string | undefined> {
  const candidates = [packageName(repository), await remoteName(repository), basename(repository)];
  return candidates
    .map((each) => legal(each ?? ""))
    .find((each) => NAME.test(each) && each.length <= NAME_LIMIT);
}

function packageName(repository: string): string | undefined {
  const file = join(repository, "package.json");
  if (!existsSync(file)) return undefined;
  try {
    const { name } = JSON.parse(readFileSync(file, "utf8")) as { readonly name?: unknown };
    return typeof name === "string" ? name.replace(/^@[^/]*\//, "") : undefined;
  } catch {
    // The repository's own tools will say it.
    return undefined;
  }
}

async function remoteName(repository: string): Promise<string | undefined> {
  try {
    const { stdout } = await run("git", ["remote", "get-url", "origin"], {
      doing: "reading the git remote",
      cwd: repository,
    });
    return stdout
      .trim()
      .replace(/\.git$/, "")
      .split(/[/:]/)
      .at(-1);
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
