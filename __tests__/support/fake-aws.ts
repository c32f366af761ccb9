import { createServer, type IncomingMessage, type Server } from "node:http";
import { text } from "node:stream/consumers";
import type { AddressInfo } from "node:net";
import type { FakeBucket } from "./fake-bucket";

/** Answers of one operation of an AWS service, by its name: `DescribeServices`. */
export type Answers = Readonly<Record<string, (input: unknown) => Answer>>;

export interface Answer {
  /** @default 200 */
  readonly status?: number;
  readonly body: object;
}

/** An emulator that knows a few operations, for commands that only read. */
export class FakeAws {
  /** The operations that were called, in their order. */
  readonly called: string[] = [];
  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  /** @param bucket without one, S3 has no buckets */
  static async start(answers: () => Answers, bucket?: FakeBucket): Promise<FakeAws> {
    // A connection that is closed while idle may be closed just when the client sends its next request.
    const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
      if (bucket !== undefined && asksS3(request)) {
        void bucket.answer(request, response);
        return;
      }
      void answer(request, answers()).then(({ operation, status = 200, body }) => {
        if (operation !== undefined) fake.called.push(operation);
        const xml = request.headers["content-type"] === FORM;
        response.writeHead(status, { "content-type": xml ? "text/xml" : "application/x-amz-json-1.1" });
        response.end(xml ? xmlAnswer(operation ?? "", status, body) : JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const fake = new FakeAws(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return fake;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** S3 is asked by method and path. */
const asksS3 = ({ headers, url }: IncomingMessage): boolean =>
  headers["x-amz-target"] === undefined && headers["content-type"] !== FORM && url !== "/_localstack/health";

async function answer(
  request: IncomingMessage,
  answers: Answers,
): Promise<Answer & { readonly operation?: string }> {
  if (request.url === "/_localstack/health") return { body: {} };
  // What only one emulator has, it has not.
  if (request.method === "GET") return { status: 404, body: {} };
  // Is there this bucket? No.
  if (request.method === "HEAD") return { status: 404, body: {} };
  const sent = await text(request);
  const form = request.headers["content-type"] === FORM ? new URLSearchParams(sent) : undefined;
  const input: unknown = form ? Object.fromEntries(form) : JSON.parse(sent);
  const operation = form?.get("Action") ?? String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
  const known = answers[operation];
  if (known === undefined) return { operation, status: 400, body: { __type: "UnknownOperationException" } };
  return { operation, ...known(input) };
}

/** Older services, the load balancers' among them, are asked with forms and answer with XML. */
const FORM = "application/x-www-form-urlencoded";

function xmlAnswer(operation: string, status: number, body: object): string {
  if (status === 200) {
    return `<${operation}Response><${operation}Result>${xmlOf(body)}</${operation}Result></${operation}Response>`;
  }
  const { __type: Code, message: Message } = body as { readonly __type: string; readonly message?: string };
  return `<ErrorResponse>${xmlOf({ Error: { Type: "Sender", Code, Message } })}</ErrorResponse>`;
}

function xmlOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => `<member>${xmlOf(each)}</member>`).join("");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `<${name}>${xmlOf(each)}</${name}>`)
    .join("");
}

/** An endpoint where nothing listens: the port was free a moment ago. */
export async function closedEndpoint(): Promise<string> {
  const fake = await FakeAws.start(() => ({}));
  await fake.stop();
  return fake.endpoint;
}
