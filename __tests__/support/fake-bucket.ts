import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** What went in with an object. */
interface FakeObject {
  readonly text: string;
  readonly type?: string | undefined;
}

interface Refusal {
  readonly status: number;
  readonly code: string;
}

/** One bucket of S3 in memory, with conditional writes; every path is its own. */
export class FakeBucket {
  readonly objects = new Map<string, FakeObject>();
  /** Keys that were written, in their order. */
  readonly written: string[] = [];
  /** Called before each request is answered: another writer's chance. An answer stands for the bucket's own. */
  before: (method: string, key: string) => Refusal | undefined = () => undefined;

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://bucket");
    const [, , ...parts] = url.pathname.split("/");
    const key = decodeURIComponent(parts.join("/"));
    const method = request.method ?? "";
    const body = await text(request);
    const refusal = this.before(method, key) ?? this.refusal(request, key);
    if (refusal !== undefined) {
      const { status, code } = refusal;
      response.writeHead(status, { "content-type": "application/xml" });
      response.end(method === "HEAD" ? "" : `<Error><Code>${code}</Code><Message>no</Message></Error>`);
      return;
    }
    if (method === "PUT") {
      this.objects.set(key, { text: body, type: request.headers["content-type"] });
      this.written.push(key);
      response.writeHead(200, { etag: etagOf(body) });
      response.end();
    } else if (method === "DELETE") {
      this.objects.delete(key);
      response.writeHead(204);
      response.end();
    } else if (key === "") {
      response.writeHead(200, { "content-type": "application/xml" });
      response.end(this.page(url.searchParams));
    } else {
      const stored = this.objects.get(key)?.text ?? "";
      response.writeHead(200, { etag: etagOf(stored) });
      response.end(method === "HEAD" ? "" : stored);
    }
  }

  private refusal({ method, headers }: IncomingMessage, key: string): Refusal | undefined {
    const stored = this.objects.get(key);
    if (method !== "PUT" && method !== "DELETE") {
      return key === "" || stored ? undefined : { status: 404, code: "NoSuchKey" };
    }
    const { "if-match": match, "if-none-match": noneMatch } = headers;
    if (match !== undefined && stored === undefined) return { status: 404, code: "NoSuchKey" };
    const holds =
      (match === undefined || match === etagOf(stored?.text ?? "")) && !(noneMatch === "*" && stored);
    return holds ? undefined : { status: 412, code: "PreconditionFailed" };
  }

  /** Two keys a page, so that there are pages. */
  private page(query: URLSearchParams): string {
    const from = Number(query.get("continuation-token") ?? 0);
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(query.get("prefix") ?? "")).sort();
    const more = from + 2 < keys.length;
    const next = more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : "";
    const contents = keys.slice(from, from + 2).map((key) => `<Contents><Key>${key}</Key></Contents>`);
    return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`;
  }
}

const etagOf = (body: string): string => `"${createHash("md5").update(body).digest("hex")}"`;
