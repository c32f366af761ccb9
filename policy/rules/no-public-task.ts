import type { Rule } from "../rule";
import { isOn, nested } from "../values";

export const noPublicTask: Rule = {
  id: "no-public-task",
  doc: "In a protected environment no task has a public address; the way in is the balancer, the way out a NAT gateway or endpoints.",
  scope: "protected",
  sources: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"],
  check: (subject) =>
    subject
      .of("aws_ecs_service")
      .filter(({ values }) =>
        nested(values.network_configuration).some((each) => isOn(each.assign_public_ip)),
      )
      .map((resource) => ({
        resource,
        problem: `${resource.address}.network_configuration.assign_public_ip must be false in a protected environment, got true; use \`route\` instead of \`publicIp\``,
      })),
};
