import { plainErrors } from "../../../../cli/deploy/terraform/plain-errors";

test("each error to the next finding, without warnings and what was printed before", () => {
  expect(
    plainErrors([
      "aws_ecs_service.web: Modifying... [id=x]",
      "",
      "Warning: Applied changes may be incomplete",
      "The plan was created with the -target option in effect.",
      "",
      "Error: waiting for ECS Service (x) update: tasks failed to start  ",
      "",
      "  with aws_ecs_service.web,",
      "",
      "Error: second",
      "Warning: third",
      "and more",
    ]),
  ).toEqual([
    "Error: waiting for ECS Service (x) update: tasks failed to start\n\n  with aws_ecs_service.web,",
    "Error: second",
  ]);
});

test("no error, no text", () => {
  expect(plainErrors(["Apply complete!", "  Error: not at the beginning"])).toEqual([]);
});
