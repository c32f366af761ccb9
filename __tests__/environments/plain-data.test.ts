import { plainData } from "../../environments/plain-data";
import { resolve } from "../../environments/resolve";
import type { EnvironmentInput } from "../../environments/input";
import { ConfigurationError } from "../../environments/errors";
import { resolved } from "../support/language";

const web = { image: { uri: "nginx:1.27" }, port: 3000 };
const least = { name: "dev", account: "111122223333", region: "eu-west-1", services: { web } };

/** The whole message of an environment, as a user reads it. */
function message(input: unknown): string {
  try {
    resolve(input as EnvironmentInput, "/");
    return "";
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
}
const refused = (...problems: string[]) =>
  `environment "dev" is not valid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`;

const withVariable = (value: unknown) => ({
  ...least,
  services: { web: { ...web, environment: { A: value } } },
});
const VARIABLE = "services.web.environment.A";

const cyclic: Record<string, unknown> = { ...least };
cyclic.tags = cyclic;

function nested(levels: number): unknown {
  return levels === 0 ? "x" : { a: nested(levels - 1) };
}

/** Two references a level: 2^40 values when it is unfolded. */
function doubled(levels: number): unknown {
  const below: unknown = levels === 0 ? "x" : doubled(levels - 1);
  return [below, below];
}

describe("what is not plain data", () => {
  class Tags {
    readonly team = "shop";
  }
  const broken = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error("no keys");
      },
    },
  );

  it.each<[what: string, input: unknown, problem: string]>([
    ["a bigint", withVariable(1n), `${VARIABLE} must be plain data, got a bigint`],
    ["a function", withVariable(() => "x"), `${VARIABLE} must be plain data, got a function`],
    ["a symbol", withVariable(Symbol("x")), `${VARIABLE} must be plain data, got a symbol`],
    ["NaN", withVariable(NaN), `${VARIABLE} must be a finite number, got NaN`],
    ["a date", withVariable(new Date(0)), `${VARIABLE} must be plain data, got an instance of Date`],
    ["an instance", { ...least, tags: new Tags() }, "tags must be plain data, got an instance of Tags"],
    ["a map", { ...least, tags: new Map([["a", "b"]]) }, "tags must be plain data, got an instance of Map"],
    ["a cycle", cyclic, "tags must be plain data, got an object that contains itself"],
    [
      "a getter that throws",
      Object.defineProperty({ ...least }, "tags", {
        enumerable: true,
        get: () => {
          throw new Error("not now\n::error::");
        },
      }),
      'tags must be plain data, got a getter that throws: "not now\\n::error::"',
    ],
    [
      "a proxy that throws",
      { ...least, tags: broken },
      'tags must be plain data, got an object that throws: "no keys"',
    ],
    [
      "__proto__ as a key",
      JSON.parse(JSON.stringify({ ...least, tags: {} }).replace('"tags":{}', '"tags":{"__proto__":{"a":1}}')),
      'tags.__proto__ must have another name, as JavaScript reserves this one, got "__proto__"',
    ],
    [
      "control characters in a key",
      { ...least, tags: { "a\n::error::b": "x" } },
      'tags["a\\n::error::b"] must have a name without control characters, got "a\\n::error::b"',
    ],
    [
      "a direction mark in a key",
      { ...least, tags: { "a\u202eb": "x" } },
      'tags["a\\u202eb"] must have a name without control characters, got "a\\u202eb"',
    ],
    [
      "a character without width in a key",
      { ...least, tags: { "team\u200b": "x" } },
      'tags["team\\u200b"] must have a name without control characters, got "team\\u200b"',
    ],
    [
      "half a surrogate pair",
      withVariable("\ud800"),
      `${VARIABLE} must be Unicode text, got half of a surrogate pair, which has no UTF-8 form`,
    ],
    ["a NUL character", withVariable("a\0b"), `${VARIABLE} must have no NUL character, got "a\\u0000b"`],
    [
      "a text that no task definition holds",
      withVariable("x".repeat(65_537)),
      `${VARIABLE} must have at most 65536 characters, got 65537`,
    ],
  ])("refuses %s", (_what, input, problem) => {
    expect(message(input)).toBe(refused(problem));
  });

  it("refuses objects that are nested too deep, without running out of stack", () => {
    expect(message({ ...least, tags: nested(5000) })).toMatch(/must be nested at most 32 deep, got more$/);
  });

  it("refuses an object that unfolds to more values than any environment has", () => {
    expect(message({ ...least, tags: doubled(20) })).toContain(
      "the environment must have at most 200000 values, got more",
    );
  });

  it("refuses an input that is no object", () => {
    expect(message(null)).toBe(
      "an environment without a name is not valid:\n  - the environment must be an object, got null",
    );
    expect(message(undefined)).toBe(
      "an environment without a name is not valid:\n  - the environment must be an object, got nothing",
    );
  });
});

describe("the copy", () => {
  it("equals the input, without properties that are undefined", () => {
    expect(plainData({ a: [1, "b", null, true], c: undefined, d: { e: undefined } })).toEqual({
      data: { a: [1, "b", null, true], d: {} },
      problems: [],
    });
    expect(Object.keys(plainData({ a: undefined }).data as object)).toEqual([]);
  });

  it("has no inherited names, so that any name can be looked up", () => {
    const { data } = plainData({ services: {} });
    expect((data as { services: Record<string, unknown> }).services.constructor).toBeUndefined();
  });

  it("is read once: a getter that changes its answer gives one value", () => {
    let reads = 0;
    const input = Object.defineProperty({ ...least }, "project", {
      enumerable: true,
      get: () => `p${++reads}`,
    });
    expect(resolve(input, "/")).toMatchObject({ project: "p1", tags: { project: "p1" } });
    expect(reads).toBe(1);
  });

  it("leaves the input as it is", () => {
    const input = { ...least, tags: { team: "shop" } };
    resolve(input, "/");
    expect(Object.isFrozen(input.tags)).toBe(false);
  });
});

describe("messages about long and strange values", () => {
  it("cuts a value behind 500 characters", () => {
    expect(message({ ...least, region: "x".repeat(60_000) })).toMatch(
      /got "x{499}\.\.\. \(60002 characters\)$/,
    );
  });

  it("shows control characters as escapes", () => {
    expect(message({ ...least, region: "eu\u009b31m\u2028\u202e" })).toMatch(
      /got "eu\\u009b31m\\u2028\\u202e"$/,
    );
    expect(message({ ...least, region: "eu-west-1\u200b\ufeff\u00ad\u{e0061}" })).toMatch(
      /got "eu-west-1\\u200b\\ufeff\\u00ad\\udb40\\udc61"$/,
    );
  });
});

it("gives a property that is undefined its default", () => {
  const user = { uid: 1, gid: 1, groups: undefined };
  const { services } = resolved(
    { fileSystems: { shared: {} } },
    {
      volumes: { data: { mount: "/data", fileSystem: { name: "shared", user } } },
    },
  );
  expect(services[0]?.volumes?.[0]).toMatchObject({ fileSystem: { user: { uid: 1, gid: 1, groups: [] } } });
});
