/** A metric of CloudWatch, as alarms and dashboards name it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Average`, `Maximum`, or a percentile such as `p95`. */
  readonly statistic: string;
}

/** What CloudWatch calls a service. */
export interface ServiceNames {
  readonly clusterName: string;
  readonly serviceName: string;
  /** Last parts of the ARNs of balancer and target group; absent without a route. */
  readonly route?: RouteNames;
}

export interface RouteNames {
  readonly loadBalancerFullName: string;
  readonly targetGroupFullName: string;
  /** Of the group that requests move to and from; absent for a rolling update. */
  readonly alternateTargetGroupFullName?: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html */
export function serviceMetric({ clusterName, serviceName }: ServiceNames, name: string): Metric {
  return {
    namespace: "AWS/ECS",
    name,
    dimensions: { ClusterName: clusterName, ServiceName: serviceName },
    statistic: "Average",
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html */
export function insightsMetric(names: ServiceNames, name: string): Metric {
  return { ...serviceMetric(names, name), namespace: "ECS/ContainerInsights" };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
export function targetMetric(route: RouteNames, name: string, statistic: string): Metric {
  return {
    namespace: "AWS/ApplicationELB",
    name,
    dimensions: { LoadBalancer: route.loadBalancerFullName, TargetGroup: route.targetGroupFullName },
    statistic,
  };
}

/** Of the balancer itself, whatever target group a request was for. */
export function balancerMetric(loadBalancerFullName: string, name: string, statistic: string): Metric {
  return {
    namespace: "AWS/ApplicationELB",
    name,
    dimensions: { LoadBalancer: loadBalancerFullName },
    statistic,
  };
}
