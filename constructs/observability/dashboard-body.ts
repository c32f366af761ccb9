import { canonicalJson } from "../canonical-json";
import {
  balancerMetric,
  insightsMetric,
  serviceMetric,
  targetMetric,
  type Metric,
  type ServiceNames,
} from "./metrics";
import { groupsOf } from "./traffic";

export interface DashboardProps {
  /** Name, letters, digits, `-` and `_`, at most 255 characters. */
  readonly name: string;
  readonly region: string;
  /** Last part of the balancer's ARN. @default none: no row for it */
  readonly loadBalancerFullName?: string;
  /** A row for each, in this order. */
  readonly services: readonly DashboardService[];
  /** Capacity providers of EC2 instances in the cluster. @default none: no row for them */
  readonly instances?: { readonly clusterName: string; readonly capacityProviders: readonly string[] };
  /** Container Insights count the tasks. */
  readonly insights: boolean;
}

export interface DashboardService {
  /** Name as the environment says it. */
  readonly title: string;
  readonly names: ServiceNames;
  /** Limits of the alarms, drawn as lines. @default none */
  readonly limits?: {
    readonly latencyP95Ms?: number;
    readonly latencyP99Ms?: number;
    readonly cpuPercent?: number;
    readonly memoryPercent?: number;
  };
  /** ARNs of the service's alarms, at most 100. @default none */
  readonly alarmArns?: readonly string[];
}

type Widget = Readonly<Record<string, unknown>>;

interface Graph {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly unit: string;
  readonly limits?: readonly (number | undefined)[];
}

interface Line {
  readonly label: string;
  readonly metric: Metric;
}

/** A dashboard is 24 units wide; https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const WIDTH = 24;
const GRAPH_HEIGHT = 6;
const MINUTE = 60;

/** The JSON of a dashboard: one heading and one row of graphs for the balancer, each service, and the instances. */
export function dashboardBody(props: DashboardProps): string {
  const { instances, loadBalancerFullName, region, services } = props;
  const rows = [
    ...(loadBalancerFullName === undefined
      ? []
      : [row("Load balancer", balancerGraphs(loadBalancerFullName))]),
    ...services.map((service) =>
      row(service.title, serviceGraphs(service, props.insights), service.alarmArns),
    ),
    ...(instances === undefined ? [] : [row("Instances", [instanceGraph(instances)])]),
  ];
  const widgets: Widget[] = [];
  let y = 0;
  for (const { alarms, graphs, title } of rows) {
    widgets.push({ type: "text", x: 0, y, width: WIDTH, height: 1, properties: { markdown: `## ${title}` } });
    y += 1;
    if (alarms.length > 0) {
      widgets.push({
        type: "alarm",
        x: 0,
        y,
        width: WIDTH,
        height: 2,
        properties: { title: "Alarms", alarms },
      });
      y += 2;
    }
    const width = WIDTH / graphs.length;
    graphs.forEach((graph, index) => {
      widgets.push({
        type: "metric",
        x: index * width,
        y,
        width,
        height: GRAPH_HEIGHT,
        properties: graphProperties(graph, region),
      });
    });
    y += GRAPH_HEIGHT;
  }
  return canonicalJson({ widgets });
}

const row = (title: string, graphs: readonly Graph[], alarms: readonly string[] = []) => ({
  title,
  graphs,
  alarms,
});

function balancerGraphs(name: string): Graph[] {
  const sum = (label: string, metric: string): Line => ({
    label,
    metric: balancerMetric(name, metric, "Sum"),
  });
  return [
    { title: "Requests a minute", unit: "requests", lines: [sum("requests", "RequestCount")] },
    {
      title: "Answers with an error",
      unit: "answers",
      lines: [
        sum("5xx of the balancer", "HTTPCode_ELB_5XX_Count"),
        sum("5xx of services", "HTTPCode_Target_5XX_Count"),
        sum("4xx of services", "HTTPCode_Target_4XX_Count"),
      ],
    },
  ];
}

/** One, two or four graphs: their number divides the width. */
function serviceGraphs({ limits, names }: DashboardService, insights: boolean): Graph[] {
  const { route } = names;
  const counted = (label: string, name: string): Line => ({ label, metric: insightsMetric(names, name) });
  const tasks: Line[] = insights
    ? [counted("should run", "DesiredTaskCount"), counted("run", "RunningTaskCount")]
    : [];
  const use: Graph = {
    title: "CPU and memory",
    unit: "percent",
    limits: [limits?.cpuPercent, limits?.memoryPercent],
    lines: [
      { label: "CPU", metric: serviceMetric(names, "CPUUtilization") },
      { label: "memory", metric: serviceMetric(names, "MemoryUtilization") },
    ],
  };
  if (route === undefined) {
    return tasks.length > 0 ? [{ title: "Tasks", unit: "tasks", lines: tasks }, use] : [use];
  }
  const { alternate, one } = groupsOf(route);
  const target = (label: string, name: string, statistic: string): Line[] => [
    { label, metric: targetMetric(one, name, statistic) },
    ...(alternate === undefined
      ? []
      : [{ label: `${label} (second group)`, metric: targetMetric(alternate, name, statistic) }]),
  ];
  return [
    {
      title: "Requests and errors a minute",
      unit: "requests",
      lines: [
        ...target("requests", "RequestCount", "Sum"),
        ...target("5xx", "HTTPCode_Target_5XX_Count", "Sum"),
      ],
    },
    {
      title: "Seconds until the answer",
      unit: "seconds",
      limits: [limits?.latencyP95Ms, limits?.latencyP99Ms].map((limit) => limit && limit / 1000),
      lines: ["p50", "p95", "p99"].flatMap((percentile) =>
        target(percentile, "TargetResponseTime", percentile),
      ),
    },
    {
      title: "Tasks",
      unit: "tasks",
      lines: [
        ...tasks,
        ...target("healthy", "HealthyHostCount", "Minimum"),
        ...target("not healthy", "UnHealthyHostCount", "Maximum"),
      ],
    },
    use,
  ];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html */
function instanceGraph({ capacityProviders, clusterName }: NonNullable<DashboardProps["instances"]>): Graph {
  return {
    title: "Instances: need in percent of what is there",
    unit: "percent",
    limits: [100],
    lines: capacityProviders.map((name) => ({
      label: name,
      metric: {
        namespace: "AWS/ECS/ManagedScaling",
        name: "CapacityProviderReservation",
        dimensions: { CapacityProviderName: name, ClusterName: clusterName },
        statistic: "Average",
      },
    })),
  };
}

function graphProperties({ limits = [], lines, title, unit }: Graph, region: string): Widget {
  const values = limits.filter((value) => value !== undefined);
  return {
    title,
    region,
    view: "timeSeries",
    stacked: false,
    period: MINUTE,
    yAxis: { left: { label: unit, min: 0, showUnits: false } },
    ...(values.length > 0 && {
      annotations: { horizontal: [...new Set(values)].map((value) => ({ label: "alarm", value })) },
    }),
    metrics: lines.map(({ label, metric }) => [
      metric.namespace,
      metric.name,
      ...Object.entries(metric.dimensions).flat(),
      { stat: metric.statistic, label },
    ]),
  };
}
