import { extend } from "../../environments/define";

it("merges objects by key and replaces everything else, lists too", () => {
  const base = { a: { b: 1, c: [1, 2] }, d: "x" };
  expect(extend(base, { a: { c: [3] } })).toEqual({ a: { b: 1, c: [3] }, d: "x" });
});

it("keeps the base untouched, and 0 and the empty string are values", () => {
  const base = Object.freeze({ a: 1, b: "x" });
  expect(extend(base, { a: 0, b: "" })).toEqual({ a: 0, b: "" });
  expect(base).toEqual({ a: 1, b: "x" });
});

it("does not let undefined remove anything", () => {
  expect(extend({ a: 1 }, { a: undefined })).toEqual({ a: 1 });
});
