/** A package as the lock file has it. */
interface Locked {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The part of `package.json` that is changed. */
export interface Manifest extends Locked {
  readonly scripts?: Readonly<Record<string, string>>;
}

/** `package-lock.json`, version 3: packages by their place, `""` for the project. */
export interface Lock {
  readonly name: string;
  readonly packages: Readonly<Record<string, Locked>>;
}

/** Development packages that a project of a user needs: its editor and `npm run types`. */
const DEVELOPMENT = new Set(["typescript-7", "@types/node"]);
const isTypes = (name: string): boolean => name.startsWith("@types/") && name !== "@types/jest";

/** Scripts that need nothing but what is copied. */
const SCRIPTS = /^(types|slipway|deploy|local(:.*)?)$/;

const chosen = <T>(record: Readonly<Record<string, T>> = {}, holds: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => holds(name)));

/** `package.json` of a user's project: without our tests, their packages and scripts. */
export function manifestOf<T extends Manifest>(ours: T, name: string): T {
  return {
    ...ours,
    name,
    description: `The infrastructure of ${name.replace(/-infrastructure$/, "")}.`,
    scripts: chosen(ours.scripts, (script) => SCRIPTS.test(script)),
    devDependencies: chosen(ours.devDependencies, (each) => DEVELOPMENT.has(each) || isTypes(each)),
  };
}

/** The lock file that belongs to it: the same versions of what is still needed. */
export function lockOf<T extends Lock>(ours: T, manifest: Manifest): T {
  const project = { ...ours.packages[""], name: manifest.name, devDependencies: manifest.devDependencies };
  const packages = { ...ours.packages, "": project } as Readonly<Record<string, Locked>>;
  const needed = new Set<string>();
  const visit = (place: string): void => {
    if (needed.has(place)) return;
    needed.add(place);
    const found = packages[place];
    const wanted = {
      ...found?.peerDependencies,
      ...found?.optionalDependencies,
      ...found?.dependencies,
      ...(place === "" && found?.devDependencies),
    };
    for (const name of Object.keys(wanted)) {
      const there = placeOf(packages, place, name);
      // An optional one need not be there.
      if (there !== undefined) visit(there);
    }
  };
  visit("");
  return {
    ...ours,
    name: manifest.name,
    packages: chosen(packages, (place) => needed.has(place)),
  };
}

/** Where a package finds another one: in its own folder, or in that of a package around it. */
function placeOf(packages: Lock["packages"], from: string, name: string): string | undefined {
  const here = `${from === "" ? "" : `${from}/`}node_modules/${name}`;
  if (Object.hasOwn(packages, here)) return here;
  if (from === "") return undefined;
  const around = from.slice(0, Math.max(0, from.lastIndexOf("node_modules/") - 1));
  return placeOf(packages, around, name);
}
