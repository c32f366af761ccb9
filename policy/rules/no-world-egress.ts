import { traffic } from "../readings/openings";
import { isWorld } from "../readings/world";
import type { Rule } from "../rule";

/** AWS APIs and registries have no fixed addresses, so HTTPS may leave for anywhere; nothing else may. */
const HTTPS = 443;

export const noWorldEgress: Rule = {
  id: "no-world-egress",
  doc: "Only HTTPS (TCP port 443) leaves for the whole world; everything else names the group or range that it is for.",
  scope: "all",
  sources: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
  check: ({ openings }) =>
    openings
      .filter(({ direction, ranges }) => direction === "out" && ranges.some(isWorld))
      .filter(({ from, protocol, to }) => protocol !== "tcp" || from !== HTTPS || to !== HTTPS)
      .map((opening) => ({
        resource: opening.resource,
        problem:
          `${opening.where} must let only tcp ${HTTPS} out to ${opening.ranges.filter(isWorld).join(", ")}, ` +
          `got ${traffic(opening)}; name the group or range that it is for`,
      })),
};
