import { traffic, type Opening } from "../readings/openings";
import { isWorld } from "../readings/world";
import type { Rule } from "../rule";
import { names, type Subject } from "../subject";
import { isOff } from "../values";

const WEB_PORTS: readonly unknown[] = [80, 443];
const BALANCERS = ["aws_lb", "aws_alb", "aws_elb"];

export const noWorldOpenPort: Rule = {
  id: "no-world-open-port",
  doc: "The world comes in at one place: TCP ports 80 and 443 of a balancer that faces the internet. IPv6 counts like IPv4, and so does a range that is only almost the world (IPv4 shorter than /8, IPv6 shorter than /16).",
  scope: "all",
  sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
  check: (subject) =>
    subject.openings
      .filter(({ direction, ranges }) => direction === "in" && ranges.some(isWorld))
      .filter((opening) => !isFrontDoor(subject, opening))
      .map((opening) => ({
        resource: opening.resource,
        problem:
          `${opening.where} must not open ${traffic(opening)} to ${opening.ranges.filter(isWorld).join(", ")}; ` +
          "put the service behind the load balancer, or name the ranges that need it",
      })),
};

function isFrontDoor(subject: Subject, { from, group, protocol, resource, to }: Opening): boolean {
  if (protocol !== "tcp" || from !== to || !WEB_PORTS.includes(from)) return false;
  const doors = subject
    .of(...BALANCERS)
    .filter(({ stack, values }) => stack === resource.stack && isOff(values.internal));
  const groups = subject.of("aws_security_group").filter((each) => names(group, resource.stack, each));
  return doors.some(
    ({ stack, values }) =>
      groups.some((each) => names(values.security_groups, stack, each)) ||
      // A group that is not in the stack: its id stands in both places.
      (Array.isArray(values.security_groups) && values.security_groups.includes(group)),
  );
}
