import { INSTEAD, unproved } from "./instead";
import { hasTest } from "./proofs";
import { ROWS } from "./rows";

it("there are 30 rows, in their order", () => {
  expect(ROWS.map((row) => row.number)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
});

it.each(ROWS)("row $number names tests that there are", ({ proofs }) => {
  const missing = proofs.flatMap(([file, ...names]) => [
    ...(names.length === 0 ? [`${file}: no test`] : []),
    ...names.filter((name) => !hasTest(file, name)).map((name) => `${file}: ${name}`),
  ]);
  expect(missing).toEqual([]);
});

it("what a row needs and no engine proves has something that was done instead, and nothing else has", () => {
  const asked = new Set(ROWS.flatMap(({ needs = [] }) => needs));
  expect(Object.keys(INSTEAD).sort()).toEqual(unproved.filter((each) => asked.has(each)).sort());
});
