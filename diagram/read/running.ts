import { ownName, type Resource, type Stacks } from "../synthesised";
import { block, textsOf } from "../values";
import { containersOf, type Container } from "./containers";

/** An ECS service with what it runs. */
export interface Running {
  readonly id: string;
  readonly name: string;
  readonly service: Resource;
  readonly task: Resource | undefined;
  readonly containers: readonly Container[];
  /** Addresses, or ids of groups that are not made here. */
  readonly securityGroups: readonly string[];
}

export function runningServices(stacks: Stacks): Running[] {
  return stacks.of("aws_ecs_service").map((service) => {
    const name = ownName(service, "service");
    const [task] = stacks.referred(service.values.task_definition, "aws_ecs_task_definition");
    const groups = block(service.values, "network_configuration").security_groups;
    return {
      id: `service-${name}`,
      name,
      service,
      task,
      containers: task === undefined ? [] : containersOf(task),
      securityGroups: groupsOf(stacks, groups),
    };
  });
}

/** Security groups as they can be compared: by address when they are made here, by id otherwise. */
export function groupsOf(stacks: Stacks, value: unknown): string[] {
  return textsOf(value).flatMap((item) =>
    item.includes("${")
      ? stacks.references(item).filter((address) => address.startsWith("aws_security_group."))
      : [item],
  );
}
