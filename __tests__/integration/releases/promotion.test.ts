import { BUILT, ReleaseProject } from "./release-project";

/** One image through three environments, each with its own state, and back to earlier releases. */
const promoted = (from: string) => ({
  services: `{ web: { image: { from: "${from}" }, port: 3000, route: { path: "/*" }, stopTimeoutSeconds: 2 } }`,
});

/** What runs, by the AWS API: image references of the task definitions that the services have. */
async function runs(environment: string): Promise<readonly string[]> {
  const name = `slipway-${environment}`;
  const services = await project.account.services(name, [`${name}-web`]);
  const definition = await project.account.taskDefinition(services[`${name}-web`]?.taskDefinition);
  return definition?.containerDefinitions?.map(({ image = "" }) => image) ?? [];
}

const latest = async (environment: string) => (await project.releases(environment))[0];

let project: ReleaseProject;
beforeAll(async () => {
  project = await ReleaseProject.start({
    dev: { services: `{ web: ${BUILT} }` },
    staging: promoted("dev"),
    production: promoted("staging"),
  });
});
afterAll(() => project.stop());

it("an environment that nothing was promoted to says what to do", async () => {
  const { code, stderr } = await project.run("deploy", "staging", "--yes");
  expect(code).toBe(1);
  expect(stderr).toContain(
    'image "web" must have been promoted, got no release; run: npx slipway promote all --from dev --to staging',
  );
});

it("nothing is promoted from an environment without a release", async () => {
  const { code, stderr } = await project.run("promote", "web", "--from", "dev", "--to", "staging", "--yes");
  expect(code).toBe(1);
  expect(stderr).toContain("slipway deploy dev");
});

it("one digest goes through three environments, without a build of its own", async () => {
  project.version("1");
  await project.succeeds("deploy", "dev", "--yes");
  await project.succeeds("promote", "web", "--from", "dev", "--to", "staging", "--yes");
  await project.succeeds("promote", "all", "--from", "staging", "--to", "production", "--yes");
  const image = (await latest("dev"))?.images.web?.image ?? "";
  expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
  expect((await latest("staging"))?.images.web?.image).toBe(image);
  expect(await latest("production")).toMatchObject({
    number: 1,
    reason: { kind: "promote", from: "staging", release: 1 },
    images: { web: { image } },
  });
  expect([await runs("staging"), await runs("production")]).toEqual([[image], [image]]);
  for (const environment of ["dev", "staging", "production"]) {
    expect([environment, await project.versionOf(environment)]).toEqual([environment, "1"]);
  }
  const repositories = await project.account.repositories();
  expect(repositories.map(({ repositoryName }) => repositoryName)).toEqual(["slipway-dev-web"]);
});

it("afterwards the plan of production is empty, for plain cdktf too", async () => {
  const diff = await project.cdktf("diff", "production-services");
  expect([diff.code, diff.code === 0 ? "" : diff.output]).toEqual([0, ""]);
  expect(diff.output).toContain("found no differences, so no changes are needed");
});

it("the same promotion again changes nothing and makes no release", async () => {
  const said = await project.run("promote", "web", "--from", "staging", "--to", "production", "--yes");
  expect([said.code, said.code === 0 ? "" : said.stderr]).toEqual([0, ""]);
  expect((await latest("production"))?.number).toBe(1);
});

it("ten further releases, and back to the one before the last of before, under load", async () => {
  const [first] = await project.releases("dev");
  for (let version = 2; version <= 11; version += 1) {
    project.version(String(version));
    await project.succeeds("deploy", "dev", "web", "--yes");
  }
  expect((await latest("dev"))?.number).toBe(11);
  const { code, seen, stderr } = await project.underLoad(
    "dev",
    ...["rollback", "dev", "web", "--to", "1", "--yes"],
  );
  expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  expect([seen.failures, seen.values]).toEqual([[], ["11", "1"]]);
  expect(await latest("dev")).toMatchObject({
    number: 12,
    reason: { kind: "rollback", to: 1 },
    images: { web: { image: first?.images.web?.image } },
  });
});

it("a rollback without a number goes to what ran before", async () => {
  await project.succeeds("rollback", "dev", "web", "--yes");
  expect(await project.versionOf("dev")).toBe("11");
});

it("the release before last runs again, and is what is promoted then", async () => {
  await project.succeeds("rollback", "dev", "web", "--to", "10", "--yes");
  expect(await project.versionOf("dev")).toBe("10");
});

it("a promoted environment goes back by itself, and stays there", async () => {
  await project.succeeds("promote", "web", "--from", "dev", "--to", "staging", "--yes");
  expect(await project.versionOf("staging")).toBe("10");
  await project.succeeds("rollback", "staging", "web", "--yes");
  expect(await project.versionOf("staging")).toBe("1");
  const diff = await project.cdktf("diff", "staging-services");
  expect(diff.output).toContain("found no differences, so no changes are needed");
});

it("released images carry a tag that no lifecycle rule takes", async () => {
  const tags = await project.account.imageTags("slipway-dev-web");
  expect(tags.filter((tag) => tag.startsWith("release-"))).toHaveLength(11);
});
