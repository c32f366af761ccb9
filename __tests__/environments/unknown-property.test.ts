import { nearest, nearestKeyword } from "../../environments/problems";
import { problemsOf } from "../support/language";

const hint = (problems: readonly string[]) => problems.map((each) => each.replace(/^.*; /, ""));

describe("an unknown property", () => {
  it.each([
    [{}, { env: { A: "b" } }, 'did you mean "environment"?'],
    [{}, { memory: 512 }, 'did you mean "size"?'],
    [{}, { cpu: 256 }, 'did you mean "size"?'],
    [{}, { replicas: 2 }, 'did you mean "count"?'],
    [{}, { desired_count: 2 }, 'did you mean "count"?'],
    [{}, { containerPort: 80 }, 'did you mean "port"?'],
    [{}, { hostname: "shop.example.com" }, 'did you mean "route"?'],
    [{}, { size: { memory: 512 } }, 'did you mean "memoryMiB"?'],
    [{ vpc: "vpc-0a1b" }, {}, 'did you mean "network"?'],
    [{ stage: "prod" }, {}, 'did you mean "name"?'],
    [{ accountId: "111122223333" }, {}, 'did you mean "account"?'],
  ])("gets the property of that purpose as a suggestion: %j %j", (change, service, expected) => {
    expect(hint(problemsOf(change, service))).toEqual([expected]);
  });

  it("gets the known ones where its word is an object's own name", () => {
    expect(hint(problemsOf({}, { constructor: 1 }))[0]).toMatch(/^known are image, port, /);
  });
});

describe("the nearest keyword", () => {
  it.each([
    ["stage", ["state"], undefined],
    ["auth", ["path"], undefined],
    ["host", ["cost", "port"], undefined],
    ["prot", ["port"], "port"],
    ["por", ["port"], "port"],
    ["porrt", ["port"], "port"],
    ["porduction", ["production"], "production"],
    ["producsion", ["production"], "production"],
  ])("of %s among %j is %s", (word, known, expected) => {
    expect(nearestKeyword(word, known)).toBe(expected);
  });
});

describe("several unknown properties", () => {
  const unknown = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`zzzzz${index}`, 1]));

  it("get the list of the known ones once", () => {
    const problems = problemsOf({}, { size: { ...unknown(2), memory: 512 }, zzzzz: 1 });
    expect(problems).toEqual([
      'services.web.size.zzzzz0 must be a known property, got "zzzzz0"; known are cpu, memoryMiB',
      'services.web.size.zzzzz1 must be a known property, got "zzzzz1"',
      'services.web.size.memory must be a known property, got "memory"; did you mean "memoryMiB"?',
      expect.stringMatching(/^services\.web\.zzzzz must be .*; known are image, port, /),
    ]);
  });

  it("are counted from the 21st on", () => {
    const problems = problemsOf(unknown(21), unknown(5000));
    expect(problems).toHaveLength(42);
    expect(problems.filter((problem) => problem.includes(" more "))).toEqual([
      "services.web must have known properties only, got 4980 more that are unknown",
      "the environment must have known properties only, got 1 more that are unknown",
    ]);
  });
});

it("takes another letter in a short name for a slip", () => {
  expect(nearest("dew", ["dev", "staging"])).toBe("dev");
});
