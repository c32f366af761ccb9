import { problemsOf } from "../../support/language";

const bucket = (name: string) => problemsOf({ state: { bucket: name } });
const cidr = (range: string) => problemsOf({ network: { cidr: range } });
const secret = (written: object) => problemsOf({}, { secrets: { A: written } });
const levels = (count: number) => `/${Array<string>(count).fill("a").join("/")}`;
const group = (type: string) =>
  problemsOf({ cluster: { instances: { general: { types: [type], max: 1 } } } });
const database = (size: string) => problemsOf({ databases: { orders: { engine: "postgres", size } } });

it.each([
  "xn--state",
  "sthree-state",
  "amzn-s3-demo-state",
  "state-s3alias",
  "a--ol-s3",
  "a--x-s3",
  "a--table-s3",
])("refuses the reserved bucket name %s", (name) =>
  expect(bucket(name)).toEqual([expect.stringContaining(`that S3 reserves, got "${name}"`)]),
);

it("accepts bucket names that only resemble reserved ones", () => {
  for (const name of ["xn-state", "sthree", "s3alias", "a-x-s3"]) expect(bucket(name)).toEqual([]);
});

it.each([
  "0.1.0.0/16",
  "127.0.0.0/16",
  "169.254.0.0/16",
  "169.254.128.0/20",
  "239.1.0.0/16",
  "255.255.0.0/16",
])("refuses a network of %s", (range) =>
  expect(cidr(range)).toEqual([expect.stringContaining(`240.0.0.0/4, got "${range}"`)]),
);

it.each([
  "1.0.0.0/16",
  "126.255.0.0/16",
  "128.0.0.0/16",
  "169.253.0.0/16",
  "223.255.0.0/16",
  "100.64.0.0/16",
])("accepts a network of %s", (range) => expect(cidr(range)).toEqual([]));

it("refuses a JSON key with a colon, which ends it in a reference", () => {
  expect(secret({ secret: "shop", key: "db:password" })).toEqual([
    'services.web.secrets.A.key must be a text of 1 to 256 characters without a colon, got "db:password"',
  ]);
});

it.each(["token", "shop.token", "/token", levels(15)])("accepts the parameter %s", (parameter) =>
  expect(secret({ parameter })).toEqual([]),
);

it.each(["shop/token", "/shop/", "//token", "/", levels(16), "a".repeat(1012)])(
  "refuses the parameter %s",
  (parameter) =>
    expect(secret({ parameter })).toEqual([expect.stringContaining("with at most 15 levels, got")]),
);

it.each(["m7i.huge", "m7i.2large", "m7i.xxlarge", "m7i.metal48xl"])("refuses the size of %s", (type) => {
  expect(group(type)).toEqual([expect.stringContaining(`got "${type}"`)]);
  expect(database(`db.${type}`)).toEqual([expect.stringContaining(`got "db.${type}"`)]);
});

it.each(["m7i.xlarge", "u7i-12tb.224xlarge", "c7i.metal-24xl", "t3.nano"])(
  "accepts the size of %s",
  (type) => {
    expect(group(type)).toEqual([]);
    expect(database(`db.${type}`)).toEqual([]);
  },
);

it("refuses ids of users and groups that Docker does not know", () => {
  for (const user of ["2147483648", "app:2147483648"])
    expect(problemsOf({}, { user })).toEqual([
      `services.web.user must be a user such as 10001 or node:node, each number at most 2147483647, got "${user}"`,
    ]);
  expect(problemsOf({}, { user: "2147483647:2147483647" })).toEqual([]);
});
