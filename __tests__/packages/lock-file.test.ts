import { locked } from "./package-files";

/**
 * `npm ci` refuses a lock file that lacks an optional package of any platform, and `npm install` leaves out those
 * that the registry of the machine at hand does not have: the first command on a fresh clone would fail.
 */
test("the lock file has every optional package of every platform", () => {
  const paths = Object.keys(locked);
  const absent = Object.values(locked)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)));
  expect(absent).toEqual([]);
});
