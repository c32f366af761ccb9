import type { Values } from "./plan-json";
import { block, nameOf, number, type Resource, text } from "./resources";
import { byText, type Line, line, type Words, words } from "./words";

/** Something that costs by its size, number or mere presence, in its own units; money depends on the contract. */
export interface CapacityChange {
  /** Name of the service, database or group; absent for a kind of which only the number counts. */
  readonly name?: string;
  /** For example "tasks", "NAT gateways". */
  readonly kind: string;
  /** In words with units; absent when there was none. */
  readonly before?: string;
  /** Absent when there will be none. */
  readonly after?: string;
}

/** What differs: tasks by service, databases and instances by name, the rest by number. */
export const capacityOf = (resources: readonly Resource[], prefix: string): CapacityChange[] => [
  ...differing(resources, "tasks", prefix, tasksOf),
  ...differing(resources, "database", prefix, databasesOf),
  ...differing(resources, "instances", prefix, instancesOf),
  ...counted(resources),
];

type Side = "before" | "after";
type Measured = ReadonlyMap<string, string>;

/** Measures both sides, and keeps what is not the same. */
function differing(
  resources: readonly Resource[],
  kind: string,
  prefix: string,
  measure: (resources: readonly Resource[], side: Side) => Measured,
): CapacityChange[] {
  const [old, fresh] = [measure(resources, "before"), measure(resources, "after")];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((name) => old.get(name) !== fresh.get(name))
    .sort(byText)
    .map((name) => ({ name: shortName(name, prefix), kind, ...moved(old.get(name), fresh.get(name)) }));
}

const moved = (before: string | undefined, after: string | undefined) => ({
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
});

const shortName = (name: string, prefix: string): string =>
  name.startsWith(`${prefix}-`) ? name.slice(prefix.length + 1) : name;

const of = (resources: readonly Resource[], type: string, side: Side): Values[] =>
  resources.flatMap((resource) => {
    const values = resource.type === type ? resource[side] : undefined;
    return values === undefined ? [] : [values];
  });

function tasksOf(resources: readonly Resource[], side: Side): Measured {
  const sizes = new Map(of(resources, "aws_ecs_task_definition", side).map((each) => [each.family, each]));
  const bounds = new Map(
    of(resources, "aws_appautoscaling_target", side).map((each) => [
      text(each, "resource_id")?.split("/").at(-1),
      each,
    ]),
  );
  return new Map(
    of(resources, "aws_ecs_service", side).flatMap((service) => {
      const name = text(service, "name");
      if (name === undefined) return [];
      const scaled = bounds.get(name);
      const [least, most] = scaled
        ? [number(scaled, "min_capacity") ?? 0, number(scaled, "max_capacity") ?? 0]
        : [number(service, "desired_count") ?? 0, number(service, "desired_count") ?? 0];
      return [[name, taskText(least, most, sizes.get(name))] as const];
    }),
  );
}

/** `2 x 0.5 vCPU, 1 GiB = 1 vCPU, 2 GiB`. */
function taskText(least: number, most: number, definition: Values | undefined): string {
  const [cpu, memory] = [number(definition, "cpu"), number(definition, "memory")];
  const count = range(least, most, 1);
  if (cpu === undefined || memory === undefined) return `${count} on instances`;
  const total = `${range(least, most, cpu / 1024)} vCPU, ${range(least, most, memory / 1024)} GiB`;
  return `${count} x (${short(cpu / 1024)} vCPU, ${short(memory / 1024)} GiB) = ${total}`;
}

const range = (least: number, most: number, unit: number): string =>
  least === most ? short(least * unit) : `${short(least * unit)} to ${short(most * unit)}`;

const short = (value: number): string => String(Math.round(value * 1000) / 1000);

function databasesOf(resources: readonly Resource[], side: Side): Measured {
  const instances = of(resources, "aws_db_instance", side).map((each) => [
    nameOf(each) ?? "",
    [
      text(each, "instance_class") ?? "",
      `${number(each, "allocated_storage") ?? 0} GiB`,
      ...(number(each, "max_allocated_storage")
        ? [`at most ${number(each, "max_allocated_storage") ?? 0} GiB`]
        : []),
      ...(each.multi_az === true ? ["two zones"] : []),
    ].join(", "),
  ]);
  const members = of(resources, "aws_rds_cluster_instance", side);
  const clusters = of(resources, "aws_rds_cluster", side).map((each) => {
    const name = text(each, "cluster_identifier") ?? "";
    const scaling = block(each, "serverlessv2_scaling_configuration");
    // `orders-1`; what begins with its name may be of another cluster.
    const count = members.filter(
      (member) => text(member, "identifier")?.replace(/-\d+$/, "") === name,
    ).length;
    const units = scaling
      ? `${range(number(scaling, "min_capacity") ?? 0, number(scaling, "max_capacity") ?? 0, 1)} ACU`
      : "instances";
    return [name, `${count} x ${units}`];
  });
  return new Map([...instances, ...clusters] as [string, string][]);
}

const instancesOf = (resources: readonly Resource[], side: Side): Measured => {
  const templates = of(resources, "aws_launch_template", side);
  return new Map(
    of(resources, "aws_autoscaling_group", side).map((group) => {
      const name = nameOf(group) ?? "";
      const type = templates.map((each) => text(each, "instance_type")).find((each) => each !== undefined);
      const count = range(number(group, "min_size") ?? 0, number(group, "max_size") ?? 0, 1);
      return [name, templates.length === 1 && type !== undefined ? `${count} x ${type}` : count] as const;
    }),
  );
};

/** Kinds that cost by being there. */
const COUNTED: readonly (readonly [kind: string, type: string, counts?: (values: Values) => boolean])[] = [
  ["NAT gateways", "aws_nat_gateway"],
  ["public IP addresses", "aws_eip"],
  ["balancers", "aws_lb"],
  ["interface endpoints", "aws_vpc_endpoint", ({ vpc_endpoint_type: type }) => type === "Interface"],
  ["file systems", "aws_efs_file_system"],
  ["alarms", "aws_cloudwatch_metric_alarm"],
  ["dashboards", "aws_cloudwatch_dashboard"],
  ["secrets", "aws_secretsmanager_secret"],
  ["keys", "aws_kms_key"],
];

const counted = (resources: readonly Resource[]): CapacityChange[] =>
  COUNTED.flatMap(([kind, type, counts = () => true]) => {
    const [one, other] = (["before", "after"] as const).map(
      (side) => of(resources, type, side).filter(counts).length,
    );
    return one === other ? [] : [{ kind, before: String(one), after: String(other) }];
  });

export const capacityLines = (changes: readonly CapacityChange[]): Line[] =>
  changes.map(({ name, kind, before = "none", after = "none" }) => {
    const what: Words = name === undefined ? [kind] : words`${name} ${[kind]}`;
    return line([...what, ": ", before, " -> ", after]);
  });
