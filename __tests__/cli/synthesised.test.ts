import { notesIn } from "../../cli/synthesised";

test("finds the notes of a synthesis among its other lines", () => {
  const stderr = [
    "(node:1) Warning: old",
    "note: dev-services: a",
    "  at note: here",
    "note: dev-foundation: b",
    "",
  ];
  expect(notesIn(stderr.join("\n"))).toEqual(["note: dev-services: a", "note: dev-foundation: b"]);
  expect(notesIn("")).toEqual([]);
});
