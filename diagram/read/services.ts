import type { DiagramNode } from "../model";
import type { Stacks } from "../synthesised";
import { block, blocks, counted, text, unique } from "../values";
import type { Network } from "./network";
import type { Part } from "./part";
import type { Running } from "./running";

/** ECS services in their cluster: one frame for each zone that has some. */
export function services(stacks: Stacks, network: Network, running: readonly Running[]): Part {
  const nodes = running.map((one) => serviceNode(stacks, network, one));
  const [cluster] = stacks.of("aws_ecs_cluster");
  const note = capacity(stacks);
  const zones = unique(nodes.map(({ zone }) => zone)) as ("public" | "private")[];
  const title = cluster === undefined ? "ECS cluster" : `ECS cluster ${text(cluster.values, "name")}`;
  return {
    nodes,
    edges: [],
    groups: zones.map((zone) => ({ id: clusterIn(zone), zone, title, note })),
  };
}

const clusterIn = (zone: "public" | "private"): string => (zone === "private" ? "cluster" : "cluster-public");

function serviceNode(
  stacks: Stacks,
  network: Network,
  { id, name, service, task, containers }: Running,
): DiagramNode {
  const configuration = block(service.values, "network_configuration");
  const zone =
    network.zoneOf(configuration.subnets, configuration.assign_public_ip === true ? "public" : "private") ===
    "public"
      ? ("public" as const)
      : ("private" as const);
  const scaling = scalingOf(stacks, service.address);
  const [own, ...beside] = containers;
  const others = beside.map((container) => container.name);
  return {
    id,
    kind: "service",
    zone,
    group: clusterIn(zone),
    title: name,
    lines: [
      [countOf(service.values, scaling?.values), sizeOf(task?.values ?? {})].filter(Boolean).join(" × "),
      [launchOf(stacks, service.values), own?.ports.map((port) => `port ${port}`).join(", ")]
        .filter(Boolean)
        .join(", "),
      ...(others.length === 0
        ? []
        : [beside.length <= 2 ? `with ${others.join(", ")}` : `with ${others.length} containers beside it`]),
      ...extras(stacks, service.values, scaling?.address, name),
    ].filter((line) => line !== ""),
    addresses: [service.address, ...(task === undefined ? [] : [task.address])].sort(),
  };
}

/** The target that scales the service: its id ends with the service's name. */
const scalingOf = (stacks: Stacks, address: string) =>
  stacks
    .of("aws_appautoscaling_target")
    .find(({ values }) => stacks.references(values.resource_id).includes(address));

function countOf(service: Record<string, unknown>, scaling: Record<string, unknown> | undefined): string {
  if (service.scheduling_strategy === "DAEMON") return "1 per instance";
  if (scaling === undefined) return text(service, "desired_count");
  return `${text(scaling, "min_capacity")} to ${text(scaling, "max_capacity")}`;
}

/** As the task asks for it: 1,024 CPU units are one vCPU, 1,024 MiB are one GiB. */
function sizeOf(task: Record<string, unknown>): string {
  const cpu = Number(text(task, "cpu"));
  const memory = Number(text(task, "memory"));
  return [
    cpu > 0 ? `${cpu / 1024} vCPU` : "",
    memory > 0 ? (memory % 512 === 0 ? `${memory / 1024} GiB` : `${memory} MiB`) : "",
  ]
    .filter(Boolean)
    .join(", ");
}

const LAUNCH: Readonly<Record<string, string>> = { FARGATE: "Fargate", FARGATE_SPOT: "Fargate Spot" };

function launchOf(stacks: Stacks, service: Record<string, unknown>): string {
  const strategies = blocks(service, "capacity_provider_strategy");
  if (strategies.length === 0) return service.launch_type === "FARGATE" ? "Fargate" : "EC2";
  const names = strategies.map((strategy) => {
    const [made] = stacks.referred(strategy.capacity_provider, "aws_ecs_capacity_provider");
    const name = text(strategy, "capacity_provider");
    return made === undefined ? (LAUNCH[name] ?? "EC2") : `EC2 ${groupName(made.path)}`;
  });
  return unique(names).join(" and ").replace("Fargate and Fargate Spot", "Fargate and Spot");
}

const groupName = (path: readonly string[]): string => (path[1] ?? path[0] ?? "").replace(/^instances-/, "");

const STRATEGIES: Readonly<Record<string, string>> = {
  BLUE_GREEN: "blue/green",
  CANARY: "canary",
  LINEAR: "linear",
};

/** What makes the service another one than most. */
function extras(
  stacks: Stacks,
  service: Record<string, unknown>,
  scaling: string | undefined,
  name: string,
): string[] {
  const strategy = STRATEGIES[text(block(service, "deployment_configuration"), "strategy")];
  const migrated = stacks
    .of("terraform_data")
    .some(({ path }) => path[0] === `service-${name}` && path[1] === "migration");
  const schedules = stacks
    .of("aws_appautoscaling_scheduled_action")
    .filter(({ values }) => scaling !== undefined && stacks.references(values.resource_id).includes(scaling));
  const said = [
    ...(strategy === undefined ? [] : [strategy]),
    ...(migrated ? ["migrates first"] : []),
    ...(schedules.length === 0 ? [] : [counted(schedules.length, "schedule")]),
  ];
  return said.length === 0 ? [] : [said.join(", ")];
}

/** What the cluster runs tasks on. */
function capacity(stacks: Stacks): string {
  const groups = stacks.of("aws_ecs_capacity_provider").map(({ path, values }) => {
    const provider = block(values, "auto_scaling_group_provider");
    const [group] = stacks.referred(provider.auto_scaling_group_arn, "aws_autoscaling_group");
    const bounds =
      group === undefined ? "" : `, ${text(group.values, "min_size")} to ${text(group.values, "max_size")}`;
    return `EC2 ${groupName(path)}${bounds}`;
  });
  return groups.join("; ");
}
