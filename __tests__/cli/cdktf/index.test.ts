import { cdktfArguments, environmentOf, needsDocker } from "../../../cli/cdktf";
import { namedParts, imagesFirst, planVariables, readsState } from "../../../cli/cdktf/verbs";

const mirror = { providers: { mode: "mirror", folder: "providers" } } as const;
const registry = { providers: { mode: "registry" } } as const;

test.each(["diff", "plan", "deploy", "apply", "destroy"])("%s writes no lock file from a mirror", (verb) => {
  expect(cdktfArguments([verb, "dev-*"], mirror)).toEqual([verb, "dev-*", "--skip-provider-lock"]);
  expect(cdktfArguments([verb, "dev-*"], registry)).toEqual([verb, "dev-*"]);
});

test.each([["synth"], ["list"], ["output", "dev-services"], ["--version"]])("%s is left alone", (...args) => {
  expect(cdktfArguments(args, mirror)).toEqual(args);
});

it.each(["diff", "plan"])("runs %s without a lock, after the options that are given", (verb) => {
  expect(planVariables([verb, "dev-foundation"], {})).toEqual({ TF_CLI_ARGS_plan: "-lock=false" });
  expect(planVariables([verb], { TF_CLI_ARGS_plan: "-lock-timeout=10m" })).toEqual({
    TF_CLI_ARGS_plan: "-lock-timeout=10m -lock=false",
  });
});

it.each(["deploy", "apply", "destroy", "output"])("leaves the lock to %s", (verb) => {
  expect(planVariables([verb, "dev-*"], {})).toEqual({});
});

test.each([
  [["deploy", "dev-*"], "dev"],
  [["deploy", "--auto-approve", "local-services"], "local"],
  [["diff", "production-foundation"], "production"],
  [["deploy", "dev-images", "dev-services"], "dev"],
  [["deploy", "*"], undefined],
  [["deploy", "develop-*"], undefined],
  [["deploy", "my-dev-images"], undefined],
  [["synth"], undefined],
  [[], undefined],
])("%j speaks of %s", (args, name) => {
  expect(environmentOf(args)).toBe(name);
});

test.each([
  [
    ["deploy", "dev-*"],
    ["images", "foundation", "services"],
  ],
  [["destroy", "dev-images", "local-*"], ["images"]],
  [["deploy", "*-services"], ["services"]],
  [["deploy", "devel-*"], []],
])("%j names %j of dev", (args, parts) => {
  expect(namedParts(args, "dev")).toEqual(parts);
});

test.each(["diff", "plan", "deploy", "apply", "destroy", "output", "outputs"])(
  "%s reads the state",
  (verb) => {
    expect(readsState([verb, "dev-*"])).toBe(true);
  },
);

test.each([[["synth"]], [["list"]], [[]], [["--help", "deploy"]]])("%j reads no state", (args) => {
  expect(readsState(args)).toBe(false);
});

test.each([
  [["deploy", "dev-*"], true],
  [["deploy", "dev-images"], true],
  [["diff", "dev-services", "dev-foundation"], false],
  [["deploy", "production-*"], false],
  [["deploy", "staging-images"], false],
  [["deploy", "staging-*", "dev-*"], true],
  [["deploy", "*"], true],
  [["synth"], false],
])("a Docker engine is needed for %j where an image is built: %s", (args, needed) => {
  expect(needsDocker(args)).toBe(needed);
});

const aws = { name: "dev" };
const emulated = { name: "local", emulator: { endpoint: "http://localhost:4566" } };

test.each([
  [["deploy", "dev-*"], ["dev"]],
  [["apply", "*"], ["dev"]],
  [["deploy", "dev-foundation"], []],
  [["deploy", "local-*"], []],
  [["destroy", "dev-*"], []],
])("%j deploys the images before the foundation in %j", (args, names) => {
  expect(imagesFirst(args, [emulated, aws])).toEqual(names);
});
