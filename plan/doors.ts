import { isWorld } from "../policy/readings/world";
import { canonical } from "./canonical";
import type { Values } from "./plan-json";
import { isKnown, referred } from "./references";
import { number, type Resource, text } from "./resources";
import { byText, type Line, line, words } from "./words";

/** A way through a security group that opens or closes. */
export interface Door {
  readonly effect: "opened" | "closed";
  readonly direction: "in" | "out";
  /** Name of the security group; its id or address where that is all there is. */
  readonly group: string;
  /** `tcp`, `udp`, `icmp`, a number, or `all`. */
  readonly protocol: string;
  /** `443`, `8000-8100`, `all`. */
  readonly ports: string;
  /** IP range, or the name of a security group or prefix list: from whom, or to whom. */
  readonly peer: string;
  /** Everybody on the internet, or so many that it comes to the same. */
  readonly world: boolean;
}

type Way = Omit<Door, "effect">;

/** Ways that are there after and were not before, and the other way round; one that only changes its rule is neither. */
export function doorsOf(resources: readonly Resource[]): Door[] {
  const names = groupNames(resources);
  const before = ways(resources, "before", names);
  const after = ways(resources, "after", names);
  const missing = (from: ReadonlyMap<string, Way>, effect: Door["effect"], to: ReadonlyMap<string, Way>) =>
    [...from].filter(([key]) => !to.has(key)).map(([, way]): Door => ({ effect, ...way }));
  return [...missing(after, "opened", before), ...missing(before, "closed", after)].sort((one, other) =>
    byText(order(one), order(other)),
  );
}

/** What opens first, and to the world before all. */
const order = ({ effect, world, group, direction, protocol, ports, peer }: Door): string =>
  [
    effect === "opened" ? 0 : 1,
    world && direction === "in" ? 0 : 1,
    group,
    direction,
    protocol,
    ports,
    peer,
  ].join(" ");

/** By ids and by references. */
function groupNames(resources: readonly Resource[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { type, address, before, after } of resources) {
    if (type !== "aws_security_group" && type !== "aws_default_security_group") continue;
    // What stands behind a prefix is the provider's, and another one each time.
    const prefix = text(after ?? before, "name_prefix");
    const name =
      prefix === undefined ? (text(after, "name") ?? text(before, "name") ?? address) : `${prefix}...`;
    names.set(`${address}.id`, name);
    for (const id of [text(before, "id"), text(after, "id")]) if (id !== undefined) names.set(id, name);
  }
  return names;
}

/** What a rule says, whatever resource it stands in. */
interface Rule {
  readonly direction: Door["direction"];
  readonly group: string | undefined;
  readonly values: Values;
}

function ways(
  resources: readonly Resource[],
  side: "before" | "after",
  names: ReadonlyMap<string, string>,
): Map<string, Way> {
  const named = (id: string): string => {
    const key = isKnown(id) ? id : referred(id);
    return names.get(key) ?? key;
  };
  const found = resources.flatMap((resource) => {
    const values = resource[side];
    return values === undefined ? [] : rulesIn(resource, values);
  });
  return new Map(
    found.flatMap(({ direction, group, values }) =>
      (peers(values).length === 0 ? UNKNOWN : peers(values)).map((peer): [string, Way] => {
        const way = {
          direction,
          group: named(group ?? "an unknown group"),
          ...transport(values),
          peer: peer === "self" ? named(group ?? peer) : named(peer),
          world: isWorld(peer),
        };
        return [JSON.stringify(way), way];
      }),
    ),
  );
}

function rulesIn({ type, address, before, after }: Resource, values: Values): Rule[] {
  const group = text(values, "security_group_id");
  switch (type) {
    case "aws_vpc_security_group_ingress_rule":
      return [{ direction: "in", group, values }];
    case "aws_vpc_security_group_egress_rule":
      return [{ direction: "out", group, values }];
    case "aws_security_group_rule":
      return [{ direction: values.type === "egress" ? "out" : "in", group, values }];
    case "aws_security_group":
    case "aws_default_security_group": {
      const own = text(values, "id") ?? `${address}.id`;
      // A group that stays lists the rules of other resources too, as they were: it would hide that one of them goes.
      const stays = (key: string) =>
        before !== undefined &&
        after !== undefined &&
        (after[key] === undefined || canonical(before[key]) === canonical(after[key]));
      return (["ingress", "egress"] as const)
        .filter((key) => !stays(key))
        .flatMap((key) =>
          blocks(values[key]).map((rule): Rule => ({
            direction: key === "ingress" ? "in" : "out",
            group: own,
            values: rule,
          })),
        );
    }
    default:
      return [];
  }
}

const blocks = (value: unknown): readonly Values[] => (Array.isArray(value) ? (value as Values[]) : []);

const PEERS = [
  "cidr_ipv4",
  "cidr_ipv6",
  "referenced_security_group_id",
  "prefix_list_id",
  "source_security_group_id",
  "cidr_blocks",
  "ipv6_cidr_blocks",
  "security_groups",
  "prefix_list_ids",
] as const;

/** Each range and each group, in whatever attribute it stands. */
const peers = (values: Values): string[] => [
  ...PEERS.flatMap((key) => {
    const value = values[key];
    return (Array.isArray(value) ? (value as unknown[]) : [value]).filter((each) => typeof each === "string");
  }).filter((peer) => peer !== ""),
  ...(values.self === true ? ["self"] : []),
];

/** A rule without a peer that is known is a way all the same. */
const UNKNOWN = ["a peer that is not known yet"];

function transport(values: Values): Pick<Door, "protocol" | "ports"> {
  const said = text(values, "ip_protocol") ?? text(values, "protocol") ?? "-1";
  const protocol = said === "-1" ? "all" : said;
  const [from, to] = [number(values, "from_port"), number(values, "to_port")];
  if (protocol === "all" || from === undefined || from === -1) return { protocol, ports: "all" };
  return { protocol, ports: from === to || to === undefined ? String(from) : `${from}-${to}` };
}

export const doorLines = (doors: readonly Door[]): Line[] =>
  doors.map(({ effect, direction, group, protocol, ports, peer, world }) => {
    const open = effect === "opened";
    const loud = open && world && direction === "in";
    const what = protocol === "all" ? words`everything` : words`${protocol} ${ports}`;
    const way = direction === "in" ? words`into ${group} from ${peer}` : words`out of ${group} to ${peer}`;
    const whole = peer.endsWith("/0") ? "" : "as good as ";
    const whom = world ? [` (${whole}the whole internet)`] : [];
    return line([open ? (loud ? "OPENED: " : "opened: ") : "closed: ", ...what, " ", ...way, ...whom], loud);
  });
