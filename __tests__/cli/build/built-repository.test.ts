import { builtRepository } from "../../../cli/build/built-repository";
import { resolveEnvironment } from "../../../environments";
import { resolved } from "../../support/language";
import { root } from "../../support/synth-environment";

const containers = { proxy: { image: "apps/frontend", port: 8080 }, job: {} };
const environment = resolved({}, { image: "apps/backend", containers });

test.each([
  ["web", "slipway-dev-web"],
  ["web/proxy", "slipway-dev-web/proxy"],
])("%s is built into %s", (name, repository) => expect(builtRepository(environment, name)).toBe(repository));

test.each([
  ["wen", 'service must be one of web, web/proxy, got "wen"; did you mean "web"?'],
  ["web/job", 'service must be one of web, web/proxy, got "web/job"'],
  ["", 'service must be one of web, web/proxy, got ""'],
])("%j is answered with the known names", (name, problem) => {
  expect(() => builtRepository(environment, name)).toThrow(`the command is not valid:\n  - ${problem}`);
});

test("somebody else's image is not built", () => {
  expect(() => builtRepository(resolved({}), "web")).toThrow(
    'service must be one whose image is built here, got "web", which runs registry.example.com/web:1',
  );
});

test("nor is one that is promoted, and where it is built is said", () => {
  expect(() => builtRepository(resolveEnvironment("production", root), "admin")).toThrow(
    'service must be one whose image is built here, got "admin", which runs what is promoted from "staging"; its image is frontend of environment "dev"',
  );
});
