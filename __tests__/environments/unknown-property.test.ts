import { nearest } from "../../environments/problems";
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

describe("the nearest name", () => {
  it.each([
    ["stage", ["state", "name"], undefined],
    ["auth", ["path"], undefined],
    ["host", ["cost", "port"], undefined],
    ["prot", ["port"], "port"],
    ["por", ["port"], "port"],
    ["porrt", ["port"], "port"],
    ["porduction", ["production"], "production"],
    ["producsion", ["production"], "production"],
  ])("of %s among %j is %s", (word, known, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });
});
