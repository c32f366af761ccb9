import { reviewOf } from "../../plan/review";
import { changed, definition, stackOf } from "./planned";

const environment = { name: "dev", project: "shop" };

test("the whole document of a small change", () => {
  const web = (level: string) =>
    definition("shop-dev-web", {
      name: "web",
      image: "r/web:1",
      environment: [{ name: "LEVEL", value: level }],
    });
  const stack = stackOf(
    [
      changed("aws_ecs_task_definition.web", web("a"), web("b"), {
        replace_paths: [["container_definitions"]],
      }),
    ],
    { output_changes: { revision: { actions: ["update"] } } },
  );
  expect(reviewOf({ environment, stacks: [stack], images: [], notPlanned: [], diagram: "graph TD" })).toEqual(
    {
      format: 1,
      environment: "dev",
      changes: true,
      total: { add: 0, change: 0, renew: 1, replace: 0, destroy: 0, forget: 0 },
      outputs: { "dev-services": ["revision"] },
      losses: [],
      removals: [],
      kept: [],
      notes: [],
      exposures: [],
      doors: [],
      access: [],
      findings: [],
      images: [],
      variables: [
        {
          container: "web",
          name: "LEVEL",
          effect: "changed",
          hidden: false,
          later: false,
          before: "a",
          after: "b",
        },
      ],
      secrets: [],
      capacity: [],
      counts: [
        {
          stack: "dev-services",
          type: "aws_ecs_task_definition",
          add: 0,
          change: 0,
          renew: 1,
          replace: 0,
          destroy: 0,
          forget: 0,
        },
      ],
      diagram: "graph TD",
    },
  );
});

test.each([
  ["a resource", { stacks: [stackOf([changed("aws_lb.a", null, {})])] }],
  ["an output", { stacks: [stackOf([], { output_changes: { a: { actions: ["create" as const] } } })] }],
  [
    "an image that is not in the registry",
    { images: [{ name: "web", from: { tag: "1" }, to: { tag: "2" } }] },
  ],
  ["a stack that could not be planned", { notPlanned: [{ stack: "dev-services", reason: "x" }] }],
])("%s is a change", (_, input) => {
  const none = { environment, stacks: [], images: [], notPlanned: [] };
  expect([reviewOf({ ...none, ...input }).changes, reviewOf(none).changes]).toEqual([true, false]);
});
