import type { JudgedResource } from "../../policy";

/** A resource of the stack `test`, as the policy reads it. */
export const resource = (
  address: string,
  values: JudgedResource["values"],
  stack = "test",
): JudgedResource => ({ stack, address, type: address.replace(/\.[^.]*$/, ""), values });

/** One policy that has one statement. */
export function policyOf(statement: JudgedResource["values"], type = "aws_iam_role_policy"): JudgedResource {
  const policy = JSON.stringify({ Statement: [{ Sid: "S", Effect: "Allow", ...statement }] });
  return resource(`${type}.p`, { policy });
}

/** A task definition with these containers. */
export const taskOf = (...containers: readonly object[]): JudgedResource =>
  resource("aws_ecs_task_definition.t", { container_definitions: JSON.stringify(containers) });
