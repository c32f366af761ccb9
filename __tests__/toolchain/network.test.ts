import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { answers, detectNetwork, networkFrom } from "../../toolchain/network";

const TARGET = { url: "https://registry.invalid/v2/", statuses: [200] };

test.each(["open", "closed"] as const)("SLIPWAY_NETWORK=%s decides without asking", async (wanted) => {
  await expect(detectNetwork({ SLIPWAY_NETWORK: wanted })).resolves.toBe(wanted);
});

test("any other SLIPWAY_NETWORK is refused", async () => {
  await expect(detectNetwork({ SLIPWAY_NETWORK: "Open" })).rejects.toThrow(
    'environment variable is not valid:\n  - SLIPWAY_NETWORK must be "open" or "closed", got "Open"; leave it unset to find out',
  );
});

test.each([
  [true, true, "open"],
  [true, false, "closed"],
  [false, true, "closed"],
  [false, false, "closed"],
])("Terraform registry %s, container registry %s: %s", (terraformRegistry, containerRegistry, network) => {
  expect(networkFrom({ terraformRegistry, containerRegistry })).toBe(network);
});

test("a name that nobody knows does not answer", async () => {
  await expect(answers(TARGET, {})).resolves.toBe(false);
});

describe("behind a proxy", () => {
  const asked: (readonly [string | undefined, string | undefined])[] = [];
  let server: Server;
  let silent = false;
  const port = (): number => (server.address() as AddressInfo).port;

  beforeEach(async () => {
    asked.length = 0;
    silent = false;
    server = createServer().on("connect", (request, socket) => {
      asked.push([request.url, request.headers["proxy-authorization"]]);
      if (!silent) socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => server.close());

  test("which refuses, the registry does not answer", async () => {
    await expect(answers(TARGET, { HTTPS_PROXY: `http://me:pa%20ss@127.0.0.1:${port()}` })).resolves.toBe(
      false,
    );
    expect(asked).toEqual([["registry.invalid:443", `Basic ${Buffer.from("me:pa ss").toString("base64")}`]]);
  });

  test("which says nothing, the limit ends the question", async () => {
    silent = true;
    await expect(answers(TARGET, { https_proxy: `127.0.0.1:${port()}` }, 100)).resolves.toBe(false);
    expect(asked).toEqual([["registry.invalid:443", undefined]]);
  });
});
