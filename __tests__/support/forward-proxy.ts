import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A forward proxy that sends every request to one port of this machine, whatever host it names: for clients that put
 * something in front of their endpoint's host, such as S3 Control's `<account>.localhost`, which resolves nowhere.
 */
export class ForwardProxy {
  private constructor(private readonly server: Server) {}

  static async start(port: number): Promise<ForwardProxy> {
    const server = createServer((incoming, answer) => {
      const { pathname, search } = new URL(incoming.url ?? "");
      const { method, headers } = incoming;
      const sent = request({ host: "127.0.0.1", port, method, headers, path: pathname + search }, (found) => {
        answer.writeHead(found.statusCode ?? 502, found.headers);
        found.pipe(answer);
      });
      sent.once("error", () => answer.writeHead(502).end());
      incoming.pipe(sent);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ForwardProxy(server);
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
