import type { JudgedResource } from "../finding";
import { readJson } from "../json-text";
import type { Subject } from "../subject";
import { nested, type Block } from "../values";

/** One container of a task definition. */
export interface JudgedContainer {
  readonly resource: JudgedResource;
  /** For example `aws_ecs_task_definition.web.container_definitions container "web"`. */
  readonly where: string;
  readonly values: Block;
}

export const TASK = "aws_ecs_task_definition";

/** The list of containers, or `undefined` when it is not JSON, for example a whole list behind one reference. */
export function containerList({ values }: JudgedResource): readonly Block[] | undefined {
  const text = values.container_definitions;
  const list = typeof text === "string" ? readJson(text) : undefined;
  return Array.isArray(list) ? nested(list) : undefined;
}

export const containersIn = (subject: Subject): JudgedContainer[] =>
  subject.of(TASK).flatMap((resource) =>
    (containerList(resource) ?? []).map((values, index) => ({
      resource,
      where: `${resource.address}.container_definitions container ${
        typeof values.name === "string" ? JSON.stringify(values.name) : index + 1
      }`,
      values,
    })),
  );
