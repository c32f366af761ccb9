import { removeEmulator } from "../../emulator/remove";
import { FakeEngine } from "../toolchain/images/fake-engine";

const ACTIVE = { message: "error while removing network: network n has active endpoints" };
const REMOVAL = "DELETE /networks/n";

let engine: FakeEngine;
beforeEach(async () => {
  engine = await FakeEngine.start();
});
afterEach(() => engine.stop());

it("removes a network again, after its containers, while a container is still in it", async () => {
  let refusals = 2;
  engine.answer = (request) => {
    if (request.startsWith("DELETE ") && (refusals -= 1) >= 0) return { status: 403, body: ACTIVE };
    return { status: 200, body: request.startsWith("GET /networks?") ? [{ Id: "n" }] : [] };
  };
  await removeEmulator("test", { keepImages: true });
  const removals = engine.requests.slice(engine.requests.indexOf(REMOVAL));
  expect(removals.filter((request) => request === REMOVAL).length).toBeGreaterThan(2);
  expect(removals).toContainEqual(expect.stringMatching(/^GET \/containers\/json\b/));
});
