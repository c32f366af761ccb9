import { createServer, type AddressInfo } from "node:net";
import { NotReadyError } from "../environments/errors";
import { docker } from "../toolchain/docker-client";

/** Refuses a port of this machine that something else uses, and says what it is where Docker knows. */
export async function requireFreePort(port: number): Promise<void> {
  if (await isFree(port)) return;
  const container = await containerOn(port);
  const user = container === undefined ? "another program" : `the container ${container}`;
  const stop =
    container === undefined
      ? `stop that program (find it with: ss -ltnp "sport = :${port}")`
      : `stop it with: docker stop ${container}`;
  throw new NotReadyError("emulator", [`port ${port} must be free, got ${user} on it; ${stop}`]);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}

async function containerOn(port: number): Promise<string | undefined> {
  const running = await docker().listContainers();
  const found = running.find((container) =>
    container.Ports.some((published) => published.PublicPort === port),
  );
  return found?.Names[0]?.replace(/^\//, "");
}

/** A port of this machine that nothing used a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
