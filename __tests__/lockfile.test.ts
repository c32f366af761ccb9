import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * `npm ci` refuses a lock file that lacks an optional package of any platform, and `npm install` leaves out those
 * that the registry of the machine at hand does not have: the first command on a fresh clone would fail.
 */
test("the lock file has every optional package of every platform", () => {
  const lock = JSON.parse(readFileSync(join(__dirname, "../package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, Locked>>;
  };
  const paths = Object.keys(lock.packages);
  const absent = Object.values(lock.packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)));
  expect(absent).toEqual([]);
});
