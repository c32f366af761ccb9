import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { get } from "../../../emulator/loopback";
import { APP, ReleaseProject, type Written } from "../releases/release-project";
import { accountContents, type Contents } from "./account-contents";

/**
 * One environment over time, on an emulator that refuses what AWS refuses to delete: each change is one deployment, which must
 * succeed the first time. The steps build on each other, in their order.
 */
let project: ReleaseProject;

const DATABASE = `databases: { orders: { engine: "postgres" } },`;
const INSTANCES = `cluster: { instances: { general: { types: ["m7i.large"], max: 2, ami: "ami-0123456789abcdef0" } } },`;

const service = (more: string) => `{ image: "${APP}", stopTimeoutSeconds: 2, ${more} }`;
/** Its repository may not go with its images. */
const API = service(
  `port: 3000, route: { path: "/api/*" }, uses: { orders: "readwrite" }, repository: { forceDelete: false }`,
);
const web = (more = "", path = "/*") => service(`port: 3000, route: { path: "${path}" }, ${more}`);
/** Behind the balancer at another port. */
const MOVED = service(`port: 8080, environment: { PORT: "8080" }, route: { path: "/*" }`);

beforeAll(async () => {
  project = await ReleaseProject.start(
    { local: { services: `{ web: ${web()}, api: ${API} }`, more: DATABASE } },
    { restored: false },
  );
  const main = join(project.path, APP, "main.js");
  const text = readFileSync(main, "utf8").replace("listen(3000)", "listen(Number(process.env.PORT ?? 3000))");
  writeFileSync(main, text);
  project.version("1");
  await project.succeeds("deploy", "local", "--yes");
});
afterAll(() => project.stop());

const contents = (): Promise<Contents> => accountContents(project.clientOptions, "slipway-local");

/** Deploys another configuration, which must succeed the first time. */
function deploys(written: Written): Promise<string> {
  project.write("local", written);
  project.commit("another configuration");
  return project.succeeds("deploy", "local", "--yes");
}

async function hasNoChanges(): Promise<void> {
  const { code, stdout, stderr } = await project.run("plan", "local");
  expect([code, code === 0 ? "" : stdout + stderr]).toEqual([0, ""]);
}

const status = async (path: string) => (await get(`${project.address("local")}${path}`)).status;

it("deploys two services with routes and a database", async () => {
  expect(await contents()).toMatchObject({
    services: ["slipway-local-api", "slipway-local-web"],
    targetGroups: ["slipway-local-api", "slipway-local-web"],
    repositories: ["slipway-local-api", "slipway-local-web"],
    databases: ["slipway-local-orders"],
  });
});

it("removes a service with its database, keeps its repository, and moves another service to another port", async () => {
  project.write("local", { services: `{ web: ${MOVED} }` });
  const plan = await project.run("plan", "local");
  expect(plan.stdout).toMatch(
    /Order of removal\n {2}1\. local-services: .*\n {2}2\. local-foundation: .*\n {2}3\. local-images: /,
  );
  const command = "aws ecr delete-repository --repository-name slipway-local-api --force --region us-east-1";
  expect(plan.stdout).toContain(command);

  const printed = await deploys({ services: `{ web: ${MOVED} }` });
  expect(printed).toMatch(
    /Removed in this order: local-services \(\d+\), local-foundation \(\d+\), local-images \(\d+\)/,
  );
  expect(printed).toContain(`stays in AWS with its images; delete it with: ${command}`);
  await hasNoChanges();
  expect(await status("")).toBe(200);
  const found = await contents();
  expect(found).toMatchObject({
    services: ["slipway-local-web"],
    targetGroups: ["slipway-local-web"],
    repositories: ["slipway-local-api", "slipway-local-web"],
    databases: [],
  });
  expect(found.logGroups).not.toContain("/ecs/slipway-local/api");
  expect(found.securityGroups.filter((name) => /api|orders/.test(name))).toEqual([]);
  expect(await project.account.imageTags("slipway-local-api")).not.toEqual([]);
});

it("moves a service from Fargate to instances, which replaces its target group", async () => {
  await deploys({
    services: `{ web: ${web(`runsOn: { instances: "general" }, networkMode: "bridge"`)} }`,
    more: INSTANCES,
  });
  expect(await contents()).toMatchObject({
    services: ["slipway-local-web"],
    targetGroups: ["slipway-local-web--ec2"],
    capacityProviders: ["FARGATE", "FARGATE_SPOT", "slipway-local-general"],
  });
});

it("moves it back, removes the instances, and gives the service another name and its old route", async () => {
  await deploys({ services: `{ site: ${web()}, page: ${web("", "/page/*")} }` });
  expect(await contents()).toMatchObject({
    services: ["slipway-local-page", "slipway-local-site"],
    targetGroups: ["slipway-local-page", "slipway-local-site"],
    capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    repositories: ["slipway-local-api", "slipway-local-page", "slipway-local-site"],
  });
  expect(await status("")).toBe(200);
  await hasNoChanges();
});

it("lets two services change their routes", async () => {
  await deploys({ services: `{ site: ${web("", "/page/*")}, page: ${web()} }` });
  expect([await status(""), await status("page/1")]).toEqual([200, 200]);
});

it("removes the last routes, and with them the balancer", async () => {
  await deploys({ services: `{ site: ${service("port: 3000")} }` });
  expect(await contents()).toMatchObject({
    services: ["slipway-local-site"],
    balancers: [],
    targetGroups: [],
    repositories: ["slipway-local-api", "slipway-local-site"],
  });
  await hasNoChanges();
});

it("destroys the environment, and leaves the kept repository alone", async () => {
  const { code, output } = await project.cdktf("destroy", "local-*", "--auto-approve");
  expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
  expect(await contents()).toEqual({
    services: [],
    balancers: [],
    targetGroups: [],
    securityGroups: [],
    repositories: ["slipway-local-api"],
    databases: [],
    capacityProviders: [],
    logGroups: [],
  });
});
