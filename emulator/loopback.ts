import { Agent, request } from "node:http";

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * `*.localhost` is this machine (RFC 6761). Browsers and curl know that; the resolver behind Node's `fetch` often
 * does not, so such names are not looked up at all.
 */
const agent = new Agent({
  keepAlive: true,
  lookup: (_name, options, done) => {
    if (options.all === true) done(null, [{ address: "127.0.0.1", family: 4 }]);
    else done(null, "127.0.0.1", 4);
  },
});

/** One GET request to a `http://*.localhost` address. */
export function get(address: string, timeoutMs = 10_000): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { agent, timeout: timeoutMs }, (answer) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => (body += chunk));
      answer.once("error", reject);
      answer.once("end", () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    sent.once("timeout", () => sent.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    sent.once("error", reject);
    sent.end();
  });
}
