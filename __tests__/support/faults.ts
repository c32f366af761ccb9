import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the service sees it. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** What the service's protocol names the action by: the target of a JSON request, or the body of a form. */
  readonly action: string;
}

/** A proxy in front of the emulator that answers chosen requests with an error of the server. */
export class Faults {
  private readonly server: Server;
  private fault: { readonly matches: (asked: Asked) => boolean; readonly status: number } | undefined;
  /** How many requests got the error. */
  answered = 0;

  private constructor(private readonly target: URL) {
    // A connection that is closed while idle may be closed just when the client sends its next request.
    this.server = createServer({ keepAliveTimeout: 0 }, (incoming, answer) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const body = Buffer.concat(chunks);
        if (this.fault?.matches(askedBy(incoming, body))) {
          this.answered += 1;
          answer.writeHead(this.fault.status, { "content-type": "application/json" });
          answer.end('{"__type":"InternalFailure","message":"a fault of the test"}');
          return;
        }
        const { method, url, headers } = incoming;
        const sent = request(
          { host: target.hostname, port: target.port, method, headers, path: url },
          (found) => {
            answer.writeHead(found.statusCode ?? 502, found.headers);
            found.pipe(answer);
          },
        );
        sent.once("error", () => answer.writeHead(502).end());
        sent.end(body);
      });
    });
  }

  /** @param target address of the emulator, for example `http://localhost:4566` */
  static async start(target: string): Promise<Faults> {
    const faults = new Faults(new URL(target));
    await new Promise<void>((resolve) => faults.server.listen(0, "127.0.0.1", resolve));
    return faults;
  }

  /** Has the host name of the emulator, which knows its own registry by it. */
  get endpoint(): string {
    return `http://${this.target.hostname}:${(this.server.address() as AddressInfo).port}`;
  }

  /** Answers each matching request with the status, until {@link mend}. */
  break(matches: (asked: Asked) => boolean, status = 500): void {
    this.answered = 0;
    this.fault = { matches, status };
  }

  mend(): void {
    this.fault = undefined;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The action of a form stands in its body; one of JSON in a header; a longer body is an object or a layer. */
const FORM_BYTES = 64 * 1024;

function askedBy({ method = "", url = "", headers }: IncomingMessage, body: Buffer): Asked {
  const target = headers["x-amz-target"];
  const form = body.length < FORM_BYTES ? body.toString() : "";
  return { method, url, action: target === undefined ? form : String(target) };
}
