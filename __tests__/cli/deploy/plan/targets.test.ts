import { imageTargets, serviceTargets } from "../../../../cli/deploy/plan/targets";
import type { SynthesisedStack } from "../../../../cli/deploy/plan/synthesised-stack";
import { resolve } from "../../../../environments/resolve";
import { createApp } from "../../../../main";
import { Outdir, root } from "../../../support/synth-environment";

const build = "apps/backend";
const web = { image: build, port: 3000, route: { path: "/*" } };
const environment = resolve(
  {
    name: "local",
    account: "000000000000",
    region: "us-east-1",
    emulator: { endpoint: "http://localhost:4566" },
    network: { nat: "none", endpoints: false, flowLogs: false },
    services: {
      web: { ...web, containers: { proxy: { image: build } } },
      "web-admin": { ...web, route: { path: "/admin/*" } },
      "web-image": { ...web, route: { path: "/image/*" } },
    },
  },
  root,
);

let stacks: Map<string, string>;
beforeAll(() => {
  const outdir = new Outdir();
  try {
    createApp([environment], { root, outdir: outdir.path }).app.synth();
    stacks = outdir.read();
  } finally {
    outdir.remove();
  }
});
const stack = (name: string) => JSON.parse(stacks.get(name) ?? "") as SynthesisedStack;

/** Construct paths of the resources that the targets name. */
function paths({ resource = {} }: SynthesisedStack, targets: readonly string[]): string[] {
  return targets.map((target) => {
    const [type = "", name = ""] = target.split(".");
    return resource[type]?.[name]?.["//"]?.metadata?.path ?? `no resource ${target}`;
  });
}
const allPaths = (found: SynthesisedStack) =>
  Object.values(found.resource ?? {}).flatMap((resources) =>
    Object.values(resources).map((each) => each["//"]?.metadata?.path ?? ""),
  );

test.each(["web", "web-admin", "web-image"])("%s alone: all that is its own, and nothing else", (name) => {
  const services = stack("local-services");
  const found = paths(services, serviceTargets(services, [name]));
  expect(found.sort()).toEqual(
    allPaths(services)
      .filter((path) => path.startsWith(`local-services/service-${name}/`))
      .sort(),
  );
  expect(found).toContain(`local-services/service-${name}/task/task-definition`);
});

test("two services are both", () => {
  const services = stack("local-services");
  const both = serviceTargets(services, ["web", "web-admin"]);
  expect(both).toEqual(
    [...serviceTargets(services, ["web"]), ...serviceTargets(services, ["web-admin"])].sort(),
  );
});

test("images: repository and image of the service and of the containers beside it", () => {
  const images = stack("local-images");
  expect(paths(images, imageTargets(images, ["web"])).sort()).toEqual([
    "local-images/web-containers/proxy-image/image",
    "local-images/web-containers/proxy-image/pushed",
    "local-images/web-containers/proxy-repository/lifecycle-policy",
    "local-images/web-containers/proxy-repository/repository",
    "local-images/web-image/image",
    "local-images/web-image/pushed",
    "local-images/web-repository/lifecycle-policy",
    "local-images/web-repository/repository",
  ]);
  expect(paths(images, imageTargets(images, ["web-image"])).sort()).toEqual([
    "local-images/web-image-image/image",
    "local-images/web-image-image/pushed",
    "local-images/web-image-repository/lifecycle-policy",
    "local-images/web-image-repository/repository",
  ]);
});
