import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { LogReader, type LogQuery } from "../../../../cli/operate/logs/reading";
import { FakeAws, type Answer } from "../../../support/fake-aws";

const TASK = "0123456789abcdef0123456789abcdef";
const OTHER = "fedcba9876543210fedcba9876543210";
const event = (timestamp: number, message: string, logStreamName = `web/web/${TASK}`, eventId?: string) => ({
  timestamp,
  message,
  logStreamName,
  ...(eventId !== undefined && { eventId }),
});

let aws: FakeAws;
let client: CloudWatchLogsClient;
/** By group; what is older than asked for is not answered. */
let groups: Record<string, readonly (ReturnType<typeof event> & { readonly ingested?: number })[]>;
let asked: { logGroupName: string; startTime: number; filterPattern?: string; nextToken?: string }[];
/** The group that is not answered for. */
let refused: string | undefined;
/** So many events in a page. */
let page = 100;

beforeAll(async () => {
  aws = await FakeAws.start(() => ({
    FilterLogEvents(input): Answer {
      const query = input as (typeof asked)[number];
      asked.push(query);
      if (query.logGroupName === refused) return { status: 400, body: { __type: "ThrottlingException" } };
      const all = groups[query.logGroupName]?.filter(({ timestamp }) => timestamp >= query.startTime);
      if (all === undefined) return { status: 400, body: { __type: "ResourceNotFoundException" } };
      const from = Number(query.nextToken ?? 0);
      const more = from + page < all.length ? { nextToken: String(from + page) } : {};
      return { body: { events: all.slice(from, from + page), ...more } };
    },
  }));
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new CloudWatchLogsClient({
    region: "eu-west-1",
    endpoint: aws.endpoint,
    credentials,
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await aws.stop();
});
beforeEach(() => {
  groups = {};
  asked = [];
  page = 100;
  refused = undefined;
});

const web = { service: "web", group: "/ecs/web" };
const reader = (query: Partial<LogQuery> = {}, since = 0) =>
  new LogReader(client, { sources: [web], ...query }, since);
const signal = new AbortController().signal;
const look = async (of: LogReader, most?: number) =>
  (await of.look(most, signal)).lines.map(({ message }) => message);

test("a line says when, which service, container and task; of any stream that does not, only what is known", async () => {
  groups["/ecs/web"] = [
    event(1000, "one\n"),
    event(2000, "two", `_once/web/${OTHER}`),
    event(3000, "three", `app/proxy-firelens-${TASK}`),
    event(4000, "four", "by-hand"),
  ];
  expect((await reader().look(undefined, signal)).lines).toEqual([
    { time: "1970-01-01T00:00:01.000Z", service: "web", container: "web", task: TASK, message: "one" },
    { time: "1970-01-01T00:00:02.000Z", service: "web", container: "web", task: OTHER, message: "two" },
    { time: "1970-01-01T00:00:03.000Z", service: "web", container: "proxy", task: TASK, message: "three" },
    { time: "1970-01-01T00:00:04.000Z", service: "web", message: "four" },
  ]);
});

test("all pages of all groups, by time; a group that is not there is named", async () => {
  page = 2;
  groups["/ecs/web"] = [1000, 3000, 5000].map((at) => event(at, `web ${at}`));
  groups["/ecs/api"] = [event(2000, "api 2000")];
  const sources = [web, { service: "api", group: "/ecs/api" }, { service: "gone", group: "/ecs/gone" }];
  const all = reader({ sources, filter: "ERROR" }, 500);
  expect(await look(all)).toEqual(["web 1000", "api 2000", "web 3000", "web 5000"]);
  expect(all.missing).toEqual(["/ecs/gone"]);
  expect(
    asked.map(({ filterPattern, logGroupName, startTime }) => [logGroupName, startTime, filterPattern]),
  ).toEqual(["/ecs/web", "/ecs/web", "/ecs/api", "/ecs/gone"].map((group) => [group, 500, "ERROR"]));
});

test("each line is shown once, also lines that are the same, and those that come late", async () => {
  const followed = reader();
  const first = [event(100_000, "same"), event(100_000, "same"), event(101_000, "known", undefined, "id-1")];
  groups["/ecs/web"] = first;
  expect(await look(followed)).toEqual(["same", "same", "known"]);
  expect(await look(followed)).toEqual([]);
  groups["/ecs/web"] = [
    event(75_000, "late"),
    ...first,
    event(100_000, "same"),
    event(102_000, "known", undefined, "id-2"),
  ];
  expect(await look(followed)).toEqual(["late", "same", "known"]);
  expect(await look(followed)).toEqual([]);
  // What is read again is the last half minute, not everything.
  expect(asked.map(({ startTime }) => startTime)).toEqual([0, 71_000, 71_000, 72_000]);
});

test("a look that fails half-way is made again from its beginning", async () => {
  groups["/ecs/web"] = [event(100_000, "web")];
  groups["/ecs/api"] = [event(1000, "api")];
  const followed = reader({ sources: [web, { service: "api", group: "/ecs/api" }] });
  refused = "/ecs/api";
  await expect(look(followed)).rejects.toMatchObject({ name: "ThrottlingException" });
  refused = undefined;
  expect(await look(followed)).toEqual(["api", "web"]);
});

test("the last lines, and how many were left out; also more than fit at once", async () => {
  groups["/ecs/web"] = Array.from({ length: 9 }, (_, index) => event(index * 1000, String(index)));
  expect(await reader().look(2, signal)).toMatchObject({
    lines: [{ message: "7" }, { message: "8" }],
    left: 7,
  });
  expect(await reader().look(9, signal)).toMatchObject({ left: 0 });
});

test("one container, and one task by the beginning of its id", async () => {
  groups["/ecs/web"] = [
    event(1000, "web of one"),
    event(2000, "proxy of one", `proxy/proxy/${TASK}`),
    event(3000, "web of other", `web/web/${OTHER}`),
    event(4000, "nobody's", "by-hand"),
  ];
  expect(await look(reader({ container: "web" }))).toEqual(["web of one", "web of other"]);
  expect(await look(reader({ task: "0123" }))).toEqual(["web of one", "proxy of one"]);
  expect(await look(reader({ task: OTHER, container: "web" }))).toEqual(["web of other"]);
});

test("a clock that is ahead hides nothing that is written later", async () => {
  const followed = reader();
  groups["/ecs/web"] = [event(Date.now() + 3_600_000, "from tomorrow")];
  expect(await look(followed)).toEqual(["from tomorrow"]);
  groups["/ecs/web"] = [event(Date.now(), "now"), ...(groups["/ecs/web"] ?? [])];
  expect(await look(followed)).toEqual(["now"]);
});
