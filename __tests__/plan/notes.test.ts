import { noteLines, notesOf } from "../../plan/notes";
import { resourcesOf } from "../../plan/resources";
import { changed, stackOf, texts } from "./planned";

test("what is not in the review is said: not planned, planned again, not to be read", () => {
  const stacks = [
    stackOf([], {
      stack: "dev-foundation",
      output_changes: { b: { actions: ["update"] }, a: { actions: ["delete"] }, c: { actions: ["no-op"] } },
    }),
    stackOf([
      changed("aws_ecs_task_definition.web", null, {
        family: "web",
        container_definitions: "[${jsonencode(x)}]",
      }),
    ]),
  ];
  expect(
    texts(noteLines(notesOf(stacks, resourcesOf(stacks), [{ stack: "dev-images", reason: "no bucket" }]))),
  ).toEqual([
    "[dev-images] was not planned: no bucket",
    "[dev-services]: planned with dev-foundation as it is now; a deployment plans it again when these outputs have changed, and shows that plan before it goes on: [b]",
    "[dev-services]: variables, secrets and images of these can not be read before the deployment: [aws_ecs_task_definition.web]",
  ]);
});

test("outputs of a stack that nothing was planned after say nothing", () => {
  const stacks = [stackOf([], { stack: "dev-foundation", output_changes: { a: { actions: ["create"] } } })];
  expect(notesOf(stacks, [], [])).toEqual([]);
});
