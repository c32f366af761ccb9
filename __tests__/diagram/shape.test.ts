import { diagramOf, isDrawn } from "../../diagram";
import { everything } from "../coverage/everything";
import { stacksOf } from "./drawn";

interface Synthesised {
  readonly resource?: Readonly<Record<string, unknown>>;
}

const environments = Object.values(everything);
const made = environments.map((environment) => ({
  environment,
  stacks: stacksOf(environment) as Readonly<Record<string, Synthesised>>,
}));
const types = [
  ...new Set(
    made.flatMap(({ stacks }) => Object.values(stacks).flatMap(({ resource = {} }) => Object.keys(resource))),
  ),
].sort();

/** Whether a picture has other boxes or lines when no resource of the type is there. */
const changesPicture = (type: string): boolean =>
  made.some(({ environment, stacks }) => {
    const without = Object.fromEntries(
      Object.entries(stacks).map(([part, { resource = {}, ...stack }]) => [
        part,
        {
          ...stack,
          resource: Object.fromEntries(Object.entries(resource).filter(([name]) => name !== type)),
        },
      ]),
    );
    const shape = (each: Readonly<Record<string, unknown>>): string => {
      const { edges, nodes } = diagramOf(environment, each);
      return JSON.stringify([nodes.map(({ id }) => id), edges.map(({ from, to }) => [from, to])]);
    };
    return shape(stacks) !== shape(without);
  });

test.each(types.filter(isDrawn))("a picture without any %s has other boxes or lines", (type) => {
  expect(changesPicture(type)).toBe(true);
});

test("what else is drawn comes and goes with a service or a network", () => {
  expect(types.filter((type) => !isDrawn(type) && changesPicture(type))).toEqual([
    "aws_ecs_task_definition",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_route",
    "aws_route_table_association",
  ]);
});
