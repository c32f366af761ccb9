import { runningImages } from "../../../../cli/deploy/watch";
import { FakeAws } from "../../../support/fake-aws";
import { at, clientsOf, definition, FakeAccount, running, service, taskArn } from "./fake-account";

const account = new FakeAccount();
let aws: FakeAws;
beforeAll(async () => {
  aws = await FakeAws.start(() => account.answers());
});
afterAll(() => aws.stop());

const task = (id: string, change: object, ...containers: readonly object[]) => ({
  taskArn: taskArn(id),
  taskDefinitionArn: definition("web:11"),
  desiredStatus: "RUNNING",
  lastStatus: "RUNNING",
  startedAt: at("10:00:00"),
  containers,
  ...change,
});
const image = (name: string, imageDigest?: string) => ({ name, image: `shop/${name}:v1`, imageDigest });

test("what runs in the tasks of the service's revision, by container; the newest task knows best", async () => {
  account.have(service("web"), service("paused"));
  account.tasks["shop-dev-web"] = [
    task("new", { startedAt: at("11:00:00") }, image("web", "sha256:b"), image("proxy")),
    task("old", {}, image("web", "sha256:a"), image("proxy", "")),
    task("other", { taskDefinitionArn: definition("web:10") }, image("former", "sha256:c")),
    task("begins", { lastStatus: "PENDING", startedAt: at("12:00:00") }, image("web")),
  ];
  const clients = clientsOf(aws.endpoint);
  const images = await runningImages(["web", "paused", "missing"].map(running), clients);
  clients.close();
  expect(images).toEqual({
    web: { web: { image: "shop/web:v1", digest: "sha256:b" }, proxy: { image: "shop/proxy:v1" } },
    paused: {},
    missing: {},
  });
});
