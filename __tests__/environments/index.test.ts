import { join } from "node:path";
import { environmentNames, resolveEnvironment } from "../../environments";
import dev from "../../environments/dev";
import type { EnvironmentInput } from "../../environments/input";
import { resolve } from "../../environments/resolve";
import { stateKeyProblems } from "../../environments/rules/state-key";

const root = join(__dirname, "../..");

it("knows the four environments in the order of a release", () => {
  expect(environmentNames).toEqual(["local", "dev", "staging", "production"]);
});

it.each(["local", "dev", "staging", "production"])("%s is valid and carries its own name", (name) => {
  expect(resolveEnvironment(name, root).name).toBe(name);
});

it.each([
  ["prod", 'got "prod"; did you mean "production"?'],
  ["", 'got ""'],
  ["toString", 'got "toString"'],
])("%j is unknown: no default, no fallback", (name, ending) => {
  expect(() => resolveEnvironment(name, root)).toThrow(
    `the command is not valid:\n  - environment must be one of local, dev, staging, production, ${ending}`,
  );
});

it.each([
  ["no name", { name: undefined }],
  ["an empty name", { name: "" }],
  ["a name that is no text", { name: 5 }],
])("names the file of an environment with %s", (_, change) => {
  const input = { ...dev, ...change } as EnvironmentInput;
  expect(() => resolve(input, root, { dev: input })).toThrow(
    /^environments\/dev\.ts is not valid:\n {2}- name must /,
  );
  expect(() => resolve(input, root)).toThrow(
    /^an environment without a name is not valid:\n {2}- name must /,
  );
});

describe("state keys", () => {
  const at = (name: string, bucket: string, prefix: string) => ({ name, state: { bucket, prefix } });

  it("are refused when two environments share one", () => {
    expect(stateKeyProblems([at("a", "bucket", "x"), at("b", "bucket", "x")])).toEqual([
      'environment "b" must have a state bucket and prefix of its own, got "bucket/x", which environment "a" has too',
    ]);
  });

  it("must not be where another environment records its releases", () => {
    const problem = [
      'environment "b" must have a state prefix outside of "x/releases/", got "x/releases/y"; environment "a" records its releases there',
    ];
    const [a, b] = [at("a", "bucket", "x"), at("b", "bucket", "x/releases/y")];
    expect(stateKeyProblems([a, b])).toEqual(problem);
    expect(stateKeyProblems([b, a])).toEqual(problem);
    expect(stateKeyProblems([a, at("b", "bucket", "x/y"), at("c", "other", "x/releases")])).toEqual([]);
  });

  it("may share the bucket or the prefix", () => {
    expect(stateKeyProblems([at("a", "one", "x"), at("b", "one", "y"), at("c", "two", "x")])).toEqual([]);
  });

  it("are all different in this project", () => {
    expect(stateKeyProblems(environmentNames.map((name) => resolveEnvironment(name, root)))).toEqual([]);
  });
});
