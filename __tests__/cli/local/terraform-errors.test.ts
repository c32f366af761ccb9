import { terraformErrors } from "../../../cli/local/terraform-errors";

it("finds each error in what cdktf prints, without its decoration", () => {
  const printed = [
    "local-services  \u001b[31m╷\u001b[0m",
    "                \u001b[31m│\u001b[0m \u001b[1mError: waiting for ECS Service\u001b[0m",
    "                │ ",
    "                │   with aws_ecs_service.backend",
    "                ╵",
    "1 Stack deploying     2 Stacks done",
    "╷",
    "│ Warning: deprecated",
    "╵",
    "╷",
    "│ Error: second",
    "╵",
  ];
  expect(terraformErrors(printed)).toEqual([
    "Error: waiting for ECS Service\n\n  with aws_ecs_service.backend",
    "Error: second",
  ]);
});

it("finds nothing where nothing failed", () => {
  expect(terraformErrors(["0 Stacks deploying     3 Stacks done"])).toEqual([]);
});
