import { hostname, userInfo } from "node:os";
import { resolveEnvironment } from "../../environments";
import { releasedBy } from "../../release/released-by";
import { root } from "../support/synth-environment";

const dev = resolveEnvironment("dev", root);
const before = { ...process.env };
let asked: [string, RequestInit][];
let answer: () => Promise<Response>;

beforeEach(() => {
  asked = [];
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" });
  delete process.env.AWS_PROFILE;
  jest.spyOn(globalThis, "fetch").mockImplementation((url, init) => {
    asked.push([url as string, init ?? {}]);
    return answer();
  });
});
afterEach(() => {
  process.env = { ...before };
  jest.restoreAllMocks();
});

const answers = (status: number, body: string) => () => Promise.resolve(new Response(body, { status }));
const ARN = "arn:aws:sts::111122223333:assumed-role/release/ada@example.com";

test("on an emulator: user and host, and nobody is asked", async () => {
  expect(await releasedBy(resolveEnvironment("local", root))).toBe(`${userInfo().username}@${hostname()}`);
  expect(asked).toEqual([]);
});

test("on AWS: the ARN of the caller, from the environment's region", async () => {
  answer = answers(200, `<GetCallerIdentityResponse><Arn>${ARN}</Arn></GetCallerIdentityResponse>`);
  expect(await releasedBy(dev)).toBe(ARN);
  const [[url, { method, body, headers }] = ["", {}]] = asked;
  expect([url, method, body]).toEqual([
    "https://sts.eu-west-1.amazonaws.com/",
    "POST",
    "Action=GetCallerIdentity&Version=2011-06-15",
  ]);
  expect((headers as Record<string, string>).authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/sts\/aws4_request, /,
  );
});

test("in another partition its own host is asked", async () => {
  answer = answers(200, `<Arn>${ARN}</Arn>`);
  await releasedBy({ ...dev, region: "cn-north-1" });
  expect(asked[0]?.[0]).toBe("https://sts.cn-north-1.amazonaws.com.cn/");
});

test.each([
  [
    answers(403, "<Error><Code>ExpiredToken</Code><Message>The token has expired</Message></Error>"),
    "sts.eu-west-1.amazonaws.com answered 403: The token has expired",
  ],
  [answers(503, ""), "sts.eu-west-1.amazonaws.com answered 503: no reason"],
  [
    () => Promise.reject(new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") })),
    "sts.eu-west-1.amazonaws.com was not reached: getaddrinfo ENOTFOUND",
  ],
])("what AWS or the way to it refuses is one sentence", async (refusal, problem) => {
  answer = refusal;
  await expect(releasedBy(dev)).rejects.toThrow(
    `AWS request failed: sts:GetCallerIdentity (environment dev, account 111122223333, eu-west-1)\n  ${problem}`,
  );
});

test("without credentials it is said what to set", async () => {
  delete process.env.AWS_ACCESS_KEY_ID;
  Object.assign(process.env, {
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/none",
    AWS_SHARED_CREDENTIALS_FILE: "/none",
  });
  await expect(releasedBy(dev)).rejects.toThrow(
    /^AWS request failed: sts:GetCallerIdentity \(environment dev, account 111122223333, eu-west-1\)\n {2}no AWS credentials were found \(.+\)\n {2}Set AWS_PROFILE, or sign in, to account 111122223333\.$/,
  );
  expect(asked).toEqual([]);
});
