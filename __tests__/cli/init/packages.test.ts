import { lockOf, manifestOf, type Lock } from "../../../cli/init/packages";

const manifest = {
  name: "slipway",
  version: "0.1.0",
  scripts: {
    types: "tsc",
    unit: "jest",
    local: "x",
    "local:down": "x",
    bench: "y",
    deploy: "z",
    slipway: "s",
  },
  dependencies: { used: "^1.0.0" },
  devDependencies: {
    typescript: "~6.0",
    "typescript-7": "npm:typescript@^7.0",
    "@types/node": "^20",
    "@types/semver": "^7",
    "@types/jest": "^30",
    jest: "^30",
  },
};

test("scripts and packages of our own tests are left out, the rest is as it is", () => {
  expect(manifestOf(manifest, "shop-infrastructure")).toEqual({
    name: "shop-infrastructure",
    version: "0.1.0",
    description: "The infrastructure of shop.",
    scripts: { types: "tsc", local: "x", "local:down": "x", deploy: "z", slipway: "s" },
    dependencies: { used: "^1.0.0" },
    devDependencies: { "typescript-7": "npm:typescript@^7.0", "@types/node": "^20", "@types/semver": "^7" },
  });
});

test("the lock has what is still needed, in the same versions", () => {
  const at = (
    version: string,
    more: Lock["packages"][string] & { readonly optional?: true; readonly dev?: true } = {},
  ) => ({ version, ...more });
  const lock: Lock & { readonly lockfileVersion: number } = {
    name: "slipway",
    lockfileVersion: 3,
    packages: {
      "": { name: "slipway", dependencies: manifest.dependencies, devDependencies: manifest.devDependencies },
      "node_modules/used": at("1.0.0", {
        dependencies: { deep: "^2" },
        optionalDependencies: { absent: "1", native: "1" },
      }),
      "node_modules/used/node_modules/deep": at("2.0.0", {
        peerDependencies: { peer: "1" },
        dependencies: { other: "1" },
      }),
      "node_modules/used/node_modules/deep/node_modules/other": at("1.1.0"),
      "node_modules/deep": at("1.0.0"),
      "node_modules/other": at("1.0.0"),
      "node_modules/peer": at("1.0.0"),
      "node_modules/native": at("1.0.0", { optional: true }),
      "node_modules/typescript": at("6.0.3", { dev: true }),
      "node_modules/typescript-7": at("7.0.2", { dev: true }),
      "node_modules/@types/node": at("20.0.0", { dev: true }),
      "node_modules/@types/semver": at("7.0.0", { dev: true }),
      "node_modules/jest": at("30.0.0", { dev: true, dependencies: { deep: "^1", expect: "1" } }),
      "node_modules/expect": at("1.0.0", { dev: true }),
    },
  };
  const { packages, ...rest } = lockOf(lock, manifestOf(manifest, "shop-infrastructure"));
  expect(rest).toEqual({ name: "shop-infrastructure", lockfileVersion: 3 });
  expect(packages[""]).toEqual({
    name: "shop-infrastructure",
    dependencies: { used: "^1.0.0" },
    devDependencies: { "typescript-7": "npm:typescript@^7.0", "@types/node": "^20", "@types/semver": "^7" },
  });
  expect(Object.keys(packages)).toEqual([
    "",
    "node_modules/used",
    "node_modules/used/node_modules/deep",
    "node_modules/used/node_modules/deep/node_modules/other",
    "node_modules/peer",
    "node_modules/native",
    "node_modules/typescript-7",
    "node_modules/@types/node",
    "node_modules/@types/semver",
  ]);
});
