import type { Values } from "./plan-json";
import { block, nameOf, type Resource } from "./resources";
import { byText, type Line, line, words } from "./words";

/** Something that the internet can reach from now on, or no longer; security groups are told of by themselves. */
export interface Exposure {
  readonly effect: "exposed" | "withdrawn";
  readonly stack: string;
  readonly address: string;
  /** As its owner knows it; the address where it has none. */
  readonly name: string;
  /** What it is, for example "internet-facing balancer". */
  readonly what: string;
}

/** What makes a resource public, by its type; `undefined` where it is not. */
const PUBLIC: Readonly<Record<string, (values: Values) => string | undefined>> = {
  aws_db_instance: ({ publicly_accessible: open }) => said(open === true, "publicly accessible database"),
  aws_ecrpublic_repository: () => "public image repository",
  aws_ecs_service: (values) =>
    said(block(values, "network_configuration")?.assign_public_ip === true, "public IP address on each task"),
  aws_eip: () => "public IP address",
  aws_launch_template: (values) =>
    said(
      String(block(values, "network_interfaces")?.associate_public_ip_address) === "true",
      "public IP address on each instance",
    ),
  aws_lb: ({ internal }) => said(internal === false, "internet-facing balancer"),
  aws_rds_cluster_instance: ({ publicly_accessible: open }) =>
    said(open === true, "publicly accessible database"),
  aws_s3_bucket_public_access_block: (values) => {
    const open = SHUT.filter((key) => values[key] !== true);
    return said(open.length > 0, `bucket without ${open.join(", ")}`);
  },
  aws_subnet: ({ map_public_ip_on_launch: maps }) =>
    said(maps === true, "public IP address on whatever starts in it"),
};

const SHUT = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
] as const;

const said = (open: boolean, what: string): string | undefined => (open ? what : undefined);

/** What keeps a resource from being public: that it goes exposes. */
const SHIELDS: Readonly<Record<string, string>> = {
  aws_s3_bucket_public_access_block: "bucket whose public access is no longer blocked",
};

export const exposuresOf = (resources: readonly Resource[]): Exposure[] =>
  resources
    .filter(({ effect }) => effect !== undefined)
    .flatMap((resource) => exposureOf(resource, resources))
    .sort((one, other) => byText(order(one), order(other)));

const order = ({ effect, stack, address }: Exposure): string => [effect, stack, address].join(" ");

function exposureOf({ stack, address, type, before, after }: Resource, all: readonly Resource[]): Exposure[] {
  const of = PUBLIC[type];
  if (of === undefined) return [];
  const one = before && of(before);
  const other = after === undefined ? shieldGone(type, before, all) : of(after);
  if (one === other) return [];
  const place = { stack, address, name: nameOf(after ?? before) ?? address };
  return [
    ...(other === undefined ? [] : [{ effect: "exposed", what: other, ...place } as const]),
    ...(one === undefined || other !== undefined
      ? []
      : [{ effect: "withdrawn", what: one, ...place } as const]),
  ];
}

/** A shield that goes together with what it shields exposes nothing. */
function shieldGone(type: string, before: Values | undefined, all: readonly Resource[]): string | undefined {
  const shielded = all.find(
    (each) => each.type === "aws_s3_bucket" && each.before?.bucket === before?.bucket,
  );
  return shielded?.effect === "destroy" ? undefined : SHIELDS[type];
}

export const exposureLines = (exposures: readonly Exposure[]): Line[] =>
  exposures.map(({ effect, name, what }) =>
    effect === "exposed"
      ? line(words`PUBLIC: ${name} (${[what]})`, true)
      : line(words`no longer public: ${name} (${[what]})`),
  );
