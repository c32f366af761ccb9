import { countLines, countsOf, totalOf } from "../../plan/counts";
import { changed, resources, texts } from "./planned";

const counts = countsOf(
  resources(
    changed("aws_lb.b", { a: 1 }, { a: 2 }, { replace_paths: [["a"]] }),
    changed("aws_ecs_task_definition.b", { a: 1 }, { a: 2 }, { replace_paths: [["a"]] }),
    changed("aws_iam_role.a", null, {}),
    changed("aws_iam_role.b", null, {}),
    changed("aws_iam_role.c", { a: 1 }, { a: 2 }),
    changed("aws_iam_role.d", {}, null),
    changed("aws_vpc.same", {}, {}),
  ),
);

test("by type, in their order; a new version is no replacement", () => {
  expect(texts(countLines(counts))).toEqual([
    "[dev-services] [aws_ecs_task_definition]: 1 in a new version",
    "[dev-services] [aws_iam_role]: 2 added, 1 changed, 1 destroyed",
    "[dev-services] [aws_lb]: 1 replaced",
  ]);
});

test("the sum", () => {
  expect(totalOf(counts)).toEqual({ add: 2, change: 1, renew: 1, replace: 1, destroy: 1, forget: 0 });
});
