import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { removeEmulator } from "../../emulator/remove";

const ACTIVE = { message: "error while removing network: network n has active endpoints" };
let server: Server;
let requests: string[];
/** How often the engine refuses to remove the network. */
let refusals: number;

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    const [path = ""] = (request.url ?? "").split("?");
    requests.push(`${request.method} ${path}`);
    const refused = request.method === "DELETE" && (refusals -= 1) >= 0;
    const content = path === "/networks" ? [{ Id: "n" }] : refused ? ACTIVE : [];
    response.writeHead(refused ? 403 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(content));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env.DOCKER_HOST = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  delete process.env.DOCKER_HOST;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it("removes a network again, after its containers, while a container is still in it", async () => {
  refusals = 2;
  await removeEmulator("test", { keepImages: true });
  const removals = requests.slice(requests.indexOf("DELETE /networks/n"));
  expect(removals.filter((request) => request === "DELETE /networks/n").length).toBeGreaterThan(2);
  expect(removals).toContain("GET /containers/json");
});
