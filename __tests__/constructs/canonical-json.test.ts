import { canonicalJson } from "../../constructs/canonical-json";

test.each<[unknown, string]>([
  [{ b: 1, a: { d: null, c: "x" } }, '{"a":{"c":"x","d":null},"b":1}'],
  [{ list: [3, 1, 2], Upper: true, lower: false }, '{"Upper":true,"list":[3,1,2],"lower":false}'],
  [{ gone: undefined, kept: 0, empty: "" }, '{"empty":"","kept":0}'],
  [["a", undefined, { z: 1, y: 2 }], '["a",{"y":2,"z":1}]'],
  ['quo"te', '"quo\\"te"'],
  [{}, "{}"],
  [[], "[]"],
  [null, "null"],
])("%j becomes %s", (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test("the order in which keys were written changes nothing", () => {
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
});

test("what JSON cannot say is refused, not dropped in silence", () => {
  expect(() => canonicalJson(undefined)).toThrow("undefined has no JSON form");
  expect(() => canonicalJson({ a: () => 1 })).toThrow("function has no JSON form");
});
