import { watchServices } from "../../../../cli/deploy/watch";
import { closedEndpoint, FakeAws } from "../../../support/fake-aws";
import { clientsOf, FakeAccount, running, service } from "./fake-account";

const account = new FakeAccount();
const rollingOut = service("web", [{ id: "ecs-svc/12", rolloutState: "IN_PROGRESS", runningCount: 1 }]);
let aws: FakeAws;
let lines: string[];
beforeAll(async () => {
  aws = await FakeAws.start(() => account.answers());
});
afterAll(() => aws.stop());
beforeEach(() => {
  account.have();
  lines = [];
});

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test("looks again and again, and at its end once more without waiting", async () => {
  const clients = clientsOf(aws.endpoint);
  const often = watchServices([running("web")], clients, (line) => lines.push(line), 5);
  const before = account.described.length;
  await until(() => account.described.length > before + 2);
  account.have(rollingOut);
  await until(() => lines.length > 0);
  await often.stop();
  const seldom = watchServices([running("web")], clients, (line) => lines.push(line), 3_600_000);
  await until(() => lines.length > 1);
  account.have(service("web", [{ id: "ecs-svc/12" }]));
  await seldom.stop();
  const looks = account.described.length;
  await new Promise((resolve) => setTimeout(resolve, 30));
  clients.close();
  expect(lines).toEqual([
    "web: rolling out, 1 running of 2",
    "web: rolling out, 1 running of 2",
    "web: steady, 2 running of 2",
  ]);
  expect(account.described).toHaveLength(looks);
});

test("an account that is not reached ends nothing", async () => {
  const clients = clientsOf(await closedEndpoint());
  await watchServices([running("web")], clients, (line) => lines.push(line), 5).stop();
  clients.close();
  expect(lines).toEqual([
    expect.stringMatching(/^the services could not be looked at, .*ECONNREFUSED.*; the deployment goes on$/),
  ]);
});
