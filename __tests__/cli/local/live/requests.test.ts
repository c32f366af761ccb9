import { Rates, answersOf, requestCounts } from "../../../../cli/local/live/requests";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

test("a service's answers are those of all its target groups", () => {
  const counts = { a: { "200": 1, "404": 2 }, b: { "200": 3 }, c: { "500": 9 } };
  expect(answersOf(["a", "b", "none"], counts)).toEqual({ "200": 4, "404": 2 });
});

test("a rate is that of the last five seconds", () => {
  const rates = new Rates();
  const seen = [0, 10, 10, 10, 10, 10, 10, 10].map((total, second) =>
    rates.add(second * 1000, new Map([["web", total]])).get("web"),
  );
  expect(seen).toEqual([undefined, 10, 5, 10 / 3, 2.5, 2, 0, 0]);
});

test("one that is new has none yet, and one that counts from nothing again is not below none", () => {
  const rates = new Rates();
  rates.add(0, new Map([["web", 8]]));
  expect(
    rates.add(
      1000,
      new Map([
        ["web", 2],
        ["api", 1],
      ]),
    ),
  ).toEqual(new Map([["web", 0]]));
});

describe("the emulator", () => {
  let server: Server;
  let answer: readonly [number, string];
  beforeAll(async () => {
    server = createServer((request, response) => {
      response.writeHead(request.url === "/_slipway/requests" ? answer[0] : 500).end(answer[1]);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => server.close());

  test.each<[number, string, object | undefined]>([
    [200, '{"targetGroups":{"arn":{"200":1}}}', { arn: { "200": 1 } }],
    [404, '{"message":"unknown"}', undefined],
    [200, "<Error/>", undefined],
    [200, "{}", undefined],
  ])("%d %s", async (status, body, counts) => {
    answer = [status, body];
    const { port } = server.address() as AddressInfo;
    expect(await requestCounts(`http://127.0.0.1:${port}`)).toEqual(counts);
  });

  test("that does not answer counts nothing", async () => {
    expect(await requestCounts("http://127.0.0.1:1")).toBeUndefined();
  });
});
