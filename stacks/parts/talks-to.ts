import type { TaskPart } from "../../constructs/task/part";
import { calledPort } from "../../environments/rules/talks-to";
import type { ServiceContext } from "./context";

/** The connections to other services that a service declares, and nothing beside them. */
export function talksTo({ environment, peers, service }: ServiceContext): TaskPart[] {
  return (service.talksTo ?? []).flatMap((name) => {
    const peer = environment.services.find((each) => each.name === name);
    const port = peer && calledPort(peer);
    if (port === undefined) return [];
    const made = peers.madeBefore(name);
    return {
      reaches: [
        {
          id: `service-${name}`,
          securityGroupId: peers.securityGroupId(name),
          port,
          what: `Service ${name}`,
        },
      ],
      // A task knows the names that are there when it starts; one that comes later it learns with its next deployment.
      ...(made && { dependsOn: [made] }),
    };
  });
}
