import { nested, refersTo, resources, type Rule, type StackDocument } from "../document";
import { openings, traffic, type Opening } from "../security-rules";
import { isWorld } from "./cidr";

const WEB_PORTS: readonly unknown[] = [80, 443];

/** The world may come in at a balancer's web ports, and at one port of a service that was given public addresses. */
export const openIngress: Rule = (document) =>
  openings(document)
    .filter(({ direction, ranges }) => direction === "in" && ranges.some(isWorld))
    .filter((opening) => !isBalancerDoor(document, opening) && !isDeclared(document, opening))
    .map(
      (opening) =>
        `${opening.where} must not open ${traffic(opening)} to ${opening.ranges.filter(isWorld).join(", ")}; ` +
        "put the service behind the load balancer, or name the ranges that need it",
    );

function isBalancerDoor(document: StackDocument, { from, group, protocol, to }: Opening): boolean {
  return (
    protocol === "tcp" &&
    from === to &&
    WEB_PORTS.includes(from) &&
    resources(document, "aws_lb").some(({ block }) => holds(document, block.security_groups, group))
  );
}

function isDeclared(document: StackDocument, { from, group, protocol, to }: Opening): boolean {
  return (
    protocol === "tcp" &&
    from === to &&
    resources(document, "aws_ecs_service")
      .flatMap(({ block }) => nested(block.network_configuration))
      .some((network) => network.assign_public_ip === true && holds(document, network.security_groups, group))
  );
}

/** Whether a list of groups holds the group that a rule belongs to. */
function holds(document: StackDocument, list: unknown, group: string): boolean {
  return resources(document, "aws_security_group").some(
    ({ address }) => refersTo(group, address) && refersTo(list, address),
  );
}
