import { pushServer } from "../emulator/support";
import { BUILT as SERVICE, OWN_CHECK, ReleaseProject } from "./release-project";

/**
 * Deployments that go wrong, each in its own way, while callers send requests: what the command says, that it ends
 * with exit code 1, that no caller notices, and that a good image is deployed afterwards without a repair. The steps
 * build on each other, in their order.
 */
let project: ReleaseProject;

/** The load balancer gives a task a minute; a check of the container's own tells in seconds. */
const BUILT = `{
    ...${SERVICE},
    healthCheck: ${OWN_CHECK},
    rollout: { strategy: "rolling", healthCheckGraceSeconds: 5 },
  }`;

const PAGE = "pages/page";
const page = (tag: string) =>
  `{ image: { uri: "${project.registry}/${PAGE}:${tag}" }, port: 3000, route: { path: "/page/*" } }`;

/** The service under test, with further properties, and one of an image that is built elsewhere. */
const services = (more = "", tag = "v1") => ({
  services: `{ web: { ...${BUILT}, ${more} }, page: ${page(tag)} }`,
});

beforeAll(async () => {
  project = await ReleaseProject.start({ dev: { services: `{ web: ${BUILT} }` } });
});
afterAll(() => project.stop());

/** A deployment that must fail: no caller notices, and what it said is returned. */
async function fails(serving: string): Promise<string> {
  const { code, seen, stdout, stderr } = await project.underLoad("dev", "deploy", "dev", "--yes");
  expect({ code, failures: seen.failures, serving: seen.values }).toEqual({
    code: 1,
    failures: [],
    serving: [serving],
  });
  return `${stdout}\n${stderr}`;
}

/** A deployment that must succeed as it is, after whatever was before. */
async function recovers(from: string, to: string): Promise<void> {
  project.version(to);
  const { code, seen, stderr } = await project.underLoad("dev", "deploy", "dev", "--yes");
  expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  expect([seen.failures, seen.values]).toEqual([[], [from, to]]);
}

it("a first deployment serves, and is release 1", async () => {
  const commit = project.version("1");
  await project.succeeds("deploy", "dev", "--yes");
  expect(await project.versionOf("dev")).toBe("1");
  const [release, ...others] = await project.releases("dev");
  expect(others).toEqual([]);
  expect(release).toMatchObject({
    number: 1,
    reason: { kind: "deploy" },
    images: {
      web: {
        image: expect.stringMatching(/\/slipway-dev-web@sha256:[0-9a-f]{64}$/),
        tag: expect.stringMatching(/^src-[0-9a-f]{20}$/),
        commit,
      },
    },
  });
});

it("a rolling deployment fails no request, and shows old, new and the commit", async () => {
  const [before] = await project.releases("dev");
  const commit = project.version("2");
  const { code, seen, stdout, stderr } = await project.underLoad("dev", "deploy", "dev", "--yes");
  expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  expect([seen.failures, seen.values]).toEqual([[], ["1", "2"]]);
  const [after] = await project.releases("dev");
  expect(after?.number).toBe(2);
  for (const part of [before?.images.web?.tag, after?.images.web?.tag, commit.slice(0, 12)]) {
    expect(stdout + stderr).toContain(part);
  }
});

it("an image that crashes at start", async () => {
  project.version("3", "crash");
  const said = await fails("2");
  expect(said).toContain("exit code 7");
  expect(said).toContain("version 3 can not open its ledger");
  expect(said).toContain("slipway deploy dev");
  await recovers("2", "4");
});

it("an image that never becomes healthy", async () => {
  project.version("5", "unhealthy");
  const said = await fails("4");
  expect(said).toContain("Task failed container health checks");
  await recovers("4", "6");
});

it("an image that is not there", async () => {
  await project.account.createRepository(PAGE);
  await pushServer({ registry: project.registry, repositoryName: PAGE });
  project.write("dev", services());
  await project.succeeds("deploy", "dev", "--yes");
  project.write("dev", services("", "missing"));
  const said = await fails("6");
  expect(said).toContain(`${PAGE}:missing`);
  project.write("dev", services());
  await recovers("6", "7");
});

it("a secret that is not there", async () => {
  project.write("dev", services(`secrets: { KEY: { secret: "shop/absent" } }`));
  const said = await fails("7");
  expect(said).toContain("shop/absent");
  project.write("dev", services());
  await recovers("7", "8");
});

it("a migration that fails", async () => {
  project.write("dev", services(`migrate: { command: ["node", "migrate.js"] }`));
  project.version("9");
  const said = await fails("8");
  expect(said).toContain("exit code 3");
  expect(said).toContain("column orders.total is missing");
  project.write("dev", services());
  await recovers("8", "10");
});

it("only what succeeded is a release", async () => {
  const releases = await project.releases("dev");
  expect(releases.map(({ number }) => number)).toEqual(releases.map((_, index) => releases.length - index));
});
