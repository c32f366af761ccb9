import { adoptedNotes, adoptedText, notAdoptedNotes } from "../../plan/adopted";
import { noteLines } from "../../plan/notes";
import { reviewOf } from "../../plan/review";
import { stackOf, texts } from "./planned";

const imported = stackOf(
  [
    {
      address: "aws_vpc.network",
      mode: "managed",
      type: "aws_vpc",
      change: { actions: ["no-op"], importing: { id: "vpc-1" }, before: {}, after: {} },
    },
  ],
  { stack: "dev-foundation" },
);

it("lists what a deployment would adopt, by stack, with the IDs", () => {
  expect(texts(noteLines(adoptedNotes([imported, stackOf([])])))).toEqual([
    "[dev-foundation]: these exist with the environment's tags, unless noted, and are in no Terraform state; a deployment adopts them when it is told to (--adopt): [aws_vpc.network (vpc-1)]",
  ]);
});

it("notes that a resource without tags was found by name", () => {
  expect(adoptedText({ address: "aws_kms_alias.images", id: "alias/slipway-dev-web" })).toBe(
    "aws_kms_alias.images (alias/slipway-dev-web, found by name; has no tags)",
  );
  expect(adoptedText({ address: "aws_vpc.network", id: "vpc-1" })).toBe("aws_vpc.network (vpc-1)");
});

it("lists what a deployment would refuse to adopt, with the reason", () => {
  const refused = { stack: "dev-foundation", address: "aws_vpc.network", reason: "there are two" };
  expect(texts(noteLines(notAdoptedNotes([refused])))).toEqual([
    "[dev-foundation]: a deployment is refused: there are two: [aws_vpc.network]",
  ]);
});

it("is a change of the environment, also when nothing else changes", () => {
  const environment = { name: "dev", project: "slipway" };
  const review = reviewOf({ environment, stacks: [imported], images: [], notPlanned: [] });
  expect(review.changes).toBe(true);
  expect(review.notes.map(({ kind }) => kind)).toEqual(["adopted"]);
});
