import { taskOf } from "../../support/policies";
import { problemsBy } from "../../support/rule";

const problems = problemsBy("no-privileged-container");

test("good: containers as they are by default", () => {
  expect(problems([taskOf({ name: "web" }, { name: "proxy", privileged: false })])).toEqual([]);
});

test("bad: a privileged one", () => {
  expect(problems([taskOf({ name: "web" }, { name: "proxy", privileged: true })])).toEqual([
    'aws_ecs_task_definition.t.container_definitions container "proxy" must not be privileged, got true; ' +
      "add the single Linux capabilities that it needs",
  ]);
});
