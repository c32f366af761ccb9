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

describe("a network that Docker does not remove for as long as containers get to end", () => {
  beforeEach(() => {
    let now = 0;
    jest.spyOn(Date, "now").mockImplementation(() => (now += 4000));
  });
  afterEach(() => jest.restoreAllMocks());

  const refused = (containers: object) => {
    engine.answer = (request) => {
      if (request.startsWith("DELETE ")) return { status: 403, body: ACTIVE };
      if (request === "GET /networks/n") return { status: 200, body: { Containers: containers } };
      return { status: 200, body: request.startsWith("GET /networks?") ? [{ Id: "n" }] : [] };
    };
    return removeEmulator("test", { keepImages: true });
  };

  it("stays when no container is in it", async () => {
    await refused({});
    expect(engine.requests).toContain("GET /networks/n");
  });

  it("is an error when a container is in it", async () => {
    await expect(refused({ c: {} })).rejects.toThrow("has active endpoints");
  });
});
