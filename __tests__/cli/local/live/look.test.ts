import { withClients } from "../../../../cli/deploy/clients";
import { LiveLook } from "../../../../cli/local/live/look";
import { resolveEnvironment } from "../../../../environments";
import { FakeAws, type Answers } from "../../../support/fake-aws";
import { root } from "../../../support/synth-environment";

let answers: Answers;
let aws: FakeAws;
beforeAll(async () => {
  aws = await FakeAws.start(() => answers);
  process.env.SLIPWAY_EMULATOR_ENDPOINT = aws.endpoint;
});
afterAll(async () => {
  delete process.env.SLIPWAY_EMULATOR_ENDPOINT;
  await aws.stop();
});

test("a line that was read by a look that fails is shown by the next one", async () => {
  const service = { serviceName: "slipway-local-backend", status: "ACTIVE" };
  const good: Answers = {
    DescribeServices: () => ({ body: { services: [service] } }),
    ListTasks: () => ({ body: { taskArns: [] } }),
  };
  const line = { time: "2026-11-21T12:00:00.000Z", service: "backend", message: "hello" };
  const fresh = [line];
  const logs = { look: () => Promise.resolve({ lines: fresh.splice(0), left: 0 }) };
  const environment = resolveEnvironment("local", root);
  await withClients(environment, async (clients) => {
    const live = new LiveLook(environment, clients, logs, new AbortController().signal);
    const refusal = { status: 400, body: { __type: "AccessDeniedException", message: "no" } };
    answers = { ...good, ListTasks: () => refusal };
    expect(await live.again()).toMatchObject({
      problem: "AWS answered AccessDeniedException: no",
      services: [{ state: "missing" }, { state: "missing" }],
    });
    answers = good;
    const { lines, problem } = await live.again();
    expect([lines, problem]).toEqual([[line], undefined]);
  });
});
