import type { DiagramEdge, DiagramNode } from "../model";
import { ownName, type Stacks } from "../synthesised";
import { block, blocks, counted, text, textsOf, unique } from "../values";
import type { Network } from "./network";
import { traffic, type Part } from "./part";
import { groupsOf, type Running } from "./running";

/** Databases, file systems and other services, and who is let in to them by security groups. */
export function stores(stacks: Stacks, network: Network, running: readonly Running[]): Part {
  const bases = [...stacks.of("aws_db_instance"), ...stacks.of("aws_rds_cluster")].map((base) => {
    const [subnets] = stacks.referred(base.values.db_subnet_group_name, "aws_db_subnet_group");
    const node: DiagramNode = {
      id: `database-${ownName(base, "database")}`,
      kind: "database",
      zone: network.zoneOf(subnets?.values.subnet_ids, "private"),
      title: ownName(base, "database"),
      lines:
        base.type === "aws_db_instance"
          ? instanceLines(base.values)
          : clusterLines(stacks, base.address, base.values),
      addresses: [base.address],
    };
    return { node, groups: groupsOf(stacks, base.values.vpc_security_group_ids) };
  });
  const files = fileSystems(stacks, network, running);
  const owners = new Map<string, string>([
    ...bases.flatMap(({ node, groups }) => groups.map((group) => [group, node.id] as const)),
    ...running.flatMap(({ id, securityGroups }) => securityGroups.map((group) => [group, id] as const)),
  ]);
  return {
    nodes: [...bases.map(({ node }) => node), ...files.nodes],
    edges: [...opened(stacks, owners), ...files.edges],
  };
}

const ENGINES: Readonly<Record<string, string>> = {
  postgres: "PostgreSQL",
  "aurora-postgresql": "Aurora PostgreSQL",
};

const engineOf = (values: Record<string, unknown>): string =>
  `${ENGINES[text(values, "engine")] ?? text(values, "engine")} ${text(values, "engine_version")}`.trim();

const instanceLines = (values: Record<string, unknown>): string[] => [
  engineOf(values),
  `${text(values, "instance_class")}${values.multi_az === true ? ", two zones" : ""}`,
];

function clusterLines(stacks: Stacks, address: string, values: Record<string, unknown>): string[] {
  const instances = stacks
    .of("aws_rds_cluster_instance")
    .filter((instance) => stacks.references(instance.values.cluster_identifier).includes(address));
  const scaling = block(values, "serverlessv2_scaling_configuration");
  const capacity =
    scaling.max_capacity === undefined
      ? ""
      : `, ${text(scaling, "min_capacity")} to ${text(scaling, "max_capacity")} ACU`;
  return [engineOf(values), `${counted(instances.length, "instance")}${capacity}`];
}

/** Rules that let one security group in to another. */
function opened(stacks: Stacks, owners: ReadonlyMap<string, string>): DiagramEdge[] {
  const found = stacks.of("aws_vpc_security_group_ingress_rule").flatMap(({ values }) => {
    const [from] = groupsOf(stacks, values.referenced_security_group_id).flatMap(
      (group) => owners.get(group) ?? [],
    );
    const [to] = groupsOf(stacks, values.security_group_id).flatMap((group) => owners.get(group) ?? []);
    return from === undefined || to === undefined || from === to
      ? []
      : [{ from, to, port: text(values, "from_port") }];
  });
  const pairs = unique(found.map(({ from, to }) => `${from}\n${to}`));
  return pairs.map((pair) => {
    const [from = "", to = ""] = pair.split("\n");
    const ports = found.filter((one) => one.from === from && one.to === to).map(({ port }) => port);
    return traffic(from, to, unique(ports).join(", "));
  });
}

/** File systems that tasks mount, made here or not. */
function fileSystems(stacks: Stacks, network: Network, running: readonly Running[]): Part {
  const nodes = new Map<string, DiagramNode>();
  for (const made of stacks.of("aws_efs_file_system")) {
    const targets = stacks
      .of("aws_efs_mount_target")
      .filter(({ values }) => stacks.references(values.file_system_id).includes(made.address));
    nodes.set(made.address, {
      id: `file-system-${ownName(made, "file-system")}`,
      kind: "files",
      zone: network.zoneOf(
        targets.map(({ values }) => values.subnet_id),
        "private",
      ),
      title: ownName(made, "file-system"),
      lines: ["EFS", counted(targets.length, "mount target")],
      addresses: [made.address],
    });
  }
  const edges = running.flatMap(({ id, task }) => {
    const mounted = blocks(task?.values ?? {}, "volume").flatMap((volume) =>
      textsOf(block(volume, "efs_volume_configuration").file_system_id),
    );
    return unique(mounted).flatMap((system) => {
      const known = stacks.references(system).find((address) => nodes.has(address)) ?? system;
      if (known.includes("${")) return [];
      const node = nodes.get(known) ?? {
        id: `file-system-${known}`,
        kind: "files" as const,
        zone: "private" as const,
        title: known,
        lines: ["EFS, not made here"],
        addresses: [],
      };
      nodes.set(known, node);
      return [traffic(id, node.id, "NFS")];
    });
  });
  return { nodes: [...nodes.values()], edges };
}
