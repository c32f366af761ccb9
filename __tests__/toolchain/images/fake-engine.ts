import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A Docker engine at DOCKER_HOST that has some images, and answers a build or a pull with events as Docker streams them. */
export class FakeEngine {
  /** Names of the images that it has. */
  images: readonly string[] = [];
  events: readonly object[] = [];
  /** `POST /images/create?...` for each request, in their order. */
  readonly requests: string[] = [];
  /** What it answers to a request such as `GET /networks?...` before anything else. @default nothing */
  answer: (request: string) => { readonly status: number; readonly body: unknown } | undefined = () =>
    undefined;

  private constructor(
    private readonly server: Server,
    private readonly before: string | undefined,
  ) {}

  static async start(): Promise<FakeEngine> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const engine = new FakeEngine(server, process.env.DOCKER_HOST);
    server.on("request", (request, response) => {
      request.resume().on("end", () => {
        const url = decodeURIComponent(request.url ?? "");
        const asked = `${request.method} ${url}`;
        engine.requests.push(asked);
        const answer = engine.answer(asked);
        if (answer !== undefined) {
          response.writeHead(answer.status, { "content-type": "application/json" });
          response.end(JSON.stringify(answer.body));
          return;
        }
        const [, image] = /^\/images\/(.+)\/json$/.exec(url) ?? [];
        const status = image === undefined || engine.images.includes(image) ? 200 : 404;
        response.writeHead(status, { "content-type": "application/json" });
        response.end(
          image === undefined ? engine.events.map((event) => `${JSON.stringify(event)}\n`).join("") : "{}",
        );
      });
    });
    process.env.DOCKER_HOST = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return engine;
  }

  async stop(): Promise<void> {
    if (this.before === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = this.before;
    await new Promise((resolve) => this.server.close(resolve));
  }
}
