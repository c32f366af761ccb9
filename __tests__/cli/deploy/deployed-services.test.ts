import { imagesOf } from "../../../cli/deploy/image-names";
import { builtHere } from "../../../cli/deploy/deployment";
import { partsOf } from "../../../cli/deploy/plan/parts";
import { selectServices } from "../../../cli/named-service";
import { resolve } from "../../../environments/resolve";
import type { ReleaseReason } from "../../../release/record";
import { root } from "../../support/synth-environment";

const environment = resolve(
  {
    name: "dev",
    account: "111122223333",
    region: "eu-west-1",
    services: {
      web: { image: "apps/backend", containers: { proxy: { image: "apps/frontend" } } },
      "web-admin": { image: "apps/backend" },
      cache: { image: { uri: "public.ecr.aws/docker/library/redis:7" } },
    },
  },
  root,
);
const names = (services: readonly string[]) => selectServices(environment, services).map(({ name }) => name);

test("no name means all; names are exact, and each counts once", () => {
  expect(names([])).toEqual(["cache", "web", "web-admin"]);
  expect(names(["web"])).toEqual(["web"]);
  expect(names(["web-admin", "web", "web"])).toEqual(["web", "web-admin"]);
});

test("unknown names are refused together, with the known ones", () => {
  expect(() => selectServices(environment, ["webb", "web", "api"])).toThrow(
    [
      "the command is not valid:",
      '  - service must be one of cache, web, web-admin, got "webb"; did you mean "web"?',
      '  - service must be one of cache, web, web-admin, got "api"',
    ].join("\n"),
  );
});

test("external images are nobody's release", () => {
  expect(imagesOf(environment.services)).toEqual([
    { name: "web", service: "web", container: "web", built: true },
    { name: "web/proxy", service: "web", container: "proxy", built: true },
    { name: "web-admin", service: "web-admin", container: "web-admin", built: true },
  ]);
});

const given = (...images: string[]) =>
  Object.fromEntries(images.map((name) => [name, { image: `r/${name}@sha256:1` }]));
const DEPLOY: ReleaseReason = { kind: "deploy" };
const PROMOTE: ReleaseReason = { kind: "promote", from: "staging", release: 3 };

test.each([
  ["everything", [], {}, DEPLOY, ["images", "foundation", "services"]],
  ["a service", ["web"], {}, DEPLOY, ["images", "services"]],
  ["a service that is built elsewhere", ["cache"], {}, DEPLOY, ["services"]],
  ["some given images", [], given("web"), PROMOTE, ["images", "foundation", "services"]],
  [
    "nothing but given images",
    [],
    given("web", "web/proxy", "web-admin"),
    PROMOTE,
    ["foundation", "services"],
  ],
  ["a service by its given images", ["web"], given("web", "web/proxy"), PROMOTE, ["services"]],
  ["an earlier release", [], given("web"), { kind: "rollback", to: 2 }, ["services"]],
] satisfies [string, string[], ReturnType<typeof given>, ReleaseReason, string[]][])(
  "%s: the stacks that are planned",
  (_name, services, images, reason, parts) => {
    const request = {
      environment,
      services,
      images,
      reason,
      again: "npx slipway deploy dev",
      yes: true,
      install: false,
      allowDirty: false,
      json: false,
    };
    const deployed = imagesOf(selectServices(environment, services));
    expect(partsOf({ request, images: deployed })).toEqual(parts);
    expect(builtHere({ request, images: deployed }).map(({ name }) => name)).toEqual(
      deployed.map(({ name }) => name).filter((name) => !(name in images)),
    );
  },
);
