import type { Rule } from "../document";
import { openings, traffic } from "../security-rules";
import { isWorld } from "./cidr";

/** AWS APIs and registries have no fixed addresses, so HTTPS may leave for anywhere; nothing else may. */
const HTTPS = 443;

export const openEgress: Rule = (document) =>
  openings(document)
    .filter(({ direction, ranges }) => direction === "out" && ranges.some(isWorld))
    .filter(({ from, protocol, to }) => protocol !== "tcp" || from !== HTTPS || to !== HTTPS)
    .map(
      (opening) =>
        `${opening.where} must let only tcp ${HTTPS} out to ${opening.ranges.filter(isWorld).join(", ")}, ` +
        `got ${traffic(opening)}; name the group or range that it is for`,
    );
