import { only, type Resources } from "./language";

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly [key: string]: unknown;
}

/** The containers of the one task definition of a stack, in their order. */
export const containersOf = (stack: Resources): Container[] =>
  JSON.parse(String(only(stack, "aws_ecs_task_definition").container_definitions)) as Container[];

/** The container of that name; fails unless there is one. */
export function containerOf(stack: Resources, name: string): Container {
  const containers = containersOf(stack);
  const found = containers.find((each) => each.name === name);
  if (!found) throw new Error(`no container "${name}" in ${containers.map((each) => each.name).join(", ")}`);
  return found;
}

/** What the roles of a stack may do, as text. */
export const policiesOf = (stack: Resources): string[] =>
  Object.values(stack.aws_iam_role_policy ?? {}).map(({ policy }) => String(policy));
