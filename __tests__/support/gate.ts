import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a {@link Gate} answers in place of the server. */
export interface Refusal {
  readonly status: number;
  /** Sent as JSON. */
  readonly body: object;
}

/** The request that a {@link Gate} does not let through. */
export interface GateOptions {
  /** `request`: it never arrives. `answer`: it arrives, and the sender gets no answer. A refusal: the sender gets that. */
  readonly held: "request" | "answer" | Refusal;
  readonly method: string;
  /** Matches path and query. */
  readonly url: RegExp;
}

/** A proxy in front of an HTTP server that stops one request at an exact moment, for tests of what a kill leaves behind. */
export class Gate {
  /** Resolves when the request has come. */
  readonly holding: Promise<void>;
  private readonly server: Server;

  private constructor(target: URL, { held, ...stopped }: GateOptions) {
    const { hostname: host, port } = target;
    let hold = (): void => undefined;
    this.holding = new Promise((resolve) => (hold = resolve));
    // A connection that is closed while idle may be closed just when the client sends its next request.
    this.server = createServer({ keepAliveTimeout: 0 }, (incoming, answer) => {
      const { method, url = "", headers } = incoming;
      const holds = method === stopped.method && stopped.url.test(url);
      if (holds && held !== "answer") {
        hold();
        if (held === "request") return;
        incoming.resume();
        answer.writeHead(held.status, { "content-type": "application/json" }).end(JSON.stringify(held.body));
        return;
      }
      const sent = request({ host, port, method, headers, path: url }, (found) => {
        if (holds) {
          hold();
          return;
        }
        answer.writeHead(found.statusCode ?? 502, found.headers);
        found.pipe(answer);
      });
      sent.once("error", () => answer.writeHead(502).end());
      incoming.pipe(sent);
    });
  }

  /** @param target address of the server, for example `http://localhost:4566` */
  static async start(target: string, options: GateOptions): Promise<Gate> {
    const gate = new Gate(new URL(target), options);
    await new Promise<void>((resolve) => gate.server.listen(0, "127.0.0.1", resolve));
    return gate;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
